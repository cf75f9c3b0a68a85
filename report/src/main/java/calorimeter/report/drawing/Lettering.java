// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.drawing;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;

/// The font of all files, Liberation Sans out of PDFBox: widths as those of Arial and Helvetica. Outlines
/// come out of the font itself, so a file is the same on every machine, whatever fonts that has.
final class Lettering {

    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    /// Letters that the font lacks, and those that stand for them.
    private static final Map<Integer, String> STAND_INS =
            Map.of((int) '⟨', "‹", (int) '⟩', "›", (int) '\u202f', "\u2009");

    private static final int NABLA = '∇';
    private static final int DELTA = 'Δ';

    private static final Lettering ONLY = new Lettering();

    private final byte[] file;
    private final TrueTypeFont font;
    private final CmapLookup glyphs;
    private final double unitsPerEm;

    private Lettering() {
        try (InputStream stream = PDDocument.class.getResourceAsStream(FONT)) {
            if (stream == null) {
                throw new IllegalStateException("the font " + FONT + " is not in the jar of PDFBox");
            }
            file = stream.readAllBytes();
            font = new TTFParser().parse(new RandomAccessReadBuffer(file));
            glyphs = font.getUnicodeCmapLookup();
            unitsPerEm = font.getUnitsPerEm();
        } catch (IOException failure) {
            throw new UncheckedIOException("the font " + FONT + " cannot be read", failure);
        }
    }

    static Lettering font() {
        return ONLY;
    }

    /// The font as a file, for formats that embed it.
    InputStream file() {
        return new ByteArrayInputStream(file);
    }

    /// The same words in letters that the font has; ∇ is drawn as a Δ upside down.
    String available(String text) {
        StringBuilder known = new StringBuilder();
        text.codePoints().forEach(letter -> {
            if (has(letter) || letter == NABLA) {
                known.appendCodePoint(letter);
            } else {
                known.append(STAND_INS.getOrDefault(letter, "?"));
            }
        });
        return known.toString();
    }

    boolean has(int letter) {
        return glyphs.getGlyphId(letter) != 0;
    }

    private int glyph(int letter) {
        return glyphs.getGlyphId(letter == NABLA ? DELTA : letter);
    }

    /// @param text of available letters
    double width(String text, double size) {
        return text.codePoints().mapToDouble(letter -> advance(letter, size)).sum();
    }

    double advance(int letter, double size) {
        try {
            return font.getAdvanceWidth(glyph(letter)) * size / unitsPerEm;
        } catch (IOException failure) {
            throw new UncheckedIOException("the font " + FONT + " cannot be read", failure);
        }
    }

    /// Outlines that begin at (0, 0), y downwards.
    ///
    /// @param text of available letters
    Path2D outline(String text, double size) {
        Path2D all = new Path2D.Double(Path2D.WIND_NON_ZERO);
        double x = 0;
        for (int letter : text.codePoints().toArray()) {
            all.append(outline(letter, size, x), false);
            x += advance(letter, size);
        }
        return all;
    }

    private Path2D outline(int letter, double size, double x) {
        double scale = size / unitsPerEm;
        try {
            Path2D outline = font.getGlyph().getGlyph(glyph(letter)) == null
                    ? new Path2D.Double()
                    : font.getGlyph().getGlyph(glyph(letter)).getPath();
            AffineTransform place = letter == NABLA
                    ? new AffineTransform(
                            scale, 0, 0, scale, x, -outline.getBounds2D().getMaxY() * scale)
                    : new AffineTransform(scale, 0, 0, -scale, x, 0);
            return new Path2D.Double(outline, place);
        } catch (IOException failure) {
            throw new UncheckedIOException("the font " + FONT + " cannot be read", failure);
        }
    }
}
