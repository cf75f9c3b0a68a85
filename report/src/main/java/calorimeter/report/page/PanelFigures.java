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
    /// @param panels each by [#panel]
    /// @param caption one or several paragraphs
    public static Html section(String id, Html title, List<Html> panels, Html caption) {
        return Html.of("""
                <section id="{}"><h2>{}</h2>
                <figure><div class="panels">
                {}</div>
                <figcaption>{}{}</figcaption></figure></section>
                """, id, title, Html.each(panels, panel -> panel), caption, csvButton(id));
    }

    /// A heading over an empty chart.
    ///
    /// @param figure id of the panel's figure
    /// @param index place of the panel among those of its figure
    /// @param attributes further ones of the chart's element, each with a space before it
    public static Html panel(String figure, int index, String title, Html attributes) {
        return Html.of("<div class=\"panel\"><h3>{}</h3>{}</div>\n", title, chart(figure, index, title, attributes));
    }

    static Html chart(String figure, int index, String title, Html attributes) {
        return Html.of("""
                <div class="legend own"></div>\
                <div class="chart" role="img" aria-label="{}" data-figure="{}" data-panel="{}"{}></div>""", title, figure, index, attributes);
    }

    static Html csvButton(String figure) {
        return Html.of("<button type=\"button\" class=\"csv\" data-figure=\"{}\">Numbers as CSV</button>", figure);
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
