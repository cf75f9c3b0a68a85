// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.theory;

import calorimeter.physics.constraint.ConstrainedDescent;
import calorimeter.physics.constraint.DualRule;
import calorimeter.physics.constraint.Multiplier;
import calorimeter.physics.ensemble.CanonicalState;
import calorimeter.physics.ensemble.EnergySpectrum;
import java.util.List;
import java.util.stream.IntStream;

/// Constraints and multipliers. The multipliers are those that training uses.
final class ConstraintChecks {

    /// Half a unit of the twelfth digit. The numbers below are those of 30-digit arithmetic; statements show 12
    /// digits of them, cut off.
    private static final double PRINTED = 5e-13;

    private static final DualRule PI = new DualRule.ProportionalIntegral(0.05, 1, 0);

    private ConstraintChecks() {}

    static List<TheoryCheck> all() {
        return List.of(
                TheoryTopic.CONSTRAINTS.check(
                        "die",
                        "the most random die of mean 4.5 is the canonical ensemble at β = −λ: λ .371048938081,"
                                + " S 1.613581098153, Var 2.298175373723",
                        "levels 1 … 6",
                        "PI multiplier",
                        "largest difference of λ, S, Var from the exact values and from the ensemble at −λ",
                        PRINTED,
                        TheoryCheck.DERIVED,
                        ConstraintChecks::die),
                TheoryTopic.CONSTRAINTS.check(
                        "temperature",
                        "the multiplier of an entropy budget is the temperature: min ⟨E⟩ at S = 1 has T .720404803146,"
                                + " at S = ½ T .383375180309",
                        "levels 0, 1, 1, 2",
                        "PI multiplier",
                        "largest difference of T, β, U, C from the exact values and from the ensemble at 1/λ",
                        PRINTED,
                        TheoryCheck.DERIVED,
                        ConstraintChecks::temperature),
                TheoryTopic.CONSTRAINTS.check(
                        "rotation",
                        "simultaneous descent and ascent on xλ multiply the radius by √(1+η²) a step",
                        "η = .01, .1, .5",
                        "200 steps",
                        "largest relative difference",
                        1e-12,
                        TheoryCheck.DERIVED,
                        ConstraintChecks::rotation),
                TheoryTopic.CONSTRAINTS.check(
                        "oscillator",
                        "hx²/2 with x = 1 under PI moves as ẍ + (h+κ)ẋ + ρ(x−1) = 0, critical at (h+κ)² = 4ρ",
                        "h = 1, κ = 2; ρ = 9/4, critical, and ρ = 5",
                        "dt → 0 by two steps of Richardson",
                        "largest difference from the closed form at t = 1, 2, 3",
                        1e-8,
                        "arXiv:2406.04558",
                        ConstraintChecks::oscillator),
                TheoryTopic.CONSTRAINTS.check(
                        "concave",
                        "−0.15x² with x = 1: dual ascent diverges, PI with κ = 2 converges to 1",
                        "η = .05, ρ = .05",
                        "4000 steps",
                        "|x − 1| under PI, ∞ if ascent is below 10⁶",
                        1e-12,
                        TheoryCheck.DERIVED,
                        ConstraintChecks::concave),
                TheoryTopic.CONSTRAINTS.check(
                        "augmented",
                        "PI with gain κ, multiplier first, makes the iterates of descent on the augmented Lagrangian with"
                                + " c = κ",
                        "x⁴/4 + y²/2 − xy, x + y² ≥ 1, κ = 1.7",
                        "500 steps",
                        "largest distance of the iterates; that Lagrangian's gradient by central differences",
                        1e-7,
                        "arXiv:2509.22500",
                        ConstraintChecks::augmented));
    }

    private static Multiplier multiplier(DualRule rule) {
        return new Multiplier(rule, true);
    }

    /// f and g of p = softmax(x).
    private static final class OnSimplex implements ConstrainedDescent.Problem {

        private final double[] levels;
        private final boolean entropyIsBudget;
        private final double target;

        OnSimplex(double[] levels, boolean entropyIsBudget, double target) {
            this.levels = levels;
            this.entropyIsBudget = entropyIsBudget;
            this.target = target;
        }

        private double[] probabilities(double[] x) {
            double[] p = new double[x.length];
            double sum = 0;
            for (int i = 0; i < x.length; i++) {
                p[i] = StrictMath.exp(x[i]);
                sum += p[i];
            }
            for (int i = 0; i < x.length; i++) {
                p[i] /= sum;
            }
            return p;
        }

