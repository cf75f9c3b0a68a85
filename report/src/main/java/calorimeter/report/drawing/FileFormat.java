// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.drawing;

import calorimeter.report.page.PanelFigure;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/// What a figure can be written as.
public enum FileFormat {
    /// vectors; words are outlines, so that it looks the same where the font is missing
    SVG {
        @Override
        void write(Drawing drawing, String title, OutputStream out) throws IOException {
            SvgFile.write(drawing, title, out);
        }
    },
    /// 300 pixels an inch
    PNG {
        @Override
        void write(Drawing drawing, String title, OutputStream out) throws IOException {
            PngFile.write(drawing, out);
        }
    },
    /// vectors; the letters used are embedded
    PDF {
        @Override
        void write(Drawing drawing, String title, OutputStream out) throws IOException {
            PdfFile.write(drawing, title, out);
        }
    };

    abstract void write(Drawing drawing, String title, OutputStream out) throws IOException;

    /// A figure in the colours of a light page; the same figure gives the same bytes.
    ///
    /// @param millimetres width of the sheet; the height follows from the panels
    public void write(PanelFigure figure, double millimetres, OutputStream out) throws IOException {
        write(FigureDrawing.of(figure, millimetres), figure.title(), out);
    }

    /// The file's ending.
    public String ending() {
        return name().toLowerCase(Locale.ROOT);
    }
}
