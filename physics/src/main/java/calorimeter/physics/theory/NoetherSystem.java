// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.theory;

import calorimeter.physics.noether.LearningRule;
import calorimeter.physics.noether.LearningRule.Decay;
import calorimeter.physics.noether.symmetry.AttentionSymmetries;
import calorimeter.physics.noether.symmetry.Block;
import calorimeter.physics.noether.symmetry.Symmetries;
import calorimeter.physics.noether.symmetry.Symmetry;
import calorimeter.physics.noether.symmetry.Tensors;
import calorimeter.physics.noether.twin.Layout;
import calorimeter.physics.noether.twin.Twin;
import calorimeter.physics.noether.twin.Twins;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/// A small network with its symmetries and a place to start from, v_0 ≠ 0, for the checks of §6.
final class NoetherSystem {

    /// Momentum, dampening and coupled decay, all at once.
    static final LearningRule COUPLED = new LearningRule(0.05, 0.8, 0.3, 0.1, Decay.COUPLED);

    static final LearningRule DECOUPLED = new LearningRule(0.05, 0.8, 0.3, 0.1, Decay.DECOUPLED);

    private final Twin twin;
    private final List<Symmetry> symmetries;
    private final double[] position;
    private final double[] velocity;

    private NoetherSystem(Twin twin, List<Symmetry> symmetries, double[] position, double[] velocity) {
        this.twin = twin;
        this.symmetries = List.copyOf(symmetries);
        this.position = position;
        this.velocity = velocity;
    }

    Twin twin() {
        return twin;
    }

    /// Those of the loss.
    List<Symmetry> symmetries() {
        return symmetries;
    }

    /// q_0, a copy.
    double[] position() {
        return position.clone();
    }

    /// v_0, a copy.
    double[] velocity() {
        return velocity.clone();
    }

    private static NoetherSystem of(long seed, Twin twin, List<Symmetry> symmetries) {
        RandomGenerator random = Samples.random(seed);
        int size = twin.layout().size();
        return new NoetherSystem(
                twin, symmetries, Samples.gaussian(random, size, 0.7), Samples.gaussian(random, size, 0.3));
    }

    /// One of each kind of symmetry.
    static List<NoetherSystem> all() {
        return List.of(
                relu(),
                attention(new Twins.Attention(2, 2, 4, true)),
                attention(new Twins.Attention(2, 1, 2, true)),
                attention(new Twins.Attention(1, 1, 4, true, 0.9, 0.2)),
                unembedding(),
                factors(),
                normGain(),
                batchNorm(0),
                residual());
    }

    /// A schedule: η falls by a tenth at every third step.
    static IntFunction<LearningRule> falling(LearningRule rule) {
        return n -> {
            int falls = n / 3;
            return rule.withLearningRate(rule.learningRate() * StrictMath.pow(0.9, falls));
        };
    }

    static NoetherSystem relu() {
        RandomGenerator random = Samples.random(701);
        Twin twin = Twins.relu(gaussian(random, 8, 3), 4, gaussian(random, 8, 2), 16);
        Layout layout = twin.layout();
        List<Symmetry> units = new ArrayList<>();
        for (int unit = 0; unit < 4; unit++) {
            units.add(Symmetries.unit(
                    "unit" + unit, unit, layout.block("W_1"), layout.block("b_1"), layout.block("W_2")));
        }
        return of(702, twin, units);
    }

    static NoetherSystem attention(Twins.Attention shape) {
        RandomGenerator random = Samples.random(703);
        AttentionSymmetries symmetries = shape.symmetries(5);
        List<Symmetry> all = new ArrayList<>(symmetries.all());
        for (int head = 0; head < shape.keyHeads(); head++) {
            all.addAll(symmetries.rotations(head));
        }
        return of(704, Twins.attention(shape, gaussian(random, 6, 5), gaussian(random, 6, 5), 10), all);
    }