        double entropy(double[] x) {
            double entropy = 0;
            for (double p : probabilities(x)) {
                entropy -= p * StrictMath.log(p);
            }
            return entropy;
        }

        double mean(double[] x) {
            double mean = 0;
            double[] p = probabilities(x);
            for (int i = 0; i < p.length; i++) {
                mean += p[i] * levels[i];
            }
            return mean;
        }

        double variance(double[] x) {
            double mean = mean(x);
            double variance = 0;
            double[] p = probabilities(x);
            for (int i = 0; i < p.length; i++) {
                variance += p[i] * (levels[i] - mean) * (levels[i] - mean);
            }
            return variance;
        }

        /// −∂S/∂x_j = p_j (ln p_j + S).
        private double[] coldness(double[] x) {
            double entropy = entropy(x);
            double[] p = probabilities(x);
            return IntStream.range(0, p.length)
                    .mapToDouble(j -> p[j] * (StrictMath.log(p[j]) + entropy))
                    .toArray();
        }

        private double[] energy(double[] x, double sign) {
            double mean = mean(x);
            double[] p = probabilities(x);
            return IntStream.range(0, p.length)
                    .mapToDouble(j -> sign * p[j] * (levels[j] - mean))
                    .toArray();
        }

        @Override
        public double[] gradient(double[] x) {
            return entropyIsBudget ? energy(x, 1) : coldness(x);
        }

        @Override
        public double[] violations(double[] x) {
            return new double[] {entropyIsBudget ? target - entropy(x) : target - mean(x)};
        }

        @Override
        public double[][] jacobian(double[] x) {
            return new double[][] {entropyIsBudget ? coldness(x) : energy(x, -1)};
        }
    }

    private static double die() {
        double[] levels = {1, 2, 3, 4, 5, 6};
        OnSimplex problem = new OnSimplex(levels, false, 4.5);
        ConstrainedDescent descent = new ConstrainedDescent(problem, new double[6], 0.5, multiplier(PI)).run(4000);
        double lambda = descent.multiplier(0);
        CanonicalState ensemble = CanonicalState.of(EnergySpectrum.of(levels), -lambda);
        double[] place = descent.place();
        return largest(
                lambda - 0.3710489380810333,
                problem.entropy(place) - 1.613581098153829,
                problem.variance(place) - 2.298175373723223,
                problem.entropy(place) - ensemble.entropy(),
                problem.variance(place) - ensemble.energyVariance());
    }

    private static double temperature() {
        return largest(
                budget(1, 0.7204048031464885, 1.388108457401079, 0.3994198051079544, 0.6159193369222851),
                budget(0.5, 0.3833751803091043, 2.608410902327399, 0.1371981334737702, 0.8694345317294448));
    }

    private static double budget(double entropy, double t, double beta, double u, double c) {
        double[] levels = {0, 1, 1, 2};
        OnSimplex problem = new OnSimplex(levels, true, entropy);
        double[] start = {0.5, 0, 0, -0.5};
        ConstrainedDescent descent = new ConstrainedDescent(problem, start, 0.5, multiplier(PI)).run(20_000);
        double lambda = descent.multiplier(0);
        CanonicalState ensemble = CanonicalState.ofEntropy(EnergySpectrum.of(levels), entropy);
        double[] place = descent.place();
        return largest(
                lambda - t,
                1 / lambda - beta,
                problem.mean(place) - u,
                ensemble.specificHeat() - c,
                problem.mean(place) - ensemble.meanEnergy(),
                1 / lambda - ensemble.beta());
    }

    private static double rotation() {
        double largest = 0;
        for (double rate : new double[] {0.01, 0.1, 0.5}) {
            Multiplier multiplier = multiplier(new DualRule.Ascent(rate));
            double x = 1;
            for (int step = 1; step <= 200; step++) {
                double before = x;
                x -= rate * multiplier.value();
                multiplier.follow(before);
                double radius = Math.sqrt(x * x + multiplier.value() * multiplier.value());
                double expected = StrictMath.pow(1 + rate * rate, step / 2.0);
                largest = Math.max(largest, Math.abs(radius / expected - 1));
            }
        }
        return largest;
    }

    /// h x²/2 with x = 1.
    private record Quadratic(double h) implements ConstrainedDescent.Problem {

        @Override
        public double[] gradient(double[] x) {
            return new double[] {h * x[0]};
        }

        @Override
        public double[] violations(double[] x) {
            return new double[] {x[0] - 1};
        }

