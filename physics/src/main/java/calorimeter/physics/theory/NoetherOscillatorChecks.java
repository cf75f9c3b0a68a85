// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.theory;

import static calorimeter.physics.theory.NoetherSystem.COUPLED;

import calorimeter.physics.noether.DiscreteOscillator;
import calorimeter.physics.noether.QuadraticCharge;
import calorimeter.physics.noether.symmetry.Symmetry;
import calorimeter.physics.noether.symmetry.Tensors;
import java.util.ArrayList;
import java.util.List;

/// §6: charges as a discrete oscillator, in closed form.
final class NoetherOscillatorChecks {

    private static final String DERIVED = "derived in docs/theory.md";
    private static final int STEPS = 60;

    private NoetherOscillatorChecks() {}

    static List<TheoryCheck> all() {
        return List.of(
                TheoryTopic.NOETHER.check(
                        "closed-form",
                        "S_n from the roots of ρ² − (1+β−c)ρ + β = 0: over-, critically, under-damped, β = 0",
                        "c = 0 … 3.9, β = 0 … .99",
                        "n ≤ 200",
                        "largest difference from the recursion",
                        1e-10,
                        DERIVED,
                        NoetherOscillatorChecks::closedForm),
                TheoryTopic.NOETHER.check(
                        "driven-closed-form",
                        "R_n = S_n + η²Σ G_(n−1−j)(N_(j+1) + βN_j)",
                        "ReLU layer, β = .8, δ = .3, k = .1",
                        STEPS + " steps",
                        "largest difference from the measured charge",
                        1e-12,
                        DERIVED,
                        NoetherOscillatorChecks::drivenClosedForm),
                TheoryTopic.NOETHER.check(
                        "stability",
                        "charges decay for c < 2(1+β) and no further",
                        "β = 0, .5, .9",
                        "at the bound",
                        "difference of |S_(n+1)/S_n| from 1 after the transient",
                        1e-9,
                        DERIVED,
                        NoetherOscillatorChecks::stability));
    }

    private static double closedForm() {
        double largest = 0;
        for (double beta : new double[] {0, 0.01, 0.5, 0.9, 0.99}) {
            double critical = (1 - Math.sqrt(beta)) * (1 - Math.sqrt(beta));
            for (double c : new double[] {
                0,
                1e-6,
                0.5 * critical,
                critical * (1 - 1e-9),
                critical,
                critical * (1 + 1e-9),
                2 * critical,
                0.3,
                (1 + beta) * 1.5,
                1.95 * (1 + beta)
            }) {
                DiscreteOscillator oscillator = new DiscreteOscillator(beta, c);
                double first = (1 - c) * 1.7 + beta * 0.4;
                double[] course = oscillator.driven(1.7, first, new double[200]);
                for (int n = 0; n <= 200; n++) {
                    double difference = Math.abs(course[n] - oscillator.at(n, 1.7, first));
                    largest = Math.max(largest, difference);
                }
            }
        }
        return largest;
    }

    private static double drivenClosedForm() {
        NoetherSystem system = NoetherSystem.relu();
        DiscreteOscillator oscillator = DiscreteOscillator.quadratic(COUPLED);
        double largest = 0;
        for (Symmetry symmetry : system.symmetries()) {
            Tensors q = system.twin().tensors(system.position());
            Tensors v = system.twin().tensors(system.velocity());
            QuadraticCharge start = new QuadraticCharge(
                    symmetry.charge(q)[0], symmetry.momentum(q, v)[0], symmetry.kineticBreaking(v)[0]);
            List<Double> charges = new ArrayList<>(List.of(start.charge()));
            List<Double> kinetic = new ArrayList<>(List.of(start.kinetic()));
            system.train(STEPS, n -> COUPLED, (n, rule, before, velocityBefore, after, velocity) -> {
                charges.add(symmetry.charge(after)[0]);
                kinetic.add(symmetry.kineticBreaking(velocity)[0]);
            });
            double[] drive = DiscreteOscillator.quadraticDrive(
                    COUPLED, kinetic.stream().mapToDouble(Double::doubleValue).toArray());
            for (int n = 0; n <= STEPS; n++) {
                double sum = oscillator.at(n, start.charge(), oscillator.first(COUPLED, start));
                for (int j = 0; j < n; j++) {
                    sum += oscillator.response(n - 1 - j) * drive[j];
                }
                largest = Math.max(largest, Math.abs(sum - charges.get(n)));
            }
        }
        return largest;
    }

    private static double stability() {
        double largest = 0;
        for (double beta : new double[] {0, 0.5, 0.9}) {
            double bound = new DiscreteOscillator(beta, 0).stabilityBound();
            DiscreteOscillator oscillator = new DiscreteOscillator(beta, bound);
            double ratio = oscillator.at(1001, 1, 0.3) / oscillator.at(1000, 1, 0.3);
            largest = Math.max(largest, Math.abs(Math.abs(ratio) - 1));
            boolean stands = !oscillator.isStable() && new DiscreteOscillator(beta, 0.999 * bound).isStable();
            largest = stands ? largest : Double.NaN;
        }
        return largest;
    }
}
