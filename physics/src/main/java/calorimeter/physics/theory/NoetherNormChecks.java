// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.theory;

import static calorimeter.physics.theory.Samples.relative;

import calorimeter.physics.noether.DrivenOscillator.Motion;
import calorimeter.physics.noether.LearningRule;
import calorimeter.physics.noether.NormEquation;
import calorimeter.physics.noether.SteadyNorm;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;

/// §6: blocks whose scale the loss does not see. Gradients are those of f = wᵀAw/|w|², of a field that turns with w, or
/// noise.
final class NoetherNormChecks {

    private static final String TANAKA = "Tanaka & Kunin, arXiv:2105.02716, Eq. ";
    private static final String DERIVED = "derived in docs/theory.md";
    private static final double[][] A = {{2, 0.3, 0.1}, {0.3, 1, 0.2}, {0.1, 0.2, 0.5}};
    private static final double DECAY = 0.05;
    private static final double TIME = 1;
    private static final String QUOTIENT = "wᵀAw/|w|², β = .5, k = .05, t = 1";

    private NoetherNormChecks() {}

    static List<TheoryCheck> all() {
        return List.of(
                order(
                        "norm-coherent",
                        "(17) with K = 1/(1−β)²: error O(η) under slow gradients",
                        TANAKA + "17",
                        0.1,
                        h -> quotient(h).fourth),
                order(
                        "norm-oscillator",
                        "(16) with K = 1/(1−β)²: error O(η) under slow gradients",
                        TANAKA + "16",
                        0.1,
                        h -> quotient(h).second),
                order("norm-driven", "(17v), driven by r²|v|²: error O(η)", DERIVED, 0.1, h -> quotient(h).driven),
                order(
                        "norm-rmsprop",
                        "(18), RMSProp with one G per filter, is (17) up to O(ηk)",
                        TANAKA + "18",
                        0.1,
                        h -> quotient(h).accumulated),
                TheoryTopic.NOETHER.check(
                        "norm-noise",
                        "under noise (17) needs K = 1/(1−β²), not 1/(1−β)²; (17v) needs none",
                        "random directions of 400 dimensions, β = .9, k = .05, η = .02",
                        "4 000 steps",
                        "largest relative difference of r⁴ at the end, white or driven",
                        0.03,
                        DERIVED,
                        NoetherNormChecks::noise),
                TheoryTopic.NOETHER.check(
                        "steady-state",
                        "cos θ = 1 − hk/(1+β), r⁴ = h(1+β)|ĝ|²/((1−β)²k(2 − hk/(1+β)))",
                        "a gradient that turns with w, β = 0, .5, .9",
                        "12 000 steps",
                        "largest relative difference of angle and r⁴",
                        1e-9,
                        DERIVED,
                        NoetherNormChecks::steadyState),
                TheoryTopic.NOETHER.check(
                        "steady-noise",
                        "θ = sqrt(2hk/(1+β)) and the white r⁴ under noise",
                        "random directions of 400 dimensions, β = 0, .9, k = .05, η = .02",
                        "4 000 steps, the last half",
                        "largest relative difference of the means of 1 − cos θ and r⁴",
                        0.03,
                        DERIVED,
                        NoetherNormChecks::steadyNoise),
                TheoryTopic.NOETHER.check(
                        "frozen-norm",
                        "(w, v, η, k) → (cw, v/c, c²η, k/c²) has the same directions",
                        "wᵀAw/|w|², β = .5, k = .05, c = 3",
                        "η = .02, 200 steps",
                        "largest difference of w from w'/c",
                        1e-12,
                        TANAKA + "§5",
                        NoetherNormChecks::frozenNorm));
    }

    private static TheoryCheck order(
            String name, String statement, String source, double tolerance, DoubleUnaryOperator error) {
        return TheoryTopic.NOETHER.check(
                name,
                statement,
                QUOTIENT,
                "η = .002 and .0005",
                "difference of the measured order from 1",
                tolerance,
                source,
                () -> Math.abs(Samples.order(error.applyAsDouble(0.002), error.applyAsDouble(0.0005), 4) - 1));
    }

    /// Relative errors of r⁴ or r² after a time; `accumulated` is (18) against (17).
    private record Errors(double second, double fourth, double driven, double accumulated) {}

    private static Errors quotient(double learningRate) {
        LearningRule rule = LearningRule.heavyBall(learningRate, 0.5, DECAY);
        NormEquation equation = NormEquation.coherent(rule);
        double[] w = {1.2, -0.8, 1};
        double[] v = new double[3];
        double r4 = dot(w, w) * dot(w, w);
        double driven = r4;
        double accumulator = equation.accumulator(r4);
        Motion motion = new Motion(dot(w, w), 0);
        for (int n = 0; n < Math.round(TIME / learningRate); n++) {
            double[] gradient = quotientGradient(w);
            double square = dot(w, w);
            double angular = square * dot(gradient, gradient);
            rule.advance(w, v, gradient);
            motion = equation.after(motion, angular);
            r4 = equation.after(r4, angular);
            accumulator = equation.accumulated(accumulator, angular);
            driven = equation.afterSpeed(driven, square, dot(v, v));
        }
        double exact = dot(w, w) * dot(w, w);
        return new Errors(
                relative(motion.value() * motion.value(), exact),
                relative(r4, exact),
                relative(driven, exact),
                relative(equation.fourthPower(accumulator), r4));
    }

