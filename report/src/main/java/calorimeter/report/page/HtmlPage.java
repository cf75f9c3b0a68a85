package calorimeter.report.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The frame that all pages share: one HTML file with styles, colours for light and dark, the chart library and
/// the numbers inside, which forbids itself every connection.
///
/// A page brings its own script, which reads the numbers from the element `data`, fills each element of class
/// `chart`, defines `drawAll()` and `rowsOf(figure)` and ends with `begin(number of charts)`. Before it stand
/// format.js, theme.js, axes.js, csv.js and window.js of this package's resources. [PanelFigures] is what pages
/// of plain panels share further.
///
/// @param title      plain text
/// @param choices    HTML of further choices in the bar at the top, or nothing
/// @param header     HTML
/// @param navigation HTML, links to the figures
/// @param body       HTML, the figures
/// @param data       JSON without any `<`
public record HtmlPage(String title, String choices, String header, String navigation, String body, String data) {

    private static final List<String> SHARED = List.of("format.js", "theme.js", "axes.js", "csv.js", "window.js");

    public HtmlPage {
        if (data.indexOf('<') >= 0) {
            throw new IllegalArgumentException("the data of a page may not contain '<', which could end its element");
        }
    }

    /// Safe between tags and inside quoted attributes, whatever the text.
    public static String escape(String text) {
        return Text.escape(text);
    }

    /// Four significant digits as HTML; powers of ten as 1.2 × 10⁻⁷.
    public static String rounded(double value) {
        return Text.rounded(value);
    }

    /// The whole page.
    ///
    /// @param script JavaScript, in the same scope as the shared scripts
    public String render(String script) {
        StringBuilder scripts = new StringBuilder();
        for (String shared : SHARED) {
            scripts.append(Resources.file(shared)).append('\n');
        }
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("title", Text.escape(title));
        parts.put("style", Resources.file("report.css"));
        parts.put("choices", choices);
        parts.put("header", header);
        parts.put("navigation", navigation);
        parts.put("body", body);
        parts.put("data", data);
        parts.put("echarts", Resources.echarts());
        parts.put("script", scripts.append(script).toString());
        return Resources.fill(Resources.file("page.html"), parts);
    }

    /// Writes into a file beside `file`, then moves it there, so that a failure leaves nothing half-written. A
    /// symbolic link stays one.
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