        @Override
        public double[][] jacobian(double[] x) {
            return new double[][] {{1}};
        }
    }

    private static double oscillator() {
        double largest = 0;
        for (double rate : new double[] {2.25, 5}) {
            for (int t = 1; t <= 3; t++) {
                double dt = 1e-3;
                double once = course(rate, t, dt);
                double twice = course(rate, t, dt / 2);
                double fourfold = course(rate, t, dt / 4);
                double first = 2 * twice - once;
                double second = 2 * fourfold - twice;
                largest = Math.max(largest, Math.abs((4 * second - first) / 3 - closedForm(rate, t)));
            }
        }
        return largest;
    }

    private static double course(double rate, double time, double dt) {
        DualRule rule = new DualRule.ProportionalIntegral(rate * dt, 2, 0);
        return new ConstrainedDescent(new Quadratic(1), new double[1], dt, multiplier(rule))
                .run((int) Math.round(time / dt))
                .place()[0];
    }

    /// From x = 0 with the multiplier 0: y = x − 1 has y = −1 and ẏ = κ = 2 at the beginning, γ = h + κ = 3.
    private static double closedForm(double rate, double t) {
        double half = 1.5;
        double slope = 2 - half;
        double discriminant = rate - half * half;
        if (discriminant == 0) {
            return 1 + (-1 + slope * t) * StrictMath.exp(-half * t);
        }
        double omega = Math.sqrt(discriminant);
        return 1 + StrictMath.exp(-half * t) * (-StrictMath.cos(omega * t) + slope / omega * StrictMath.sin(omega * t));
    }

    private static double concave() {
        double rate = 0.05;
        double ascent = new ConstrainedDescent(
                        new Quadratic(-0.3), new double[1], rate, multiplier(new DualRule.Ascent(rate)))
                .run(4000)
                .place()[0];
        double pi = new ConstrainedDescent(
                        new Quadratic(-0.3),
                        new double[1],
                        rate,
                        multiplier(new DualRule.ProportionalIntegral(rate, 2, 0)))
                .run(4000)
                .place()[0];
        boolean diverged = !(Math.abs(ascent) < 1e6);
        return diverged ? Math.abs(pi - 1) : Double.POSITIVE_INFINITY;
    }

    /// x⁴/4 + y²/2 − xy with 1 − x − y² ≤ 0.
    private static final class Bent implements ConstrainedDescent.Problem {

        static double objective(double x, double y) {
            return x * x * x * x / 4 + y * y / 2 - x * y;
        }

        static double violation(double x, double y) {
            return 1 - x - y * y;
        }

        @Override
        public double[] gradient(double[] p) {
            return new double[] {p[0] * p[0] * p[0] - p[1], p[1] - p[0]};
        }

        @Override
        public double[] violations(double[] p) {
            return new double[] {violation(p[0], p[1])};
        }

        @Override
        public double[][] jacobian(double[] p) {
            return new double[][] {{-1, -2 * p[1]}};
        }
    }

    private static double augmented() {
        double rate = 0.03;
        double ascent = 0.02;
        double penalty = 1.7;
        ConstrainedDescent pi = new ConstrainedDescent(
                new Bent(),
                new double[] {-0.5, 0.2},
                rate,
                new Multiplier(new DualRule.ProportionalIntegral(ascent, penalty, 0), false));
        double x = -0.5;
        double y = 0.2;
        double m = 0;
        double largest = 0;
        double step = 1e-5;
        for (int n = 0; n < 500; n++) {
            m = Math.max(0, m + ascent * Bent.violation(x, y));
            double dx = (lagrangian(x + step, y, m, penalty) - lagrangian(x - step, y, m, penalty)) / (2 * step);
            double dy = (lagrangian(x, y + step, m, penalty) - lagrangian(x, y - step, m, penalty)) / (2 * step);
            x -= rate * dx;
            y -= rate * dy;
            double[] place = pi.run(1).place();
            largest = Math.max(largest, Math.max(Math.abs(place[0] - x), Math.abs(place[1] - y)));
        }
        return largest;
    }

    private static double lagrangian(double x, double y, double m, double penalty) {
        double shifted = Math.max(0, m + penalty * Bent.violation(x, y));
        return Bent.objective(x, y) + (shifted * shifted - m * m) / (2 * penalty);
    }

    private static double largest(double... differences) {
        double largest = 0;
        for (double difference : differences) {
            largest = Double.isNaN(difference) ? difference : Math.max(largest, Math.abs(difference));
        }
        return largest;
    }
}
