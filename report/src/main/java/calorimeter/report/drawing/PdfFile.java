// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.drawing;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.state.PDExtendedGraphicsState;
import org.apache.pdfbox.util.Matrix;

/// Writes a drawing as a PDF of one page. Words are text in the embedded letters of the font, so that
/// they can be searched for and copied.
final class PdfFile {

    private static final int ROUND_JOIN = 1;

    private final PDPageContentStream page;
    private final PDFont font;
    private final double height;
    private final Map<Double, PDExtendedGraphicsState> opacities = new HashMap<>();
    private double opacity = 1;

    private PdfFile(PDPageContentStream page, PDFont font, double height) {
        this.page = page;
        this.font = font;
        this.height = height;
    }

    static void write(Drawing drawing, String title, OutputStream out) throws IOException {
        try (PDDocument document = new PDDocument()) {
            // Otherwise two files of one figure differ by a number made of the time.
            document.setDocumentId(0L);
            document.getDocumentInformation().setTitle(title);
            PDPage sheet = new PDPage(new PDRectangle((float) drawing.width(), (float) drawing.height()));
            document.addPage(sheet);
            PDFont font = PDType0Font.load(document, Lettering.font().file(), true);
            try (PDPageContentStream page = new PDPageContentStream(document, sheet)) {
                PdfFile file = new PdfFile(page, font, drawing.height());
                page.setLineJoinStyle(ROUND_JOIN);
                for (Drawing.Element element : drawing.elements()) {
                    file.draw(element);
                }
            }
            document.save(out);
        }
    }

    private void draw(Drawing.Element element) throws IOException {
        switch (element) {
            case Drawing.Stroke stroke -> {
                Ink ink = stroke.ink();
                use(ink);
                page.setStrokingColor(ink.red() / 255f, ink.green() / 255f, ink.blue() / 255f);
                page.setLineWidth((float) stroke.width());
                double[] dashes = stroke.dash().lengths(stroke.width());
                page.setLineDashPattern(
                        dashes.length == 0 ? new float[0] : new float[] {(float) dashes[0], (float) dashes[1]}, 0);
                trace(stroke.path());
                page.stroke();
            }
            case Drawing.Area area -> {
                use(area.ink());
                fillWith(area.ink());
                trace(area.path());
                page.fill();
            }
            case Drawing.Text text -> {
                use(text.ink());
                fillWith(text.ink());
                text(text);
            }
        }
    }

    private void fillWith(Ink ink) throws IOException {
        page.setNonStrokingColor(ink.red() / 255f, ink.green() / 255f, ink.blue() / 255f);
    }

    private void use(Ink ink) throws IOException {
        if (ink.opacity() != opacity) {
            opacity = ink.opacity();
            page.setGraphicsStateParameters(opacities.computeIfAbsent(opacity, share -> {
                PDExtendedGraphicsState state = new PDExtendedGraphicsState();
                state.setStrokingAlphaConstant(share.floatValue());
                state.setNonStrokingAlphaConstant(share.floatValue());
                return state;
            }));
        }
    }

    /// What the font has as text, what it has not as outlines.
    private void text(Drawing.Text text) throws IOException {
        Words words = text.words();
        double x = 0;
        for (Words.Run run : words.runs()) {
            double size = words.size() * run.scale();
            for (String piece : run.text().split("(?<=∇)|(?=∇)", -1)) {
                AffineTransform place = text.place();
                place.translate(x, -run.rise() * words.size());
                if (piece.codePoints().allMatch(Lettering.font()::has)) {
                    show(piece, size, place);
                } else {
                    trace(new Path2D.Double(Lettering.font().outline(piece, size), place));
                    page.fill();
                }
                x += Lettering.font().width(piece, size);
            }
        }
    }

    private void show(String text, double size, AffineTransform place) throws IOException {
        if (text.isEmpty()) {
            return;
        }
        // from words with y downwards to a page with y upwards
        AffineTransform matrix = new AffineTransform(1, 0, 0, -1, 0, height);
        matrix.concatenate(place);
        matrix.scale(1, -1);
        page.beginText();
        page.setFont(font, (float) size);
        page.setTextMatrix(new Matrix(matrix));
        page.showText(text);
        page.endText();
    }

    private void trace(Path2D path) throws IOException {
        double[] at = new double[6];
        AffineTransform upwards = new AffineTransform(1, 0, 0, -1, 0, height);
        double x = 0;
        double y = 0;
        for (PathIterator pieces = path.getPathIterator(upwards); !pieces.isDone(); pieces.next()) {
            int kind = pieces.currentSegment(at);
            switch (kind) {
                case PathIterator.SEG_MOVETO -> page.moveTo((float) at[0], (float) at[1]);
                case PathIterator.SEG_LINETO -> page.lineTo((float) at[0], (float) at[1]);
                case PathIterator.SEG_QUADTO -> {
                    // the cubic curve that is this quadratic one
                    double[] cubic = {
                        x + 2 * (at[0] - x) / 3,
                        y + 2 * (at[1] - y) / 3,
                        at[2] + 2 * (at[0] - at[2]) / 3,
                        at[3] + 2 * (at[1] - at[3]) / 3
                    };
                    page.curveTo(
                            (float) cubic[0],
                            (float) cubic[1],
                            (float) cubic[2],
                            (float) cubic[3],
                            (float) at[2],
                            (float) at[3]);
                }
                case PathIterator.SEG_CUBICTO ->
                    page.curveTo(
                            (float) at[0], (float) at[1], (float) at[2], (float) at[3], (float) at[4], (float) at[5]);
                default -> page.closePath();
            }
            int last = kind == PathIterator.SEG_CUBICTO ? 4 : kind == PathIterator.SEG_QUADTO ? 2 : 0;
            x = at[last];
            y = at[last + 1];
        }
    }
}
