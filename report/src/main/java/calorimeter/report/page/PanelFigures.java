// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/// HTML, JSON and script of pages whose figures are [PanelFigure]s.
public final class PanelFigures {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /// Heights of a heat map's axis and of a row, in pixels.
    private static final int MAP_FRAME = 80;

    private static final int MAP_ROW = 34;

    private PanelFigures() {}

    /// A figure's section, with a heading over an empty chart for each panel.
    public static Html section(PanelFigure figure) {
        Html panels = Html.each(range(figure.panels().size()), index -> panel(figure, index));
        Html equation = figure.equation().isEmpty()
                ? Html.NOTHING
                : Html.of("<p class=\"equation\">{}</p>", new Html(figure.equation()));
        return Html.of(
                """
                <section id="{}"><h2>{}</h2>
                <figure><div class="panels">
                {}</div>
                <figcaption><p>{}</p>{}{}</figcaption></figure></section>
                """, figure.id(), figure.title(), panels, new Html(figure.caption()), equation, buttons(figure.id()));
    }

    private static List<Integer> range(int end) {
        return IntStream.range(0, end).boxed().toList();
    }

    private static Html panel(PanelFigure figure, int index) {
        PanelFigure.Panel panel = figure.panels().get(index);
        Html style = panel.map()
                ? Html.of(
                        " style=\"height:{}px\"",
                        MAP_FRAME + MAP_ROW * panel.curves().size())
                : panel.corners().isEmpty() ? Html.NOTHING : new Html(" style=\"height:420px\"");
        Html chart = chart(figure.id(), index, panel.title(), style);
        return Html.of("<div class=\"panel\"><h3>{}</h3>{}</div>\n", panel.title(), chart);
    }

    /// An empty chart.
    ///
    /// @param figure id of the panel's figure
    /// @param index place of the panel among those of its figure
    /// @param attributes further ones of the chart's element, each with a space before it
    static Html chart(String figure, int index, String title, Html attributes) {
        return Html.of("""
                <div class="legend own"></div>\
                <div class="chart" role="img" aria-label="{}" data-figure="{}" data-panel="{}"{}></div>""", title, figure, index, attributes);
    }

    /// Hand out the numbers of a figure, and the figure as it is shown.
    static Html buttons(String figure) {
        Html pictures = Html.each(
                List.of("svg", "png"),
                format -> Html.of(
                        " <button type=\"button\" class=\"save\" data-save=\"{}\" data-figure=\"{}\">{}</button>",
                        format,
                        figure,
                        format.toUpperCase(Locale.ROOT)));
        return Html.of(
                "<button type=\"button\" class=\"csv\" data-figure=\"{}\">Numbers as CSV</button>{}", figure, pictures);
    }

    /// Links to the figures.
    public static Html navigation(List<PanelFigure> figures) {
        return Html.each(figures, figure -> HtmlPage.link(figure.id(), Html.of("{}", figure.title())));
    }

    /// The data of the page.
    public static String json(List<PanelFigure> figures) {
        try {
            return MAPPER.writeValueAsString(Map.of("figures", figures)).replace("<", "\\u003c");
        } catch (JsonProcessingException failure) {
            throw new UncheckedIOException("the figures cannot be written as JSON", failure);
        }
    }

    /// The script of pages whose panels are curves, points and heat maps.
    public static String script() {
        return curves() + "\nshowPanels(curvePage);";
    }

    /// The same with choices of its own.
    ///
    /// @param choices a file beside this class, which begins the drawing
    public static String script(String choices) {
        return curves() + "\n" + Resources.file(choices);
    }

    private static String curves() {
        return Resources.file("panels.js") + "\n" + Resources.file("curves.js");
    }

    /// The shared script and the page's own, a file beside the class that makes the page.
    public static String script(Class<?> owner, String name) {
        return Resources.file("panels.js") + "\n" + Resources.of(owner, name);
    }
}
