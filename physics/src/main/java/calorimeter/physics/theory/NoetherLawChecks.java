// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.theory;

import static calorimeter.physics.theory.NoetherSystem.COUPLED;
import static calorimeter.physics.theory.NoetherSystem.DECOUPLED;

import calorimeter.physics.noether.AngularMomentum;
import calorimeter.physics.noether.LearningRule;
import calorimeter.physics.noether.ModifiedEquation;
import calorimeter.physics.noether.QuadraticCharge;
import calorimeter.physics.noether.SteadyNorm;
import calorimeter.physics.noether.TranslationCharge;
import calorimeter.physics.noether.symmetry.Symmetry;
import calorimeter.physics.noether.symmetry.Symmetry.Family;
import calorimeter.physics.noether.symmetry.Tensors;
import calorimeter.physics.noether.twin.Twin;
import calorimeter.physics.noether.twin.Twins;
import java.util.List;
import java.util.function.Predicate;

/// §6: symmetries, and the exact laws of their charges.
final class NoetherLawChecks {

    private static final String TANAKA = "Tanaka & Kunin, arXiv:2105.02716; decay term derived in docs/theory.md";
    private static final String DERIVED = "derived in docs/theory.md";
    private static final String EVERY = "ReLU, attention, unembedding, factors, norms, residual stream";
    private static final int STEPS = 60;

    private NoetherLawChecks() {}

    static List<TheoryCheck> all() {
        return List.of(
                TheoryTopic.NOETHER.check(
                        "invariance",
                        "⟨∇f, X⟩ = 0 for every symmetry",
                        EVERY,
                        "12–160 parameters",
                        "largest |⟨∇f, X⟩|/(|∇f||q|)",
                        1e-14,
                        TANAKA,
                        NoetherLawChecks::invariance),
                TheoryTopic.NOETHER.check(
                        "gradient-identities",
                        "∂f/∂b_K = 0 and ∂f/∂b_V = W_O ∂f/∂b_O, without rotary positions",
                        "causal attention with biases",
                        "1 head, d_k = 4",
                        "largest difference",
                        1e-14,
                        DERIVED,
                        NoetherLawChecks::gradientIdentities),
                TheoryTopic.NOETHER.check(
                        "balance",
                        "d/dt⟨q̇, X⟩ = −(μ/m)⟨q̇, X⟩ + ⟨q̇, DX·q̇⟩ − (k/m)⟨q, X⟩",
                        EVERY,
                        "β = .8, δ = .3, k = .1",
                        "largest relative difference from the slope along m q̈ + μq̇ + ∇f + kq = 0",
                        1e-9,
                        TANAKA,
                        NoetherLawChecks::balance),
                law(
                        "quadratic-law",
                        "R′ = (1−2hk)R + 2ηβP + η²N′, P′ = βP − (1−δ)kR + ηN′",
                        "coupled decay, falling η",
                        () -> largest(COUPLED, NoetherLawChecks::isQuadratic)),
                law(
                        "quadratic-law-decoupled",
                        "R′ = (1−ηk)²R + 2η(1−ηk)βP + η²N′, P′ = (1−ηk)βP + ηN′",
                        "decoupled decay, falling η",
                        () -> largest(DECOUPLED, NoetherLawChecks::isQuadratic)),
                law(
                        "translation-law",
                        "V′ = βV − (1−δ)kS, S′ = S + ηV′; decoupled V′ = βV, S′ = (1−ηk)S + ηV′",
                        "either decay, falling η",
                        () -> either(Family.TRANSLATION)),
                law(
                        "rotation-law",
                        "L′ = βL for every η, k, δ; decoupled β(1−ηk)L",
                        "either decay, falling η",
                        () -> either(Family.ROTATION)),
                law(
                        "descent-law",
                        "J′ = (1−ηk)²J + η²(G_QᵀG_Q − G_KᵀG_K + biases)",
                        "gradient descent, k = .1",
                        NoetherLawChecks::descent),
                law(
                        "epsilon",
                        "⟨w, ∂f/∂w⟩ = (ε/(σ²+ε))·γ ∂f/∂γ, which enters R as ρ",
                        "filters before a batch norm, ε = .1",
                        NoetherLawChecks::epsilon),
                TheoryTopic.NOETHER.check(
                        "attention-drift",
                        "J_QK and J_VO drift O(η) per unit time under gradient descent",
                        "causal attention with biases",
                        "2 heads, t = 1, η = .005 and .00125",
                        "difference of the measured order from 1",
                        0.05,
                        DERIVED,
                        NoetherLawChecks::drift));
    }

