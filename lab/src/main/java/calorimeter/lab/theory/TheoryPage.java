package calorimeter.lab.theory;

import calorimeter.lab.report.HtmlPage;
import calorimeter.lab.theory.TheoryFigure.Panel;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Figures of the theory as one HTML file that needs no network.
public final class TheoryPage {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private TheoryPage() {}

    /// @param title    plain text
    /// @param subtitle plain text
    /// @throws IOException if the file cannot be written
    public static void write(Path file, String title, String subtitle, List<TheoryFigure> figures) throws IOException {
        HtmlPage.write(file, render(title, subtitle, figures));
    }

    /// The whole page.
    public static String render(String title, String subtitle, List<TheoryFigure> figures) {
        String header =
                "<h1>" + HtmlPage.escape(title) + "</h1>\n<p class=\"origin\">" + HtmlPage.escape(subtitle) + "</p>";
        StringBuilder navigation = new StringBuilder();
        StringBuilder body = new StringBuilder();
        body.append(
                        "<p class=\"note\">Units: Boltzmann's constant is 1, so temperature is measured in units of energy; ")
                .append("S and C are plain numbers, entropies are in nats.</p>\n");
        for (TheoryFigure figure : figures) {
            navigation.append("<a href=\"#").append(figure.id()).append("\">");
            navigation.append(figure.title()).append("</a> ");
            body.append(section(figure));
        }
        return new HtmlPage(title, "", header, navigation.toString(), body.toString(), json(figures)).render(script());
    }

    private static String section(TheoryFigure figure) {
        StringBuilder html = new StringBuilder();
        html.append("<section id=\"").append(figure.id()).append("\"><h2>").append(figure.title());
        html.append("</h2>\n<figure><div class=\"panels\">\n");
        for (int index = 0; index < figure.panels().size(); index++) {
            html.append(panel(figure, index));
        }
        html.append("</div>\n<figcaption><p>").append(figure.caption()).append("</p><p class=\"equation\">");
        html.append(figure.equation()).append("</p><button type=\"button\" class=\"csv\" data-figure=\"");
        return html.append(figure.id())
                .append("\">Numbers as CSV</button></figcaption></figure></section>\n")
                .toString();
    }

    private static String panel(TheoryFigure figure, int index) {
        Panel panel = figure.panels().get(index);
        String title = HtmlPage.escape(panel.title());
        String height = switch (panel) {
            case TheoryFigure.Lines lines -> "";
            case TheoryFigure.Simplex simplex -> " style=\"height:420px\"";
        };
        return "<div class=\"panel\"><h3>" + title + "</h3><div class=\"legend own\"></div>"
                + "<div class=\"chart\" role=\"img\" aria-label=\"" + title + "\" data-figure=\"" + figure.id()
                + "\" data-panel=\"" + index + "\"" + height + "></div></div>\n";
    }

    private static String json(List<TheoryFigure> figures) {
        try {
            return MAPPER.writeValueAsString(Map.of("figures", figures)).replace("<", "\\u003c");
        } catch (JsonProcessingException failure) {
            throw new UncheckedIOException("the figures cannot be written as JSON", failure);
        }
    }

    private static String script() {
        try (InputStream stream = TheoryPage.class.getResourceAsStream("theory.js")) {
            if (stream == null) {
                throw new IllegalStateException("resource theory.js is not on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException("resource theory.js cannot be read", failure);
        }
    }
}
