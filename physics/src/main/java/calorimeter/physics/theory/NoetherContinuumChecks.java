// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.theory;

import static calorimeter.physics.theory.Samples.relative;

import calorimeter.physics.noether.DiscreteOscillator;
import calorimeter.physics.noether.DrivenOscillator;
import calorimeter.physics.noether.DrivenOscillator.Motion;
import calorimeter.physics.noether.LearningRule;
import calorimeter.physics.noether.LearningRule.Decay;
import calorimeter.physics.noether.ModifiedEquation;
import calorimeter.physics.noether.NeuralMechanics;
import calorimeter.physics.noether.QuadraticCharge;
import calorimeter.physics.noether.TranslationCharge;
import calorimeter.physics.noether.symmetry.Symmetry;
import calorimeter.physics.noether.symmetry.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/// §6: the continuous predictions of the papers, how far they hold and how their corrections do.
final class NoetherContinuumChecks {

    private static final String KUNIN = "Kunin et al., arXiv:2012.04728";
    private static final String TANAKA = "Tanaka & Kunin, arXiv:2105.02716";
    private static final String DERIVED = "derived in docs/theory.md";

    private NoetherContinuumChecks() {}

    static List<TheoryCheck> all() {
        return List.of(
                TheoryTopic.NOETHER.check(
                        "driven-oscillator",
                        "S̈ + 2γṠ + ω²S = drive, solved exactly over a step",
                        "over-, critically, under-damped, ω = 0",
                        "t = 0.3, 3, 30",
                        "largest difference from sums of exponentials",
                        1e-11,
                        KUNIN,
                        NoetherContinuumChecks::drivenOscillator),
                TheoryTopic.NOETHER.check(
                        "printed-start",
                        "with Ṡ(0) = 0 the relative error is hk/2μ",
                        "translation at rest, β = .5, k = .1, t = 4",
                        "η = .001",
                        "difference of error/(hk/2μ) from 1",
                        0.01,
                        KUNIN,
                        NoetherContinuumChecks::printedStart),
                order(
                        "corrected-start",
                        "with Ṡ(0) = (2βV_0/(1−δ) − kS_0)/(1+β) the error is O(η²)",
                        "translation, β = .5, δ = .3, V_0 ≠ 0, t = 4",
                        "difference of the measured order from 2",
                        0.05,
                        DERIVED,
                        () -> Math.abs(order(NoetherContinuumChecks::translationError) - 2)),
                order(
                        "corrected-drive",
                        "with drive 2(N_(n+1) + βN_n)/((1+β)(1−δ)²) the error of R is O(η²)",
                        "ReLU layer, β = .5, δ = .3, v_0 ≠ 0, t = 2",
                        "difference of the measured order from 2",
                        0.15,
                        DERIVED,
                        () -> Math.abs(order(h -> quadraticError(h, true)) - 2)),
                order(
                        "printed-drive",
                        "with drive 2N/(1−δ)² and Ṙ(0) = 0 the error of R is O(η)",
                        "ReLU layer, β = .5, δ = .3, v_0 ≠ 0, t = 2",
                        "difference of the measured order from 1",
                        0.15,
                        KUNIN,
                        () -> Math.abs(order(h -> quadraticError(h, false)) - 1)),
                TheoryTopic.NOETHER.check(
                        "descent",
                        "gradient descent: e^(−kt) is wrong by ηk²t/2, relative",
                        "translation, k = .3, t = 4",
                        "η = .001",
                        "difference of error/(ηk²t/2) from 1",
                        0.01,
                        KUNIN,
                        NoetherContinuumChecks::descentTranslation),
                order(
                        "descent-quadratic",
                        "gradient descent: |w|² is wrong by O(η); by ηk²t with |g|² and without drive",
                        "ReLU layer, k = .3, t = 4",
                        "difference of the measured order from 1, either drive",
                        0.1,
                        KUNIN,
                        NoetherContinuumChecks::descentQuadratic),
                order(
                        "modified-equation",
                        "m q̈ + μq̇ + ∇f + kq = 0 from (2βv_0/(1−δ) − g_0 − kq_0)/(1+β) errs by O(η²)",
                        "unembedding, β = .5, δ = .3, k = .1, t = 4",
                        "difference of the measured order from 2",
                        0.1,
                        TANAKA + "; start " + DERIVED,
                        () -> Math.abs(order(h -> motionError(h, true)) - 2)),
                order(
                        "simple-start",
                        "from q̇(0) = v_0/(1−δ) it errs by O(η)",
                        "unembedding, β = .5, δ = .3, k = .1, t = 4",
                        "difference of the measured order from 1",
                        0.1,
                        TANAKA,
                        () -> Math.abs(order(h -> motionError(h, false)) - 1)),
                order(
                        "slow-motion",
                        "q̇ = −(1/μ)∇[F + (h(1+β)/4μ²)|∇F|²] from q_0 + (hβ/μ)(v_0/(1−δ) + ∇F/μ) errs by O(η²)",
                        "unembedding, β = .5, δ = .3, k = .1, t = 4",
                        "difference of the measured order from 2",
                        0.1,
                        DERIVED,
                        () -> Math.abs(order(NoetherContinuumChecks::slowError) - 2)),
                TheoryTopic.NOETHER.check(
                        "fast-mode",
                        "the fast mode decays by βⁿ; the equation's rate is low by s²/3, s = (1−β)/(1+β)",
                        "β = .9, .95",
                        "every η",
                        "largest difference of shortfall/(s²/3) from 1",
                        0.01,
                        DERIVED,
                        NoetherContinuumChecks::fastMode));
    }