    private static TheoryCheck law(String name, String statement, String system, TheoryCheck.Residual residual) {
        return TheoryTopic.NOETHER.check(
                name,
                statement,
                system,
                STEPS + " steps, v_0 ≠ 0",
                "largest difference of the measured charge from the law stepped from the start",
                1e-12,
                DERIVED,
                residual);
    }

    private static double invariance() {
        double largest = 0;
        for (NoetherSystem system : NoetherSystem.all()) {
            double[] q = system.position();
            double[] gradient = system.twin().gradient(q);
            double scale = Samples.norm(gradient) * Samples.norm(q);
            for (Symmetry symmetry : system.symmetries()) {
                double[] violation = symmetry.violation(
                        system.twin().tensors(q), system.twin().tensors(gradient));
                largest = Math.max(largest, Samples.largestDifference(violation, new double[violation.length]) / scale);
            }
        }
        return largest;
    }

    private static double gradientIdentities() {
        NoetherSystem system = NoetherSystem.attention(new Twins.Attention(1, 1, 4, true));
        Tensors q = system.twin().tensors(system.position());
        Tensors gradient = system.twin().tensors(system.twin().gradient(system.position()));
        double largest = 0;
        for (int i = 0; i < 4; i++) {
            double carried = 0;
            for (int j = 0; j < 5; j++) {
                carried +=
                        q.entries("W_O").at(5 * i + j) * gradient.entries("b_O").at(j);
            }
            largest = Math.max(largest, Math.abs(gradient.entries("b_K").at(i)));
            largest = Math.max(largest, Math.abs(gradient.entries("b_V").at(i) - carried));
        }
        return largest;
    }

    private static double balance() {
        double largest = 0;
        for (NoetherSystem system : NoetherSystem.all()) {
            for (Symmetry symmetry : system.symmetries()) {
                largest = Math.max(largest, balance(system, symmetry));
            }
        }
        return largest;
    }

    /// Along the parabola that touches the motion.
    private static double balance(NoetherSystem system, Symmetry symmetry) {
        ModifiedEquation equation = new ModifiedEquation(COUPLED);
        Twin twin = system.twin();
        double[] q = system.position();
        double[] rate = system.velocity();
        double[] acceleration = equation.acceleration(q, rate, twin.gradient(q));
        double[] charge = symmetry.momentum(twin.tensors(q), twin.tensors(rate));
        double[] breaking = symmetry.kineticBreaking(twin.tensors(rate));
        double[] overlap = symmetry.charge(twin.tensors(q));
        double largest = 0;
        for (int law = 0; law < symmetry.laws(); law++) {
            int chosen = law;
            double slope = Samples.slope(
                    t -> {
                        double[] there = Samples.moved(Samples.moved(q, rate, t), acceleration, t * t / 2);
                        double[] faster = Samples.moved(rate, acceleration, t);
                        return symmetry.momentum(twin.tensors(there), twin.tensors(faster))[chosen];
                    },
                    0,
                    1e-3);
            double predicted = equation.noetherRate(charge[law], breaking[law], overlap[law]);
            largest = Math.max(largest, Math.abs(slope - predicted) / (1 + Math.abs(slope)));
        }
        return largest;
    }

    private static boolean isQuadratic(Symmetry symmetry) {
        return symmetry.family() != Family.TRANSLATION && symmetry.family() != Family.ROTATION;
    }

    private static double either(Family family) {
        Predicate<Symmetry> chosen = symmetry -> symmetry.family() == family;
        return Math.max(largest(COUPLED, chosen), largest(DECOUPLED, chosen));
    }

    /// Largest difference of the chosen symmetries' laws from what is measured.
    private static double largest(LearningRule rule, Predicate<Symmetry> chosen) {
        double largest = 0;
        for (NoetherSystem system : NoetherSystem.all()) {
            for (Symmetry symmetry : system.symmetries()) {
                if (chosen.test(symmetry)) {
                    largest = Math.max(largest, difference(system, symmetry, rule));
                }
            }
        }
        return largest;
    }

    private static double difference(NoetherSystem system, Symmetry symmetry, LearningRule rule) {
        Tensors q = system.twin().tensors(system.position());
        Tensors v = system.twin().tensors(system.velocity());
        double[] charge = symmetry.charge(q);
        double[] momentum = symmetry.momentum(q, v);
        double[] kinetic = symmetry.kineticBreaking(v);
        double[] largest = {0};
        system.train(STEPS, NoetherSystem.falling(rule), (n, now, before, velocityBefore, after, velocity) -> {
            double[] nextKinetic = symmetry.kineticBreaking(velocity);
            for (int law = 0; law < symmetry.laws(); law++) {
                switch (symmetry.family()) {
                    case TRANSLATION -> {
                        TranslationCharge next = new TranslationCharge(charge[law], momentum[law]).after(now);
                        charge[law] = next.charge();
                        momentum[law] = next.velocity();
                    }
                    case ROTATION -> momentum[law] = AngularMomentum.after(now, momentum[law]);
                    case SCALE, RESCALE, MATRIX_RESCALE -> {
                        QuadraticCharge next = new QuadraticCharge(charge[law], momentum[law], kinetic[law])
                                .after(now, nextKinetic[law]);
                        charge[law] = next.charge();
                        momentum[law] = next.radial();
                        kinetic[law] = next.kinetic();
                    }
                }
            }
            largest[0] = Math.max(largest[0], Samples.largestDifference(charge, symmetry.charge(after)));
            largest[0] = Math.max(largest[0], Samples.largestDifference(momentum, symmetry.momentum(after, velocity)));
        });
        return largest[0];
    }