    static NoetherSystem unembedding() {
        Twin twin = Twins.unembedding(gaussian(Samples.random(705), 7, 4), 3, new int[] {0, 1, 2, 0, 1, 2, 0}, true);
        return of(
                706,
                twin,
                List.of(
                        Symmetries.translation("W_U", twin.layout().block("W_U")),
                        Symmetries.translation("b_U", twin.layout().block("b_U"))));
    }

    private static NoetherSystem factors() {
        RandomGenerator random = Samples.random(707);
        Twin twin = Twins.factors(gaussian(random, 6, 4), 3, gaussian(random, 6, 5), 12);
        Symmetry factors =
                Symmetries.factors("UV", twin.layout().block("U"), twin.layout().block("V"));
        return of(708, twin, List.of(factors, Symmetries.rotation(factors)));
    }

    private static NoetherSystem normGain() {
        RandomGenerator random = Samples.random(709);
        Twin twin = Twins.normGain(gaussian(random, 6, 3), gaussian(random, 6, 2), 12);
        Layout layout = twin.layout();
        List<Symmetry> channels = new ArrayList<>();
        for (int channel = 0; channel < 3; channel++) {
            channels.add(Symmetries.normGain(
                    "channel" + channel,
                    channel,
                    layout.block("gain"),
                    layout.block("bias"),
                    List.of(layout.block("A"), layout.block("B"))));
        }
        return of(710, twin, channels);
    }

    /// Filters before a batch norm; their scale is a symmetry if ε is 0.
    static NoetherSystem batchNorm(double epsilon) {
        RandomGenerator random = Samples.random(711);
        Twin twin = Twins.batchNorm(gaussian(random, 9, 4), epsilon, gaussian(random, 9, 2));
        Block filters = twin.layout().block("W");
        return of(
                712,
                twin,
                List.of(
                        Symmetries.scale("filter0", filters.columns(0, 1)),
                        Symmetries.scale("filter1", filters.columns(1, 1))));
    }

    /// Writers of a residual stream: each row may move by a constant, all together may be scaled, and the token that
    /// always stands first may trade with its position.
    static NoetherSystem residual() {
        int[] tokens = {2, 0, 1, 0};
        Twin twin = Twins.residual(tokens, 3, 5, 4, 0, new int[] {1, 2, 0, 1});
        Layout layout = twin.layout();
        List<Symmetry> symmetries = new ArrayList<>();
        List<Block> writers = new ArrayList<>();
        for (String writer : List.of("E", "pos", "W_2", "b_2")) {
            writers.add(layout.block(writer));
            symmetries.add(Symmetries.translation(writer, layout.block(writer)));
        }
        symmetries.add(Symmetries.scale("stream", writers.toArray(Block[]::new)));
        symmetries.add(Symmetries.exchange(
                "first", layout.block("E").rows(2, 1), layout.block("pos").rows(0, 1)));
        return of(713, twin, symmetries);
    }

    /// Rows of standard normal numbers.
    static double[][] gaussian(RandomGenerator random, int rows, int columns) {
        return Samples.gaussian(random, rows, columns, 1);
    }

    /// What a step looks like from outside.
    interface Watcher {
        void step(int n, LearningRule rule, Tensors before, Tensors velocityBefore, Tensors after, Tensors velocity);
    }

    /// Trains from the start and shows every step.
    void train(int steps, IntFunction<LearningRule> schedule, Watcher watcher) {
        double[] q = position.clone();
        double[] v = velocity.clone();
        for (int n = 0; n < steps; n++) {
            double[] before = q.clone();
            double[] velocityBefore = v.clone();
            schedule.apply(n).advance(q, v, twin.gradient(q));
            watcher.step(
                    n,
                    schedule.apply(n),
                    twin.tensors(before),
                    twin.tensors(velocityBefore),
                    twin.tensors(q),
                    twin.tensors(v));
        }
    }
}
