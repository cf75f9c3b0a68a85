// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.theory;

import calorimeter.physics.action.GradientFlow;
import calorimeter.physics.ensemble.EnergySpectrum;
import calorimeter.physics.information.FreeEnergyFunctional;
import calorimeter.report.page.PanelFigure;
import calorimeter.report.page.PanelFigure.Axis;
import calorimeter.report.page.PanelFigure.Curve;
import calorimeter.report.page.PanelFigure.Panel;
import calorimeter.report.page.PanelFigure.Point;
import calorimeter.report.page.PanelFigure.Points;
import calorimeter.report.page.PanelFigure.Style;
import java.util.ArrayList;
import java.util.List;

/// Distributions over three keys that relax to softmax along the natural gradient of the free energy.
final class RelaxationFigure {

    private static final double TEMPERATURE = 0.5;
    private static final double[] LEVELS = {0, 0.4, 0.9};
    static final List<String> CORNERS = List.of("E₁ = 0", "E₂ = 0.4", "E₃ = 0.9");
    private static final double[][] STARTS = {
        {0.02, 0.96, 0.02},
        {0.02, 0.02, 0.96},
        {0.96, 0.02, 0.02},
        {0.01, 0.49, 0.5},
        {0.5, 0.01, 0.49},
        {0.6, 0.395, 0.005},
        {0.1, 0.3, 0.6}
    };
    private static final int POINTS = 120;

    /// In units of γ/T: e^−8 of the distance in ln p is left.
    private static final double LONGEST = 8;

    private RelaxationFigure() {}

    static FreeEnergyFunctional potential() {
        return new FreeEnergyFunctional(EnergySpectrum.of(LEVELS), TEMPERATURE);
    }

    static PanelFigure figure() {
        FreeEnergyFunctional potential = potential();
        GradientFlow flow = new GradientFlow(potential, 1);
        List<Curve> paths = new ArrayList<>();
        List<Curve> excesses = new ArrayList<>();
        for (double[] start : STARTS) {
            Points path = new Points();
            Points excess = new Points();
            for (int k = 0; k <= POINTS; k++) {
                double time = LONGEST * k / POINTS;
                double[] p = flow.at(start, time / TEMPERATURE);
                path.add(Point.of(p));
                excess.add(time, potential.certificate(p) / TEMPERATURE);
            }
            String name = start[0] + ", " + start[1] + ", " + start[2];
            paths.add(path.drawn(name, Style.LINE));
            excesses.add(excess.drawn(name, Style.LINE));
        }
        return new PanelFigure(
                "relaxation",
                "Overdamped relaxation to softmax",
                "All distributions over three keys, as a triangle: a corner is attention on one key alone. From seven "
                        + "starts p(0), the natural gradient of the free energy leads to softmax at T = 0.5 along the "
                        + "e-geodesic, a straight line in ln p, by the closed form. Right: the distance in free energy, "
                        + "F<sub>T</sub>[p] − F = T·KL(p‖softmax), finally falls as e<sup>−2Tt/γ</sup> from every start: there is one "
                        + "rate, T/γ, whatever the energies.",
                "<span>γ d<i>p<sub>j</sub></i>/d<i>t</i> = −<i>p<sub>j</sub></i>(φ<sub><i>j</i></sub> − ⟨φ⟩), "
                        + "φ<sub><i>j</i></sub> = <i>E<sub>j</sub></i> + <i>T</i>(1 + ln <i>p<sub>j</sub></i>)</span>"
                        + "<span><i>p</i>(<i>t</i>) ∝ exp(<i>e</i><sup>−<i>Tt</i>/γ</sup> ln <i>p</i>(0) − "
                        + "(1 − <i>e</i><sup>−<i>Tt</i>/γ</sup>) <i>E</i>/<i>T</i>)</span>",
                List.of(
                        Panel.triangle("Paths on the simplex", CORNERS, paths)
                                .marked(List.of(
                                        Point.of(potential.equilibrium()).marked("softmax"))),
                        Panel.of(
                                "Distance from equilibrium",
                                Axis.linear("Tt/γ (dimensionless)"),
                                Axis.logarithmic("(F_T[p] − F)/T (nats)"),
                                excesses)));
    }
}
