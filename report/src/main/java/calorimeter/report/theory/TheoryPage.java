package calorimeter.report.theory;

import calorimeter.report.page.Html;
import calorimeter.report.page.HtmlPage;
import calorimeter.report.page.PanelFigures;
import calorimeter.report.theory.TheoryFigure.Panel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Figures of the theory as one HTML file that needs no network.
public final class TheoryPage {

    private TheoryPage() {}

    /// The figures of `./calorimeter theory --plot`.
    ///
    /// @param trained measured on a stored run, if one was asked for
    public static List<TheoryFigure> figures(Optional<TrainedPositions> trained) {
        List<TheoryFigure> figures = new ArrayList<>(List.of(
                SpecificHeatFigure.ofTwoLevels(),
                RelaxationFigure.figure(),
                OrbitFigure.figure(),
                GoldstoneFigure.random(RandomRows.spectra())));
        trained.ifPresent(measured -> figures.add(GoldstoneFigure.trained(measured.system(), measured.spectra())));
        return List.copyOf(figures);
    }

    /// @param title    plain text
    /// @param subtitle plain text
    /// @throws IOException if the file cannot be written
    public static void write(Path file, String title, String subtitle, List<TheoryFigure> figures) throws IOException {
        HtmlPage.write(file, render(title, subtitle, figures));
    }

    /// The whole page.
    public static String render(String title, String subtitle, List<TheoryFigure> figures) {
        Html header = Html.of("<h1>{}</h1>\n<p class=\"origin\">{}</p>", title, subtitle);
        Html navigation = Html.each(figures, figure -> HtmlPage.link(figure.id(), new Html(figure.title())));
        Html body = Html.of("""
                <p class="note">Units: Boltzmann's constant is 1, so temperature is measured in units of energy; \
                S and C are plain numbers, entropies are in nats.</p>
                {}""", Html.each(figures, TheoryPage::section));
        return new HtmlPage(title, Html.NOTHING, header, navigation, body, PanelFigures.json(figures))
                .render(PanelFigures.script(TheoryPage.class, "theory.js"));
    }

    private static Html section(TheoryFigure figure) {
        List<Html> panels = new ArrayList<>();
        for (int index = 0; index < figure.panels().size(); index++) {
            Panel panel = figure.panels().get(index);
            Html attributes = switch (panel) {
                case TheoryFigure.Lines lines -> Html.NOTHING;
                case TheoryFigure.Simplex simplex -> new Html(" style=\"height:420px\"");
            };
            panels.add(PanelFigures.panel(figure.id(), index, panel.title(), attributes));
        }
        Html caption = Html.of(
                "<p>{}</p><p class=\"equation\">{}</p>", new Html(figure.caption()), new Html(figure.equation()));
        return PanelFigures.section(figure.id(), new Html(figure.title()), panels, caption);
    }
}
