// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.theory;

import calorimeter.physics.positions.GoldstoneMode;
import calorimeter.report.page.HtmlPage;
import calorimeter.report.page.PanelFigure;
import calorimeter.report.page.PanelFigure.Axis;
import calorimeter.report.page.PanelFigure.Curve;
import calorimeter.report.page.PanelFigure.Panel;
import calorimeter.report.page.PanelFigure.Points;
import calorimeter.report.page.PanelFigure.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Stiffness of each plane of query and key space against its frequency, for ways to encode positions.
final class GoldstoneFigure {

    /// Where what is exactly zero, or below, is drawn on a logarithmic axis.
    private static final double FLOOR = 1e-18;

    private GoldstoneFigure() {}

    static PanelFigure random(List<GoldstoneSpectrum> spectra) {
        return figure(
                "goldstone",
                "Goldstone spectrum of position codes",
                HtmlPage.escape(RandomRows.description()) + "; <i>b</i> = 10 000.",
                spectra);
    }

    /// @param system plain text
    static PanelFigure trained(String system, List<GoldstoneSpectrum> spectra) {
        return figure(
                "goldstone-trained", "Goldstone spectrum of trained weights", HtmlPage.escape(system) + ".", spectra);
    }

    private static PanelFigure figure(String id, String title, String system, List<GoldstoneSpectrum> spectra) {
        StringBuilder costs = new StringBuilder();
        for (GoldstoneSpectrum spectrum : spectra) {
            costs.append(costs.isEmpty() ? "" : ", ")
                    .append(HtmlPage.escape(spectrum.code()))
                    .append(' ')
                    .append(HtmlPage.rounded(spectrum.shiftCost()));
        }
        return new PanelFigure(
                id,
                title,
                system
                        + " In each plane of query and key space the content is turned by a phase φ; the stiffness is the "
                        + "second derivative of the free energy, as root mean square over rows, relative to the energy "
                        + "scale of the plane. Left, query and keys turn together: codes that keep the symmetry of a "
                        + "global shift have zero modes, at the level of rounding (what is below 10<sup>−18</sup> is "
                        + "drawn there), codes added to the content give it a finite stiffness. Right, the query turns "
                        + "alone: finite for all codes. A shift of the query by <i>c</i> positions turns a plane of a "
                        + "rotary code by φ = θ<i>c</i>, so slow planes are soft; for the other codes θ only orders the "
                        + "planes. Energy that a shift of all positions costs, root mean square relative to the energy: "
                        + costs + ".",
                "<span>∂²<i>F</i>/∂φ² = ⟨∂²<i>E</i>/∂φ²⟩ − β Var(∂<i>E</i>/∂φ)</span>"
                        + "<span>θ<sub><i>f</i></sub> = <i>b</i><sup>−2<i>f</i>/<i>d</i></sup></span>",
                List.of(
                        panel("Query and keys turn together", spectra, GoldstoneMode::uniformStiffness),
                        panel("The query turns alone", spectra, GoldstoneMode::relativeStiffness)));
    }

    private static Panel panel(
            String title, List<GoldstoneSpectrum> spectra, ToDoubleFunction<GoldstoneMode> stiffness) {
        List<Curve> curves = new ArrayList<>();
        for (GoldstoneSpectrum spectrum : spectra) {
            Points points = new Points();
            for (GoldstoneMode mode : spectrum.modes()) {
                double scale = mode.energyScale();
                double relative = scale > 0 ? stiffness.applyAsDouble(mode) / scale : 0;
                points.add(mode.frequency(), Math.max(FLOOR, relative));
            }
            curves.add(points.drawn(spectrum.code(), Style.PLACES));
        }
        Axis frequency = Axis.logarithmic("θ (rad/position)");
        return Panel.of(title, frequency, Axis.logarithmic("stiffness / energy scale (dimensionless)"), curves);
    }
}
