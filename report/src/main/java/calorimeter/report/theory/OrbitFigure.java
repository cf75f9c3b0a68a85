package calorimeter.report.theory;

import calorimeter.physics.action.SphereLagrangian;
import calorimeter.physics.action.SphereState;
import calorimeter.physics.information.FreeEnergyFunctional;
import calorimeter.report.page.HtmlPage;
import calorimeter.report.theory.TheoryFigure.Axis;
import calorimeter.report.theory.TheoryFigure.Curve;
import calorimeter.report.theory.TheoryFigure.Lines;
import calorimeter.report.theory.TheoryFigure.Mark;
import calorimeter.report.theory.TheoryFigure.Point;
import calorimeter.report.theory.TheoryFigure.Simplex;
import java.util.ArrayList;
import java.util.List;

/// A distribution with inertia: it swings about softmax instead of relaxing to it.
final class OrbitFigure {

    private static final double[] START = {0.45, 0.25, 0.3};
    private static final double PERIODS = 6;
    private static final int STEPS_PER_PERIOD = 2000;
    private static final int POINTS_PER_PERIOD = 80;

    private OrbitFigure() {}

    static TheoryFigure figure() {
        FreeEnergyFunctional potential = RelaxationFigure.potential();
        SphereLagrangian system = new SphereLagrangian(potential, 1, 0);
        double period = 2 * Math.PI / system.frequency();
        double step = period / STEPS_PER_PERIOD;
        SphereState state = SphereState.atRest(START);
        double energy = system.energy(state);
        double worst = 0;
        List<Point> orbit = new ArrayList<>();
        List<List<Point>> shares = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int k = 0; k <= PERIODS * POINTS_PER_PERIOD; k++) {
            double[] p = state.distribution();
            orbit.add(Point.of(p));
            for (int j = 0; j < shares.size(); j++) {
                shares.get(j).add(new Point((double) k / POINTS_PER_PERIOD, p[j]));
            }
            worst = Math.max(worst, Math.abs(system.energy(state) - energy));
            state = system.advanced(state, step, STEPS_PER_PERIOD / POINTS_PER_PERIOD);
        }
        List<Curve> curves = new ArrayList<>();
        for (int j = 0; j < shares.size(); j++) {
            curves.add(new Curve(RelaxationFigure.CORNERS.get(j), false, shares.get(j)));
        }
        Point softmax = Point.of(potential.equilibrium());
        Point start = Point.of(START);
        return new TheoryFigure(
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
                        new Simplex(
                                "Orbit on the simplex",
                                RelaxationFigure.CORNERS,
                                List.of(new Curve("p(t)", false, orbit)),
                                List.of(
                                        new Mark(softmax.x(), softmax.y(), "softmax"),
                                        new Mark(start.x(), start.y(), "released"))),
                        new Lines(
                                "Attention on each key",
                                new Axis("time", "periods 2π√(m/T)", false),
                                new Axis("p_j", "probability", false),
                                curves,
                                List.of())));
    }
}
