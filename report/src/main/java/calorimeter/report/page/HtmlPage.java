// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The frame that all pages share: one HTML file with styles, colours for light and dark, the chart
/// library and the numbers inside, which forbids itself every connection.
///
/// A page brings its own script, which reads the numbers from the element `data`, fills each element of
/// class `chart`, defines `drawAll()`, `redraw(boxes)` and `rowsOf(figure)` and ends with `begin(number
/// of charts)`. Before it stand format.js, theme.js, axes.js, csv.js, picture.js and window.js of this
/// package's resources. [PanelFigures] is what pages of plain panels share further.
///
/// @param choices further choices in the bar at the top, or nothing
/// @param navigation links to the figures, each by [#link]
/// @param body the figures
/// @param data JSON without any `<`
public record HtmlPage(String title, Html choices, Html header, Html navigation, Html body, String data) {

    private static final List<String> SHARED =
            List.of("format.js", "theme.js", "axes.js", "csv.js", "picture.js", "window.js");

    public HtmlPage {
        if (data.indexOf('<') >= 0) {
            throw new IllegalArgumentException("the data of a page may not contain '<', which could end its element");
        }
    }

    /// Safe between tags and inside quoted attributes, whatever the text.
    public static String escape(String text) {
        return Html.of("{}", text).markup();
    }

    /// Four significant digits; powers of ten as 1.2 × 10⁻⁷.
    public static Html rounded(double value) {
        return Text.rounded(value);
    }

    /// A step with thin spaces between thousands.
    public static Html step(long step) {
        return new Html(Text.step(step));
    }

    /// A link to a figure or section of the page.
    public static Html link(String id, Html title) {
        return Html.of("<a href=\"#{}\">{}</a> ", id, title);
    }

    /// The whole page.
    ///
    /// @param script JavaScript, in the same scope as the shared scripts
    public String render(String script) {
        String shared = SHARED.stream().map(Resources::file).collect(Collectors.joining("\n"));
        return Resources.fill(
                Resources.file("page.html"),
                Map.of(
                        "title", escape(title),
                        "style", Resources.file("report.css"),
                        "choices", choices.markup(),
                        "header", header.markup(),
                        "navigation", navigation.markup(),
                        "body", body.markup(),
                        "data", data,
                        "echarts", Resources.echarts(),
                        "script", shared + "\n" + script));
    }

    /// Writes into a file beside `file`, then moves it there, so that a failure leaves nothing
    /// half-written. A symbolic link stays one.
    public static void write(Path file, String html) throws IOException {
        Path target = Files.isSymbolicLink(file) ? file.toRealPath() : file;
        Path unfinished = Path.of(target + "." + ProcessHandle.current().pid() + ".unfinished");
        try {
            Files.writeString(unfinished, html);
            Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