    private static TheoryCheck order(
            String name,
            String statement,
            String system,
            String method,
            double tolerance,
            String source,
            TheoryCheck.Residual residual) {
        return TheoryTopic.NOETHER.check(
                name, statement, system, "h = .005 and .00125", method, tolerance, source, residual);
    }

    /// The measured order of an error at two time steps.
    private static double order(DoubleUnaryOperator error) {
        return Samples.order(error.applyAsDouble(0.005), error.applyAsDouble(0.00125), 4);
    }

    /// A rule with momentum, dampening and decay whose time step is h.
    private static LearningRule rule(double timeStep) {
        return new LearningRule(timeStep / 0.7, 0.5, 0.3, 0.1, Decay.COUPLED);
    }

    private static double drivenOscillator() {
        double largest = 0;
        for (double t : new double[] {0.3, 3, 30}) {
            for (double[] roots : new double[][] {{0.2, 1.5}, {0.7, 0.7}, {0, 0.9}}) {
                double a = roots[0];
                double b = roots[1];
                Motion end = new DrivenOscillator((a + b) / 2, a * b, t).after(new Motion(1.2, -0.4), 0.6);
                double impulse = a == b
                        ? t * StrictMath.exp(-a * t)
                        : (StrictMath.exp(-a * t) - StrictMath.exp(-b * t)) / (b - a);
                double free = StrictMath.exp(-a * t) + a * impulse;
                double risen = a == 0 ? (t - impulse) / b : (1 - free) / (a * b);
                double value = 1.2 * free - 0.4 * impulse + 0.6 * risen;
                double rate = -1.2 * a * b * impulse - 0.4 * (free - (a + b) * impulse) + 0.6 * impulse;
                largest = Math.max(largest, Math.max(Math.abs(end.value() - value), Math.abs(end.rate() - rate)));
            }
            Motion turning = new DrivenOscillator(0.1, 4.01, t).after(new Motion(1, -0.1), 0);
            largest = Math.max(largest, Math.abs(turning.value() - StrictMath.exp(-0.1 * t) * StrictMath.cos(2 * t)));
        }
        return largest;
    }

    private static double printedStart() {
        LearningRule rule = LearningRule.heavyBall(0.001, 0.5, 0.1);
        DiscreteOscillator exact = DiscreteOscillator.translation(rule);
        double s = exact.at(4000, 1, exact.first(rule, new TranslationCharge(1, 0)));
        double printed = NeuralMechanics.translation(rule).at(4000, NeuralMechanics.printedStart(1));
        return Math.abs(relative(printed, s) / (rule.timeStep() * rule.decay() / (2 * rule.friction())) - 1);
    }

    private static double translationError(double h) {
        LearningRule rule = rule(h);
        TranslationCharge start = new TranslationCharge(1.7, 0.4);
        DiscreteOscillator exact = DiscreteOscillator.translation(rule);
        int steps = (int) Math.round(4 / h);
        double s = exact.at(steps, start.charge(), exact.first(rule, start));
        return relative(NeuralMechanics.translation(rule).at(steps, NeuralMechanics.correctedStart(rule, start)), s);
    }

    private static double quadraticError(double h, boolean corrected) {
        LearningRule rule = rule(h);
        NoetherSystem system = NoetherSystem.relu();
        Symmetry symmetry = system.symmetries().getFirst();
        Tensors q = system.twin().tensors(system.position());
        Tensors v = system.twin().tensors(system.velocity());
        QuadraticCharge start =
                new QuadraticCharge(symmetry.charge(q)[0], symmetry.momentum(q, v)[0], symmetry.kineticBreaking(v)[0]);
        int steps = (int) Math.round(2 / h);
        double[] drive = new double[steps];
        double[] end = new double[1];
        system.train(steps, n -> rule, (n, now, before, velocityBefore, after, velocity) -> {
            double kinetic = symmetry.kineticBreaking(velocityBefore)[0];
            double next = symmetry.kineticBreaking(velocity)[0];
            drive[n] = corrected
                    ? NeuralMechanics.correctedDrive(rule, kinetic, next)
                    : NeuralMechanics.printedDrive(rule, next);
            end[0] = symmetry.charge(after)[0];
        });
        Motion begin =
                corrected ? NeuralMechanics.correctedStart(rule, start) : NeuralMechanics.printedStart(start.charge());
        double[] course = NeuralMechanics.quadratic(rule).course(begin, drive);
        return Math.abs(course[steps] - end[0]);
    }

