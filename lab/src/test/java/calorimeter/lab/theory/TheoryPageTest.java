package calorimeter.lab.theory;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.lab.report.Chromium;
import calorimeter.physics.ensemble.EnergySpectrum;
import calorimeter.physics.ensemble.SpecificHeatCurve;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page in a real browser: its script runs without an error and draws every figure.
class TheoryPageTest {

    private static final Pattern CHART = Pattern.compile("<div class=\"chart\"");
    private static final Pattern DRAWN =
            Pattern.compile("<div class=\"chart\"[^>]* data-drawn=\"true\"[^>]*><div[^>]*><svg");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void everyFigureIsDrawnAndRedrawn() throws Exception {
        String clicks = """
                <script>
                addEventListener('securitypolicyviolation', event => {
                  document.documentElement.dataset.violation = event.violatedDirective;
                });
                document.querySelector('[data-theme-choice="dark"]').click();
                document.querySelectorAll('.legend button').forEach(button => button.isConnected && button.click());
                dispatchEvent(new Event('beforeprint'));
                dispatchEvent(new Event('afterprint'));
                </script>
                """;
        String page = TheoryPage.render("All & <sundry>", "subtitle", TheoryFigures.all(Optional.empty()));
        // The chart library holds a closing tag of its own in a string.
        int end = page.lastIndexOf("</body>");
        String document = Chromium.required(folder).load(page.substring(0, end) + clicks + page.substring(end));

        assertComplete(document, 8);
        assertThat(document).contains("data-theme=\"dark\"", "All &amp; &lt;sundry&gt;");
    }

    @Test
    void anySpectrumIsDrawn() throws Exception {
        for (EnergySpectrum spectrum : List.of(EnergySpectrum.of(3), EnergySpectrum.of(0, 1e-9, 1e9, 1e9))) {
            var peak = new SpecificHeatCurve(spectrum).peak();
            for (double beta : new double[] {1, 0, -1}) {
                List<TheoryFigure> figures = List.of(SpecificHeatFigure.of(spectrum, beta, peak));
                assertComplete(Chromium.required(folder).load(TheoryPage.render("title", "subtitle", figures)), 2);
            }
        }
    }

    @Test
    void symmetricCodesHaveZeroModesAndAddedOnesDoNot() {
        for (GoldstoneSpectrum spectrum : RandomRows.spectra()) {
            boolean added = List.of("learned", "sinusoidal").contains(spectrum.code());
            assertThat(spectrum.shiftCost() > 1e-2).as(spectrum.code()).isEqualTo(added);
            assertThat(spectrum.shiftCost() < 1e-12).as(spectrum.code()).isEqualTo(!added);
            assertThat(spectrum.largestUniformStiffness() > 1e-2)
                    .as(spectrum.code())
                    .isEqualTo(added);
            assertThat(spectrum.largestUniformStiffness() < 1e-12)
                    .as(spectrum.code())
                    .isEqualTo(!added);
        }
    }

    private static void assertComplete(String document, int charts) {
        assertThat(CHART.matcher(document).results()).hasSize(charts);
        assertThat(DRAWN.matcher(document).results()).hasSize(charts);
        assertThat(document).contains("data-ready=\"" + charts + "\"");
        assertThat(document.substring(0, document.indexOf("<head>")))
                .doesNotContain("data-error")
                .doesNotContain("data-violation");
    }
}
