// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.noether;

import calorimeter.physics.noether.symmetry.Symmetry;
import calorimeter.physics.noether.symmetry.Symmetry.Family;
import calorimeter.physics.noether.twin.Twin;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.DoubleStream;

/// Predicts charges of a network under training by their exact laws.
final class Run {

    private Run() {}

    /// From waves in the number of the parameter, v_0 ≠ 0.
    static double[] predicted(Twin twin, List<Symmetry> symmetries, IntFunction<LearningRule> rules, int steps) {
        double[] q = new double[twin.layout().size()];
        double[] v = new double[q.length];
        Arrays.setAll(q, i -> 0.7 * Math.sin(1.7 * i + 0.3));
        Arrays.setAll(v, i -> 0.2 * Math.cos(2.3 * i + 0.1));
        return predicted(twin, symmetries, q, v, rules, steps);
    }

    /// Charges after some steps, one after the other: translations S, rotations L, others R.
    static double[] predicted(
            Twin twin, List<Symmetry> symmetries, double[] q, double[] v, IntFunction<LearningRule> rules, int steps) {
        return symmetries.stream()
                .flatMapToDouble(
                        symmetry -> DoubleStream.of(predicted(twin, symmetry, q.clone(), v.clone(), rules, steps)))
                .toArray();
    }

    private static double[] predicted(
            Twin twin, Symmetry symmetry, double[] q, double[] v, IntFunction<LearningRule> rules, int steps) {
        double[] charge = symmetry.charge(twin.tensors(q));
        double[] momentum = symmetry.momentum(twin.tensors(q), twin.tensors(v));
        double[] kinetic = symmetry.kineticBreaking(twin.tensors(v));
        for (int n = 0; n < steps; n++) {
            LearningRule rule = rules.apply(n);
            rule.advance(q, v, twin.gradient(q));
            double[] next = symmetry.kineticBreaking(twin.tensors(v));
            for (int law = 0; law < charge.length; law++) {
                switch (symmetry.family()) {
                    case TRANSLATION -> {
                        TranslationCharge stepped = new TranslationCharge(charge[law], momentum[law]).after(rule);
                        charge[law] = stepped.charge();
                        momentum[law] = stepped.velocity();
                    }
                    case ROTATION -> momentum[law] = AngularMomentum.after(rule, momentum[law]);
                    case SCALE, RESCALE, MATRIX_RESCALE -> {
                        QuadraticCharge stepped =
                                new QuadraticCharge(charge[law], momentum[law], kinetic[law]).after(rule, next[law]);
                        charge[law] = stepped.charge();
                        momentum[law] = stepped.radial();
                    }
                }
            }
            kinetic = next;
        }
        return symmetry.family() == Family.ROTATION ? momentum : charge;
    }
}