    private static double descentTranslation() {
        LearningRule rule = LearningRule.descent(0.001, 0.3);
        TranslationCharge charge = new TranslationCharge(1, 0);
        for (int n = 0; n < 4000; n++) {
            charge = charge.after(rule);
        }
        double error = relative(NeuralMechanics.descentTranslation(rule, 1, 4000), charge.charge());
        return Math.abs(error / (0.001 * 0.3 * 0.3 * 4 / 2) - 1);
    }

    private static double descentQuadratic() {
        double withDecay = order(h -> descentError(h, true));
        double without = order(h -> descentError(h, false));
        return Math.max(Math.abs(withDecay - 1), Math.abs(without - 1));
    }

    private static double descentError(double h, boolean withDecay) {
        LearningRule rule = LearningRule.descent(h, 0.3);
        NoetherSystem system = NoetherSystem.relu();
        Symmetry symmetry = system.symmetries().getFirst();
        double[] q = system.position();
        int steps = (int) Math.round(4 / h);
        double[] squares = new double[steps];
        double start = symmetry.charge(system.twin().tensors(q))[0];
        for (int n = 0; n < steps; n++) {
            double[] gradient = system.twin().gradient(q);
            double[] drift = withDecay ? Samples.moved(gradient, q, rule.decay()) : gradient;
            squares[n] = symmetry.kineticBreaking(system.twin().tensors(drift))[0];
            rule.advance(q, new double[q.length], gradient);
        }
        double end = symmetry.charge(system.twin().tensors(q))[0];
        return Math.abs(NeuralMechanics.descentQuadratic(rule, start, squares)[steps] - end);
    }

    private static double motionError(double h, boolean corrected) {
        LearningRule rule = rule(h);
        ModifiedEquation equation = new ModifiedEquation(rule);
        NoetherSystem system = NoetherSystem.unembedding();
        double[] q = system.position();
        double[] rate = corrected
                ? equation.startRate(q, system.velocity(), system.twin().gradient(q))
                : equation.simpleStartRate(system.velocity());
        int size = q.length;
        double[] state = new double[2 * size];
        System.arraycopy(q, 0, state, 0, size);
        System.arraycopy(rate, 0, state, size, size);
        int steps = (int) Math.round(4 / h);
        for (int n = 0; n < 4 * steps; n++) {
            state = rungeKutta(state, h / 4, x -> {
                double[] there = Arrays.copyOf(x, size);
                double[] fast = Arrays.copyOfRange(x, size, 2 * size);
                double[] slope = Arrays.copyOf(fast, 2 * size);
                double[] acceleration =
                        equation.acceleration(there, fast, system.twin().gradient(there));
                System.arraycopy(acceleration, 0, slope, size, size);
                return slope;
            });
        }
        return Samples.largestDifference(trained(system, rule, steps), Arrays.copyOf(state, size));
    }

    private static double slowError(double h) {
        LearningRule rule = rule(h);
        ModifiedEquation equation = new ModifiedEquation(rule);
        NoetherSystem system = NoetherSystem.unembedding();
        double[] x =
                equation.slowStart(system.position(), system.velocity(), gradient(system, rule, system.position()));
        int steps = (int) Math.round(4 / h);
        for (int n = 0; n < steps; n++) {
            x = rungeKutta(x, h, q -> {
                double[] gradient = gradient(system, rule, q);
                double[] curved = gradient(system, rule, Samples.moved(q, gradient, 1e-4));
                double[] back = gradient(system, rule, Samples.moved(q, gradient, -1e-4));
                for (int i = 0; i < curved.length; i++) {
                    curved[i] = (curved[i] - back[i]) / 2e-4;
                }
                return equation.slowRate(gradient, curved);
            });
        }
        return Samples.largestDifference(trained(system, rule, steps), x);
    }

    /// ∇F = ∇f + kq.
    private static double[] gradient(NoetherSystem system, LearningRule rule, double[] q) {
        return Samples.moved(system.twin().gradient(q), q, rule.decay());
    }

    private static double[] trained(NoetherSystem system, LearningRule rule, int steps) {
        double[] q = system.position();
        double[] v = system.velocity();
        for (int n = 0; n < steps; n++) {
            rule.advance(q, v, system.twin().gradient(q));
        }
        return q;
    }

    private static double[] rungeKutta(double[] x, double h, UnaryOperator<double[]> field) {
        double[] a = field.apply(x);
        double[] b = field.apply(Samples.moved(x, a, h / 2));
        double[] c = field.apply(Samples.moved(x, b, h / 2));
        double[] d = field.apply(Samples.moved(x, c, h));
        double[] next = x.clone();
        for (int i = 0; i < x.length; i++) {
            next[i] += h / 6 * (a[i] + 2 * (b[i] + c[i]) + d[i]);
        }
        return next;
    }

    private static double fastMode() {
        double largest = 0;
        for (double beta : new double[] {0.9, 0.95}) {
            double s = (1 - beta) / (1 + beta);
            double rate = new ModifiedEquation(LearningRule.heavyBall(0.1, beta, 0)).fastDecay();
            double shortfall = -StrictMath.log(beta) / rate - 1;
            largest = Math.max(largest, Math.abs(shortfall / (s * s / 3) - 1));
        }
        return largest;
    }
}
