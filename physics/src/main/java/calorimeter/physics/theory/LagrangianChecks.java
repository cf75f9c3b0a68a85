package calorimeter.physics.theory;

import static calorimeter.physics.theory.Samples.largestDifference;
import static calorimeter.physics.theory.Samples.relative;

import calorimeter.physics.action.DepthAction;
import calorimeter.physics.action.DiscretePath;
import calorimeter.physics.action.GradientFlow;
import calorimeter.physics.action.SphereLagrangian;
import calorimeter.physics.action.SphereState;
import calorimeter.physics.attention.FisherMetric;
import calorimeter.physics.ensemble.CanonicalState;
import calorimeter.physics.ensemble.EnergySpectrum;
import calorimeter.physics.information.FisherRao;
import calorimeter.physics.information.FreeEnergyFunctional;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// §3: motion on the information manifold.
final class LagrangianChecks {

    private static final String KIM = "G. Kim, arXiv:2602.08216";
    private static final String DERIVED = "derived in docs/theory.md";
    private static final String MARSDEN = "Marsden & West, Acta Numerica 10, 357 (2001)";

    private LagrangianChecks() {}

    static List<TheoryCheck> all() {
        return List.of(
                TheoryTopic.LAGRANGIAN.check(
                        "energy-bounded",
                        "H = (m/2)|ẋ|² + V is conserved: its error does not grow",
                        "inertial orbit inside the simplex",
                        "n = 4, 10⁶ steps",
                        "largest |H − H₀| in the last tenth over that in the first tenth",
                        1.1,
                        KIM,
                        LagrangianChecks::energyBounded),
                TheoryTopic.LAGRANGIAN.check(
                        "energy-order",
                        "the energy error of geodesic leapfrog is O(h²)",
                        "inertial orbit, h = 0.02 and 0.01",
                        "n = 4, time 40",
                        "difference of the measured order from 2",
                        0.1,
                        "Leimkuhler & Patrick (1996)",
                        LagrangianChecks::energyOrder),
                TheoryTopic.LAGRANGIAN.check(
                        "reversible",
                        "turning the velocity round retraces the path",
                        "inertial orbit",
                        "n = 4, 10⁴ steps and back",
                        "largest difference from the start, position and velocity",
                        1e-10,
                        KIM,
                        LagrangianChecks::reversible),
                TheoryTopic.LAGRANGIAN.check(
                        "frequency",
                        "small oscillations about softmax have the one period 2π√(m/T)",
                        "three spectra, random directions, amplitude 10⁻⁴",
                        "n = 5, 12 orbits",
                        "largest distance from the start after a period, over the amplitude",
                        1e-3,
                        DERIVED,
                        LagrangianChecks::frequency),
                TheoryTopic.LAGRANGIAN.check(
                        "closed-form",
                        "overdamped: p(t) ∝ exp(e^(−Tt/γ) ln p₀ − (1 − e^(−Tt/γ))βE)",
                        "Gaussian spectra against Runge-Kutta on the sphere",
                        "n = 6, 10 flows",
                        "largest difference of p",
                        1e-9,
                        DERIVED,
                        LagrangianChecks::closedForm),
                TheoryTopic.LAGRANGIAN.check(
                        "natural-gradient-flow",
                        "ṗ_j = −(p_j/γ)(φ_j − Σ p φ) along the closed form",
                        "Gaussian spectra",
                        "n = 6, 10 flows",
                        "largest difference from the finite difference in t",
                        1e-9,
                        KIM,
                        LagrangianChecks::gradientFlow),
                TheoryTopic.LAGRANGIAN.check(
                        "overdamped-limit",
                        "damped inertial motion tends to the overdamped one as m → 0",
                        "m = 4·10⁻³ and 10⁻³, γ = 1",
                        "n = 4, time 1, 10⁵ steps",
                        "difference of the measured order in m from 1",
                        0.1,
                        KIM,
                        LagrangianChecks::overdampedLimit),
                TheoryTopic.LAGRANGIAN.check(
                        "dissipation",
                        "H(0) − H(t) = γ∫|ẋ|² dt",
                        "damped orbit, γ = 0.3",
                        "n = 4, 4000 steps",
                        "relative difference, integral by the trapezoid rule",
                        1e-5,
                        KIM,
                        LagrangianChecks::dissipation),
                TheoryTopic.LAGRANGIAN.check(
                        "euler-lagrange",
                        "leapfrog orbits satisfy the discrete Euler-Lagrange equation",
                        "inertial orbit, h = 0.02",
                        "n = 4, 2000 points",
                        "largest residual over the largest force",
                        1e-10,
                        MARSDEN,
                        LagrangianChecks::eulerLagrange),
                TheoryTopic.LAGRANGIAN.check(
                        "stationary-action",
                        "the residual at x_k is |∂S/∂x_k|/h for any path",
                        "random path",
                        "n = 3, 9 points",
                        "relative difference from the finite difference of the action",
                        1e-6,
                        MARSDEN,
                        LagrangianChecks::stationaryAction),
                TheoryTopic.LAGRANGIAN.check(
                        "depth-action",
                        "rows along a great circle at constant speed: length d, action (m/2)d²/(L−1) − ΣF",
                        "softmax rows, energies −T ln p",
                        "n = 16, L = 12",
                        "largest relative difference of length and action",
                        1e-12,
                        KIM,
                        LagrangianChecks::depthAction));
    }

