// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.theory;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.physics.ensemble.EnergySpectrum;
import calorimeter.physics.ensemble.SpecificHeatCurve;
import calorimeter.report.page.Chromium;
import calorimeter.report.page.DrawnPage;
import calorimeter.report.page.PanelFigure;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page in a real browser: its script runs without an error and draws every figure.
class TheoryPageTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void everyFigureIsDrawnAndRedrawn() throws Exception {
        List<PanelFigure> figures = TheoryPage.figures(Optional.empty());
        String document = DrawnPage.clicked(folder, TheoryPage.render("All & <sundry>", "subtitle", figures));

        DrawnPage.assertComplete(document, 8);
        assertThat(document)
                .contains("data-theme=\"dark\"", "All &amp; &lt;sundry&gt;", "data-columns=\"panel,curve,x,y\"")
                .contains("aria-pressed=\"false\" title=\"Show or hide\"");
    }

    @Test
    void anySpectrumIsDrawn() throws Exception {
        for (EnergySpectrum spectrum : List.of(EnergySpectrum.of(3), EnergySpectrum.of(0, 1e-9, 1e9, 1e9))) {
            var peak = new SpecificHeatCurve(spectrum).peak();
            for (double beta : new double[] {1, 0, -1}) {
                List<PanelFigure> figures = List.of(SpecificHeatFigure.of(spectrum, beta, peak));
                DrawnPage.assertComplete(
                        Chromium.required(folder).load(TheoryPage.render("title", "subtitle", figures)), 2);
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
}