    private static double[] quotientGradient(double[] w) {
        double square = dot(w, w);
        double[] image = new double[w.length];
        for (int i = 0; i < w.length; i++) {
            image[i] = dot(A[i], w);
        }
        double loss = dot(w, image) / square;
        for (int i = 0; i < w.length; i++) {
            image[i] = 2 * (image[i] - loss * w[i]) / square;
        }
        return image;
    }

    private static double noise() {
        LearningRule rule = LearningRule.heavyBall(0.02, 0.9, DECAY);
        NoiseRun run = new NoiseRun(rule, NormEquation.white(rule));
        run.steps(4000);
        double exact = run.fourthPower();
        return Math.max(relative(run.predicted, exact), relative(run.driven, exact));
    }

    private static double steadyNoise() {
        double largest = 0;
        for (double beta : new double[] {0, 0.9}) {
            LearningRule rule = LearningRule.heavyBall(0.02, beta, DECAY);
            NoiseRun run = new NoiseRun(rule, NormEquation.white(rule));
            run.steps(beta == 0 ? 4000 : 2000);
            double turned = 0;
            double fourth = 0;
            for (int n = 0; n < 2000; n++) {
                turned += (1 - run.step()) / 2000;
                fourth += run.fourthPower() / 2000;
            }
            largest = Math.max(largest, relative(turned, 1 - SteadyNorm.cosine(rule)));
            largest = Math.max(largest, relative(fourth, SteadyNorm.white(rule, 1)));
        }
        return largest;
    }

    /// A filter under gradients ĝ/r, ĝ a random unit vector across w, with the predictions of (17) and (17v).
    private static final class NoiseRun {

        private static final int DIMENSION = 400;

        private final LearningRule rule;
        private final NormEquation equation;
        private final RandomGenerator random = Samples.random(731);
        private final double[] w = new double[DIMENSION];
        private final double[] v = new double[DIMENSION];
        private double predicted;
        private double driven;

        NoiseRun(LearningRule rule, NormEquation equation) {
            this.rule = rule;
            this.equation = equation;
            this.w[0] = 1;
            this.predicted = 1;
            this.driven = 1;
        }

        void steps(int count) {
            for (int n = 0; n < count; n++) {
                step();
            }
        }

        double fourthPower() {
            return dot(w, w) * dot(w, w);
        }

        /// Returns the cosine of the angle turned.
        double step() {
            double[] before = w.clone();
            double square = dot(w, w);
            rule.advance(w, v, across(w, Samples.gaussian(random, DIMENSION, 1)));
            predicted = equation.after(predicted, 1);
            driven = equation.afterSpeed(driven, square, dot(v, v));
            return dot(before, w) / Math.sqrt(square * dot(w, w));
        }
    }

    /// The part of a vector across w, with length 1/|w|.
    private static double[] across(double[] w, double[] vector) {
        double[] part = Samples.moved(vector, w, -dot(vector, w) / dot(w, w));
        double scale = 1 / Math.sqrt(dot(part, part) * dot(w, w));
        for (int i = 0; i < part.length; i++) {
            part[i] *= scale;
        }
        return part;
    }

    private static double steadyState() {
        double largest = 0;
        for (double beta : new double[] {0, 0.5, 0.9}) {
            LearningRule rule = LearningRule.heavyBall(0.1, beta, DECAY);
            double[] w = {1, 0};
            double[] v = new double[2];
            double[] before = w;
            for (int n = 0; n < 12_000; n++) {
                before = w.clone();
                double square = dot(w, w);
                rule.advance(w, v, new double[] {-1.3 * w[1] / square, 1.3 * w[0] / square});
            }
            double sine = (before[0] * w[1] - before[1] * w[0]) / dot(w, w);
            double angle = StrictMath.atan2(Math.abs(sine), dot(before, w) / dot(w, w));
            double angular = 1.3 * 1.3;
            largest = Math.max(largest, relative(angle, SteadyNorm.angle(rule)));
            largest = Math.max(largest, relative(dot(w, w) * dot(w, w), SteadyNorm.coherent(rule, angular)));
            largest = Math.max(largest, relative(StrictMath.cos(angle), SteadyNorm.cosine(rule)));
        }
        return largest;
    }

    private static double frozenNorm() {
        LearningRule rule = LearningRule.heavyBall(0.02, 0.5, DECAY);
        LearningRule scaled = rule.rescaled(3);
        double[] w = {0.6, -0.4, 0.5};
        double[] v = {0.1, 0.2, -0.1};
        double[] large = Samples.moved(w, w, 2);
        double[] slow = Samples.moved(v, v, -2.0 / 3);
        double largest = 0;
        for (int n = 0; n < 200; n++) {
            rule.advance(w, v, quotientGradient(w));
            scaled.advance(large, slow, quotientGradient(large));
            largest = Math.max(largest, Samples.largestDifference(Samples.moved(w, large, -1.0 / 3), new double[3]));
        }
        return largest;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