    private static SphereLagrangian system(double mass, double friction) {
        return new SphereLagrangian(new FreeEnergyFunctional(EnergySpectrum.of(0, 0.4, 0.9, 1.5), 0.7), mass, friction);
    }

    private static SphereState start() {
        double[] p = {0.42, 0.34, 0.16, 0.08};
        return SphereState.of(p, FisherMetric.at(p).times(new double[] {0.1, -0.1, 0.2, 0.1}));
    }

    private static double energyBounded() {
        SphereLagrangian system = system(1.3, 0);
        SphereState state = start();
        double initial = system.energy(state);
        double first = 0;
        double last = 0;
        int blocks = 20_000;
        for (int block = 0; block < blocks; block++) {
            state = system.advanced(state, 0.05, 50);
            double error = Math.abs(system.energy(state) - initial);
            first = block < blocks / 10 ? Math.max(first, error) : first;
            last = block >= blocks - blocks / 10 ? Math.max(last, error) : last;
        }
        return last / first;
    }

    private static double energyOrder() {
        return Math.abs(Samples.order(energyError(0.02), energyError(0.01), 2) - 2);
    }

    private static double energyError(double h) {
        SphereLagrangian system = system(1.3, 0);
        SphereState state = start();
        double initial = system.energy(state);
        double largest = 0;
        for (int step = 0; step < 40 / h; step++) {
            state = system.advanced(state, h, 1);
            largest = Math.max(largest, Math.abs(system.energy(state) - initial));
        }
        return largest;
    }

    private static double reversible() {
        SphereLagrangian system = system(1.3, 0);
        SphereState start = start();
        SphereState end = system.advanced(system.advanced(start, 0.05, 10_000).reversed(), 0.05, 10_000)
                .reversed();
        return Math.max(
                largestDifference(start.position(), end.position()),
                largestDifference(start.velocity(), end.velocity()));
    }