    private static double descent() {
        NoetherSystem system = NoetherSystem.attention(new Twins.Attention(2, 2, 4, true));
        LearningRule rule = LearningRule.descent(0.05, 0.1);
        double largest = 0;
        for (Symmetry symmetry : system.symmetries()) {
            if (!isQuadratic(symmetry)) {
                continue;
            }
            double[] q = system.position();
            double[] predicted = symmetry.charge(system.twin().tensors(q));
            for (int n = 0; n < STEPS; n++) {
                double[] gradient = system.twin().gradient(q);
                double[] squares = symmetry.kineticBreaking(system.twin().tensors(gradient));
                for (int law = 0; law < predicted.length; law++) {
                    predicted[law] = QuadraticCharge.afterDescent(rule, predicted[law], squares[law]);
                }
                rule.advance(q, new double[q.length], gradient);
            }
            largest = Math.max(
                    largest,
                    Samples.largestDifference(
                            predicted, symmetry.charge(system.twin().tensors(q))));
        }
        return largest;
    }

    private static double epsilon() {
        double epsilon = 0.1;
        NoetherSystem system = NoetherSystem.batchNorm(epsilon);
        double[][] inputs = NoetherSystem.gaussian(Samples.random(711), 9, 4);
        double[] largest = {0};
        for (int filter = 0; filter < 2; filter++) {
            int chosen = filter;
            Symmetry symmetry = system.symmetries().get(filter);
            system.train(STEPS, NoetherSystem.falling(COUPLED), (n, rule, before, velocityBefore, after, velocity) -> {
                QuadraticCharge start = new QuadraticCharge(
                        symmetry.charge(before)[0],
                        symmetry.momentum(before, velocityBefore)[0],
                        symmetry.kineticBreaking(velocityBefore)[0]);
                double[] gain = gain(rule, before, velocityBefore, velocity, chosen);
                double violation = SteadyNorm.violation(epsilon, variance(inputs, before, chosen), gain[0], gain[1]);
                QuadraticCharge next = start.after(rule, symmetry.kineticBreaking(velocity)[0], violation);
                largest[0] = Math.max(largest[0], Math.abs(next.charge() - symmetry.charge(after)[0]));
            });
        }
        return largest[0];
    }

    /// γ and ∂f/∂γ of a filter; the gradient from the velocities before and after the step.
    private static double[] gain(LearningRule rule, Tensors q, Tensors before, Tensors after, int filter) {
        double gain = q.entries("gain").at(filter);
        double pushed = rule.momentum() * before.entries("gain").at(filter)
                - after.entries("gain").at(filter);
        return new double[] {gain, pushed / (1 - rule.dampening()) - rule.decay() * gain};
    }

    private static double variance(double[][] inputs, Tensors q, int filter) {
        double mean = 0;
        double square = 0;
        for (double[] row : inputs) {
            double output = 0;
            for (int i = 0; i < row.length; i++) {
                output += row[i] * q.entries("W").at(2 * i + filter);
            }
            mean += output / inputs.length;
            square += output * output / inputs.length;
        }
        return square - mean * mean;
    }

    private static double drift() {
        return Math.abs(Samples.order(drift(0.005), drift(0.00125), 4) - 1);
    }

    private static double drift(double learningRate) {
        NoetherSystem system = NoetherSystem.attention(new Twins.Attention(2, 2, 4, true));
        LearningRule rule = LearningRule.descent(learningRate, 0);
        double[] q = system.position();
        for (int n = 0; n < Math.round(1 / learningRate); n++) {
            rule.advance(q, new double[q.length], system.twin().gradient(q));
        }
        double largest = 0;
        for (Symmetry symmetry : system.symmetries()) {
            if (isQuadratic(symmetry)) {
                double[] before = symmetry.charge(system.twin().tensors(system.position()));
                largest = Math.max(
                        largest,
                        Samples.largestDifference(
                                before, symmetry.charge(system.twin().tensors(q))));
            }
        }
        return largest;
    }
}
