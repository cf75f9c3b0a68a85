package calorimeter.report.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/// What pages share whose figures are panels of curves through points: HTML, JSON and, in panels.js, the
/// script.
///
/// A figure is a record with `id` and `panels`, a panel one with `title` and `curves`, a curve one with `name`
/// and `points`; the rest is between the page and its own script.
public final class PanelFigures {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private PanelFigures() {}

    /// The section of one figure.
    ///
    /// @param title HTML
    /// @param panels HTML of each, by [#panel]
    /// @param caption HTML, one or several paragraphs
    public static String section(String id, String title, List<String> panels, String caption) {
        return "<section id=\"" + id + "\"><h2>" + title + "</h2>\n<figure><div class=\"panels\">\n"
                + String.join("", panels) + "</div>\n<figcaption>" + caption
                + "<button type=\"button\" class=\"csv\" data-figure=\"" + id
                + "\">Numbers as CSV</button></figcaption></figure></section>\n";
    }

    /// @param figure id of the panel's figure
    /// @param index place of the panel among those of its figure
    /// @param title plain text
    /// @param attributes further ones of the chart's element, each with a space before it
    public static String panel(String figure, int index, String title, String attributes) {
        String escaped = HtmlPage.escape(title);
        return "<div class=\"panel\"><h3>" + escaped + "</h3><div class=\"legend own\"></div>"
                + "<div class=\"chart\" role=\"img\" aria-label=\"" + escaped + "\" data-figure=\"" + figure
                + "\" data-panel=\"" + index + "\"" + attributes + "></div></div>\n";
    }

    /// The data of the page.
    public static String json(List<?> figures) {
        try {
            return MAPPER.writeValueAsString(Map.of("figures", figures)).replace("<", "\\u003c");
        } catch (JsonProcessingException failure) {
            throw new UncheckedIOException("the figures cannot be written as JSON", failure);
        }
    }

    /// The shared script and the page's own, a file beside the class that makes the page.
    public static String script(Class<?> owner, String name) {
        return Resources.file("panels.js") + "\n" + Resources.of(owner, name);
    }
}
