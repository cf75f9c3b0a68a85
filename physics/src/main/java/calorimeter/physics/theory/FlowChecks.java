// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.theory;

import static calorimeter.physics.theory.Samples.largestDifference;
import static calorimeter.physics.theory.Samples.relative;
import static calorimeter.physics.theory.TheoryCheck.DERIVED;
import static calorimeter.physics.theory.TheoryCheck.KIM;

import calorimeter.physics.action.GradientFlow;
import calorimeter.physics.action.SphereLagrangian;
import calorimeter.physics.action.SphereState;
import calorimeter.physics.information.FreeEnergyFunctional;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// §3, second part: motion with friction.
final class FlowChecks {

    private FlowChecks() {}

    static List<TheoryCheck> all() {
        return List.of(
                TheoryTopic.LAGRANGIAN.check(
                        "closed-form",
                        "overdamped: p(t) ∝ exp(e^(−Tt/γ) ln p₀ − (1 − e^(−Tt/γ))βE)",
                        "Gaussian spectra against Runge-Kutta on the sphere",
                        "n = 6, 10 flows",
                        "largest difference of p",
                        1e-9,
                        DERIVED,
                        FlowChecks::closedForm),
                TheoryTopic.LAGRANGIAN.check(
                        "natural-gradient-flow",
                        "ṗ_j = −(p_j/γ)(φ_j − Σ p φ) along the closed form",
                        "Gaussian spectra",
                        "n = 6, 10 flows",
                        "largest difference from the finite difference in t",
                        1e-9,
                        KIM,
                        FlowChecks::gradientFlow),
                TheoryTopic.LAGRANGIAN.check(
                        "h-theorem",
                        "dF/dt = −Var_p(φ)/γ along the flow, and F + T = μ at its end",
                        "Gaussian spectra",
                        "n = 6, 10 flows",
                        "largest difference from the finite difference of F in t, and of every φ_j at the end from μ",
                        1e-9,
                        "G. Kim, arXiv:2602.08216v1",
                        FlowChecks::hTheorem),
                TheoryTopic.LAGRANGIAN.check(
                        "overdamped-limit",
                        "damped inertial motion tends to the overdamped one as m → 0",
                        "m = 4·10⁻³ and 10⁻³, γ = 1",
                        "n = 4, time 1, 10⁵ steps",
                        "difference of the measured order in m from 1",
                        0.1,
                        KIM,
                        FlowChecks::overdampedLimit),
                TheoryTopic.LAGRANGIAN.check(
                        "dissipation",
                        "H(0) − H(t) = γ∫|ẋ|² dt",
                        "damped orbit, γ = 0.3",
                        "n = 4, 4000 steps",
                        "relative difference, integral by the trapezoid rule",
                        1e-5,
                        KIM,
                        FlowChecks::dissipation));
    }

    private static double closedForm() {
        return Samples.largest(402, 10, random -> {
            GradientFlow flow = flow(random);
            double[] start = Samples.distribution(random, 6);
            return Samples.largest(
                    List.of(0.3, 1.0, 4.0),
                    t -> largestDifference(flow.at(start, t), flow.integrated(start, t / 1000, 1000)));
        });
    }

    private static GradientFlow flow(RandomGenerator random) {
        return new GradientFlow(
                new FreeEnergyFunctional(Samples.spectrum(random, 6, 1), 0.5 + random.nextDouble()),
                0.5 + random.nextDouble());
    }

    private static double gradientFlow() {
        return Samples.largest(403, 10, random -> {
            GradientFlow flow = flow(random);
            double[] start = Samples.distribution(random, 6);
            double[] velocity = flow.velocity(flow.at(start, 0.5));
            double[] slopes = new double[start.length];
            Arrays.setAll(slopes, j -> Samples.slope(t -> flow.at(start, t)[j], 0.5, 1e-3));
            return largestDifference(slopes, velocity);
        });
    }

    private static double hTheorem() {
        return Samples.largest(407, 10, random -> {
            GradientFlow flow = flow(random);
            FreeEnergyFunctional functional = flow.potential();
            double[] start = Samples.distribution(random, 6);
            double slope = Samples.slope(t -> functional.value(flow.at(start, t)), 0.5, 1e-3);
            double potential = functional.minimum() + functional.temperature();
            double largest = Math.abs(slope + flow.dissipation(flow.at(start, 0.5)));
            for (double phi : functional.chemicalPotentials(flow.at(start, 100 * flow.friction()))) {
                largest = Math.max(largest, Math.abs(phi - potential));
            }
            return largest;
        });
    }

    private static double overdampedLimit() {
        return Math.abs(Samples.order(overdampedError(4e-3), overdampedError(1e-3), 4) - 1);
    }

    /// Difference at t = 1 after a start with the velocity of the overdamped flow: no initial layer hides the order.
    private static double overdampedError(double mass) {
        SphereLagrangian system = Samples.inertial(mass, 1);
        GradientFlow flow = new GradientFlow(system.potential(), 1);
        double[] p = Samples.moving().distribution();
        SphereState end = system.advanced(SphereState.of(p, flow.velocity(p)), 1e-5, 100_000);
        return largestDifference(end.distribution(), flow.at(p, 1));
    }

    private static double dissipation() {
        SphereLagrangian system = Samples.inertial(1.3, 0.3);
        double h = 0.002;
        SphereState state = Samples.moving();
        double initial = system.energy(state);
        double integral = 0;
        for (int step = 0; step < 4000; step++) {
            SphereState next = system.advanced(state, h, 1);
            integral += 0.5 * h * (state.squaredSpeed() + next.squaredSpeed());
            state = next;
        }
        return relative(initial - system.energy(state), 0.3 * integral);
    }
}
