// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.theory;

import calorimeter.report.page.Html;
import calorimeter.report.page.HtmlPage;
import calorimeter.report.page.PanelFigure;
import calorimeter.report.page.PanelFigures;
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
    public static List<PanelFigure> figures(Optional<TrainedPositions> trained) {
        List<PanelFigure> figures = new ArrayList<>(List.of(
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
    public static void write(Path file, String title, String subtitle, List<PanelFigure> figures) throws IOException {
        HtmlPage.write(file, render(title, subtitle, figures));
    }

    /// The whole page.
    public static String render(String title, String subtitle, List<PanelFigure> figures) {
        Html header = Html.of("<h1>{}</h1>\n<p class=\"origin\">{}</p>", title, subtitle);
        Html body = Html.of("""
                <p class="note">Units: Boltzmann's constant is 1, so temperature is measured in units of energy; \
                S and C are plain numbers, entropies are in nats.</p>
                {}""", Html.each(figures, PanelFigures::section));
        Html navigation = PanelFigures.navigation(figures);
        return new HtmlPage(title, Html.NOTHING, header, navigation, body, PanelFigures.json(figures))
                .render(PanelFigures.script(TheoryPage.class, "theory.js"));
    }
}
