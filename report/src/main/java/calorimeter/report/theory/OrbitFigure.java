// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.theory;

import calorimeter.physics.action.SphereLagrangian;
import calorimeter.physics.action.SphereState;
import calorimeter.physics.information.FreeEnergyFunctional;
import calorimeter.report.page.HtmlPage;
import calorimeter.report.page.PanelFigure;
import calorimeter.report.page.PanelFigure.Axis;
import calorimeter.report.page.PanelFigure.Curve;
import calorimeter.report.page.PanelFigure.Panel;
import calorimeter.report.page.PanelFigure.Point;
import calorimeter.report.page.PanelFigure.Points;
import calorimeter.report.page.PanelFigure.Style;
import java.util.ArrayList;
import java.util.List;

/// A distribution with inertia: it swings about softmax instead of relaxing to it.
final class OrbitFigure {

    private static final double[] START = {0.45, 0.25, 0.3};
    private static final double PERIODS = 6;
    private static final int STEPS_PER_PERIOD = 2000;
    private static final int POINTS_PER_PERIOD = 80;

    private OrbitFigure() {}

    static PanelFigure figure() {
        FreeEnergyFunctional potential = RelaxationFigure.potential();
        SphereLagrangian system = new SphereLagrangian(potential, 1, 0);
        double period = 2 * Math.PI / system.frequency();
        double step = period / STEPS_PER_PERIOD;
        SphereState state = SphereState.atRest(START);
        double energy = system.energy(state);
        double worst = 0;
        Points orbit = new Points();
        List<Points> shares = List.of(new Points(), new Points(), new Points());
        for (int k = 0; k <= PERIODS * POINTS_PER_PERIOD; k++) {
            double[] p = state.distribution();
            orbit.add(Point.of(p));
            for (int j = 0; j < shares.size(); j++) {
                shares.get(j).add((double) k / POINTS_PER_PERIOD, p[j]);
            }
            worst = Math.max(worst, Math.abs(system.energy(state) - energy));
            state = system.advanced(state, step, STEPS_PER_PERIOD / POINTS_PER_PERIOD);
        }
        List<Curve> curves = new ArrayList<>();
        for (int j = 0; j < shares.size(); j++) {
            curves.add(shares.get(j).drawn(RelaxationFigure.CORNERS.get(j), Style.LINE));
        }
        return new PanelFigure(
                "orbit",
                "Inertial motion about softmax",
                "The same free energy as potential of a particle of mass m on the simplex with the Fisher–Rao metric, "
                        + "released at rest at p = (0.45, 0.25, 0.3) without friction. It never comes to rest; small "
                        + "swings have the one frequency √(T/m) in every direction, larger ones, as here, slightly "
                        + "different ones. Geodesic leapfrog with " + STEPS_PER_PERIOD + " steps a period; over "
                        + (int) PERIODS + " periods the energy moved by at most "
                        + HtmlPage.rounded(worst / potential.temperature())
                        + " <i>T</i>.",
                "<span><i>L</i> = (<i>m</i>/2) Σ (d<i>p<sub>j</sub></i>/d<i>t</i>)²/<i>p<sub>j</sub></i> − "
                        + "<i>F<sub>T</sub></i>[<i>p</i>]</span><span><i>x</i> = 2√<i>p</i>, |<i>x</i>| = 2</span>"
                        + "<span>ω = √(<i>T</i>/<i>m</i>)</span>",
                List.of(
                        Panel.triangle(
                                        "Orbit on the simplex",
                                        RelaxationFigure.CORNERS,
                                        List.of(orbit.drawn("p(t)", Style.LINE)))
                                .marked(List.of(
                                        Point.of(potential.equilibrium()).marked("softmax"),
                                        Point.of(START).marked("released"))),
                        Panel.of(
                                "Attention on each key",
                                Axis.linear("time (periods 2π√(m/T))"),
                                Axis.linear("p_j (probability)"),
                                curves)));
    }
}
