// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.drawing;

import calorimeter.report.page.HtmlPage;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/// Writes a drawing as SVG. One unit is a point. Words are outlines, with what they say as their label.
final class SvgFile {

    private static final int DIGITS = 3;

    private SvgFile() {}

    static void write(Drawing drawing, String title, OutputStream out) throws IOException {
        StringBuilder svg = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"")
                .append(number(drawing.width() / Drawing.POINTS_PER_MILLIMETRE))
                .append("mm\" height=\"")
                .append(number(drawing.height() / Drawing.POINTS_PER_MILLIMETRE))
                .append("mm\" viewBox=\"0 0 ")
                .append(number(drawing.width()))
                .append(' ')
                .append(number(drawing.height()))
                .append("\">\n<title>")
                .append(HtmlPage.escape(title))
                .append("</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        drawing.elements().forEach(element -> svg.append(element(element)).append('\n'));
        out.write(svg.append("</svg>\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String element(Drawing.Element element) {
        return switch (element) {
            case Drawing.Stroke(Path2D path, Ink ink, double width, Drawing.Dash dash) ->
                "<path fill=\"none\" stroke-linejoin=\"round\" stroke=\"" + ink.hex() + "\""
                        + opacity("stroke-opacity", ink)
                        + " stroke-width=\"" + number(width) + "\"" + dashes(dash.lengths(width)) + " d=\"" + data(path)
                        + "\"/>";
            case Drawing.Area(Path2D path, Ink ink) ->
                "<path fill=\"" + ink.hex() + "\"" + opacity("fill-opacity", ink) + " d=\"" + data(path) + "\"/>";
            case Drawing.Text text ->
                "<path role=\"img\" aria-label=\""
                        + HtmlPage.escape(text.words().text()) + "\" fill=\""
                        + text.ink().hex() + "\"" + opacity("fill-opacity", text.ink()) + " d=\"" + data(outline(text))
                        + "\"/>";
        };
    }

    /// The outlines of words where they stand.
    static Path2D outline(Drawing.Text text) {
        Path2D all = new Path2D.Double(Path2D.WIND_NON_ZERO);
        Words words = text.words();
        double x = 0;
        for (Words.Run run : words.runs()) {
            AffineTransform place = text.place();
            place.translate(x, -run.rise() * words.size());
            all.append(
                    Lettering.font()
                            .outline(run.text(), words.size() * run.scale())
                            .getPathIterator(place),
                    false);
            x += words.width(run);
        }
        return all;
    }

    private static String opacity(String attribute, Ink ink) {
        return ink.opacity() == 1 ? "" : " " + attribute + "=\"" + number(ink.opacity()) + "\"";
    }

    private static String dashes(double[] lengths) {
        return lengths.length == 0 ? "" : " stroke-dasharray=\"" + number(lengths[0]) + " " + number(lengths[1]) + "\"";
    }

    private static String data(Path2D path) {
        StringBuilder data = new StringBuilder();
        double[] at = new double[6];
        for (PathIterator pieces = path.getPathIterator(null); !pieces.isDone(); pieces.next()) {
            int kind = pieces.currentSegment(at);
            int numbers = switch (kind) {
                case PathIterator.SEG_CLOSE -> 0;
                case PathIterator.SEG_QUADTO -> 4;
                case PathIterator.SEG_CUBICTO -> 6;
                default -> 2;
            };
            data.append("MLQCZ".charAt(kind));
            for (int i = 0; i < numbers; i++) {
                data.append(i == 0 ? "" : " ").append(number(at[i]));
            }
        }
        return data.toString();
    }

    private static String number(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(DIGITS, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