    private static double frequency() {
        RandomGenerator random = Samples.random(401);
        double amplitude = 1e-4;
        int steps = 2000;
        double largest = 0;
        for (EnergySpectrum spectrum : List.of(
                EnergySpectrum.of(0, 0, 0, 0, 0), EnergySpectrum.of(0, 1, 2, 3, 4), Samples.spectrum(random, 5, 1))) {
            for (int k = 0; k < 4; k++) {
                double mass = 0.5 + random.nextDouble();
                double temperature = 1 + random.nextDouble();
                FreeEnergyFunctional functional = new FreeEnergyFunctional(spectrum, temperature);
                SphereLagrangian system = new SphereLagrangian(functional, mass, 0);
                FisherMetric metric = FisherMetric.at(functional.equilibrium());
                double[] rate = metric.times(Samples.gaussian(random, 5, 1));
                double speed = Math.sqrt(FisherRao.squaredSpeed(functional.equilibrium(), rate));
                double wanted = amplitude * Math.sqrt(temperature / mass);
                for (int j = 0; j < rate.length; j++) {
                    rate[j] *= wanted / speed;
                }
                SphereState start = SphereState.of(functional.equilibrium(), rate);
                double period = 2 * Math.PI * Math.sqrt(mass / temperature);
                SphereState end = system.advanced(start, period / steps, steps);
                largest = Math.max(largest, largestDifference(start.position(), end.position()) / amplitude);
                SphereState quarter = system.advanced(start, period / steps, steps / 4);
                double reached = FisherRao.distance(functional.equilibrium(), quarter.distribution());
                largest = Math.max(largest, relative(reached, amplitude));
            }
        }
        return largest;
    }

    private static double closedForm() {
        RandomGenerator random = Samples.random(402);
        double largest = 0;
        for (int k = 0; k < 10; k++) {
            GradientFlow flow = flow(random);
            double[] start = Samples.distribution(random, 6);
            for (double t : new double[] {0.3, 1, 4}) {
                largest =
                        Math.max(largest, largestDifference(flow.at(start, t), flow.integrated(start, t / 1000, 1000)));
            }
        }
        return largest;
    }

    private static GradientFlow flow(RandomGenerator random) {
        return new GradientFlow(
                new FreeEnergyFunctional(Samples.spectrum(random, 6, 1), 0.5 + random.nextDouble()),
                0.5 + random.nextDouble());
    }

    private static double gradientFlow() {
        RandomGenerator random = Samples.random(403);
        double largest = 0;
        for (int k = 0; k < 10; k++) {
            GradientFlow flow = flow(random);
            double[] start = Samples.distribution(random, 6);
            double[] velocity = flow.velocity(flow.at(start, 0.5));
            for (int j = 0; j < start.length; j++) {
                int level = j;
                double slope = Samples.slope(t -> flow.at(start, t)[level], 0.5, 1e-3);
                largest = Math.max(largest, Math.abs(slope - velocity[j]));
            }
        }
        return largest;
    }

    private static double overdampedLimit() {
        return Math.abs(Samples.order(overdampedError(4e-3), overdampedError(1e-3), 4) - 1);
    }

    /// From the velocity of the overdamped flow, so that no initial layer hides the order.
    private static double overdampedError(double mass) {
        SphereLagrangian system = system(mass, 1);
        GradientFlow flow = new GradientFlow(system.potential(), 1);
        double[] p = start().distribution();
        SphereState end = system.advanced(SphereState.of(p, flow.velocity(p)), 1e-5, 100_000);
        return largestDifference(end.distribution(), flow.at(p, 1));
    }

    private static double dissipation() {
        SphereLagrangian system = system(1.3, 0.3);
        double h = 0.002;
        SphereState state = start();
        double initial = system.energy(state);
        double integral = 0;
        for (int step = 0; step < 4000; step++) {
            SphereState next = system.advanced(state, h, 1);
            integral += 0.5 * h * (state.squaredSpeed() + next.squaredSpeed());
            state = next;
        }
        return relative(initial - system.energy(state), 0.3 * integral);
    }

