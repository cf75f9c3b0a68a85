package calorimeter.report.theory;

import calorimeter.report.page.HtmlPage;
import calorimeter.report.page.PanelFigures;
import calorimeter.report.theory.TheoryFigure.Panel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Figures of the theory as one HTML file that needs no network.
public final class TheoryPage {

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
        return new HtmlPage(title, "", header, navigation.toString(), body.toString(), PanelFigures.json(figures))
                .render(PanelFigures.script(TheoryPage.class, "theory.js"));
    }

    private static String section(TheoryFigure figure) {
        List<String> panels = new ArrayList<>();
        for (int index = 0; index < figure.panels().size(); index++) {
            Panel panel = figure.panels().get(index);
            String attributes = switch (panel) {
                case TheoryFigure.Lines lines -> "";
                case TheoryFigure.Simplex simplex -> " style=\"height:420px\"";
            };
            panels.add(PanelFigures.panel(figure.id(), index, panel.title(), attributes));
        }
        String caption = "<p>" + figure.caption() + "</p><p class=\"equation\">" + figure.equation() + "</p>";
        return PanelFigures.section(figure.id(), figure.title(), panels, caption);
    }
}