    private static double eulerLagrange() {
        SphereLagrangian system = system(1.3, 0);
        double h = 0.02;
        List<SphereState> states = new ArrayList<>();
        states.add(start());
        for (int k = 1; k < 2000; k++) {
            states.add(system.advanced(states.getLast(), h, 1));
        }
        double largest = 0;
        for (double residual : DiscretePath.ofStates(states, h).eulerLagrangeResiduals(system)) {
            largest = Math.max(largest, residual);
        }
        // A free motion along great circles misses the equation by the force itself.
        SphereLagrangian heavy = new SphereLagrangian(system.potential(), 1e9, 0);
        List<SphereState> free = List.of(start(), heavy.advanced(start(), h, 1), heavy.advanced(start(), h, 2));
        return largest / DiscretePath.ofStates(free, h).eulerLagrangeResiduals(system)[0];
    }

    private static double stationaryAction() {
        RandomGenerator random = Samples.random(404);
        double h = 0.5;
        SphereLagrangian system =
                new SphereLagrangian(new FreeEnergyFunctional(EnergySpectrum.of(0, 0.5, 1.2), 0.8), 1.3, 0);
        double[][] path = new double[9][];
        for (int k = 0; k < path.length; k++) {
            path[k] = Samples.distribution(random, 3);
        }
        double[] residuals = DiscretePath.ofDistributions(path, h).eulerLagrangeResiduals(system);
        double largest = 0;
        for (int k = 1; k + 1 < path.length; k++) {
            double squares = 0;
            for (double[] direction : orthonormalRates(path[k])) {
                double slope = actionSlope(system, path, k, direction, h);
                squares += slope * slope;
            }
            largest = Math.max(largest, relative(Math.sqrt(squares) / h, residuals[k - 1]));
        }
        return largest;
    }

    private static double actionSlope(SphereLagrangian system, double[][] path, int point, double[] rate, double h) {
        return Samples.slope(
                e -> {
                    double[][] moved = path.clone();
                    moved[point] = path[point].clone();
                    for (int j = 0; j < rate.length; j++) {
                        moved[point][j] += e * rate[j];
                    }
                    return DiscretePath.ofDistributions(moved, h).action(system);
                },
                0,
                1e-3);
    }

    /// Two directions ṗ at p, orthonormal in Σ ṗ²/p, for n = 3: ṗ_j = √p_j·u_j with u ⟂ √p.
    private static double[][] orthonormalRates(double[] p) {
        double[] a = {Math.sqrt(p[0]), Math.sqrt(p[1]), Math.sqrt(p[2])};
        double base = Math.hypot(a[0], a[1]);
        double[] u = {-a[1] / base, a[0] / base, 0};
        double[] v = {a[1] * u[2] - a[2] * u[1], a[2] * u[0] - a[0] * u[2], a[0] * u[1] - a[1] * u[0]};
        return new double[][] {{a[0] * u[0], a[1] * u[1], a[2] * u[2]}, {a[0] * v[0], a[1] * v[1], a[2] * v[2]}};
    }

    private static double depthAction() {
        RandomGenerator random = Samples.random(405);
        double[] from = Samples.distribution(random, 16);
        double[] to = Samples.distribution(random, 16);
        int layers = 12;
        double temperature = 0.6;
        double[][] rows = new double[layers][];
        double[][] energies = new double[layers][16];
        double freeEnergies = 0;
        double previous = 0;
        for (int l = 0; l < layers; l++) {
            rows[l] = FisherRao.geodesic(from, to, (double) l / (layers - 1));
            for (int j = 0; j < 16; j++) {
                energies[l][j] = 0.3 * l - temperature * StrictMath.log(rows[l][j]);
            }
            double free = CanonicalState.of(1 / temperature, EnergySpectrum.of(energies[l]))
                    .freeEnergy();
            freeEnergies += l == 0 ? 0 : 0.5 * (previous + free);
            previous = free;
        }
        DepthAction depth = DepthAction.of(rows, energies, temperature, 2.5);
        double distance = FisherRao.distance(from, to);
        double expected = 0.5 * 2.5 * distance * distance / (layers - 1) - freeEnergies;
        return Math.max(
                Math.max(relative(depth.length(), distance), relative(depth.action(), expected)),
                Math.abs(depth.straightness() - 1));
    }
}
