// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.theory;

import static calorimeter.physics.theory.NoetherSystem.gaussian;

import calorimeter.physics.noether.symmetry.LawCount;
import calorimeter.physics.noether.symmetry.Orbit;
import calorimeter.physics.noether.twin.Twin;
import calorimeter.physics.noether.twin.Twins;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/// §6: the number of independent conservation laws, found and by formula.
final class NoetherCountChecks {

    private static final String SOURCE = "derived in docs/theory.md; compare Marcotte et al., arXiv:2307.00144";

    /// A gap between singular values that leaves no doubt about the rank.
    private static final double CLEAR = 30;

    private static final double REACH = 0.3;
    private static final double FRICTION = 0.3;
    private static final double DECAY = 0.2;

    private NoetherCountChecks() {}

    static List<TheoryCheck> all() {
        return List.of(
                count("count-factors", "UVᵀ: r(r+1)/2, or (n+m)r − (n+m)(n+m−1)/2 if n + m < r", () -> factors(false)),
                count(
                        "count-attention",
                        "attention: s(d) + s(d) a head; rotary d/2 + s(d), equal frequencies n²; b_K adds d",
                        NoetherCountChecks::attention),
                count("count-layers", "ReLU: units; norm gain: d; unembedding with bias: d + 1", () -> layers(false)),
                count(
                        "count-momentum",
                        "heavy ball: r(r−1)/2 for UVᵀ, values and queries; rotary d/2; 0 for ReLU and norm gain; translations"
                                + " and b_K twice",
                        () -> factors(true) + layers(true) + attentionWithMomentum()));
    }

    private static TheoryCheck count(String name, String statement, TheoryCheck.Residual residual) {
        return TheoryTopic.NOETHER.check(
                name,
                statement,
                "gradient fields of random data",
                "4–50 parameters",
                "sum of |D − rank of the Lie closure − formula|; NaN if the rank is doubtful",
                0.5,
                SOURCE,
                residual);
    }

    private static double factors(boolean momentum) {
        double sum = 0;
        for (int[] shape : new int[][] {{3, 2, 2}, {2, 2, 3}, {1, 1, 3}, {1, 1, 2}, {1, 2, 4}}) {
            int n = shape[0];
            int m = shape[1];
            int r = shape[2];
            int expected = momentum ? LawCount.factorsWithMomentum(n, m, r) : LawCount.factors(n, m, r);
            sum += difference(
                    expected, momentum, random -> Twins.factors(gaussian(random, 1, n), r, gaussian(random, 1, m), 2));
        }
        return sum;
    }

    private static double layers(boolean momentum) {
        int unembedding = LawCount.unembedding(3, true);
        double sum = difference(
                momentum ? LawCount.translationsWithMomentum(unembedding) : unembedding,
                momentum,
                random -> Twins.unembedding(gaussian(random, 1, 3), 3, new int[] {random.nextInt(3)}, true));
        sum += difference(
                momentum ? 0 : LawCount.relu(2),
                momentum,
                random -> Twins.relu(Samples.gaussian(random, 1, 2, 3), 2, gaussian(random, 1, 2), 2));
        sum += difference(
                momentum ? 0 : LawCount.normGain(3),
                momentum,
                random -> Twins.normGain(gaussian(random, 1, 3), gaussian(random, 1, 2), 2));
        return sum;
    }

    private static double attention() {
        double sum = 0;
        for (boolean biases : new boolean[] {false, true}) {
            sum += attention(
                    false, 3, new Twins.Attention(1, 1, 2, biases), LawCount.attention(3, 1, 2, biases, false));
            sum += attention(
                    false, 3, new Twins.Attention(1, 1, 2, biases, 0.7), LawCount.attention(3, 1, 2, biases, true));
        }
        sum += attention(false, 3, new Twins.Attention(2, 1, 2, true), LawCount.attention(3, 1, 2, true, false));
        sum += attention(
                false, 2, new Twins.Attention(1, 1, 4, false, 0.7, 0.2), LawCount.attention(2, 1, 4, false, true));
        sum += attention(
                false,
                2,
                new Twins.Attention(1, 1, 4, false, 0.7, 0.7),
                LawCount.rotaryQueryKey(1, 2) + LawCount.valueOutput(2, 1, 4, 1));
        return sum;
    }

    private static double attentionWithMomentum() {
        double sum = 0;
        for (boolean biases : new boolean[] {false, true}) {
            Twins.Attention learned = new Twins.Attention(1, 1, 2, biases);
            sum += attention(true, 2, learned, LawCount.attentionWithMomentum(1, 2, biases, false));
        }
        Twins.Attention rotary = new Twins.Attention(1, 1, 4, true, 0.7, 0.2);
        return sum + attention(true, 2, rotary, LawCount.attentionWithMomentum(1, 4, true, true));
    }

    private static double attention(boolean momentum, int width, Twins.Attention shape, int expected) {
        return difference(
                expected,
                momentum,
                random -> Twins.attention(shape, gaussian(random, 3, width), gaussian(random, 3, width), 2));
    }

    private static double difference(int expected, boolean momentum, Function<RandomGenerator, Twin> draw) {
        RandomGenerator random = Samples.random(725);
        int size = draw.apply(random).layout().size();
        double[] point = Samples.gaussian(random, momentum ? 2 * size + 1 : size, 1);
        double[] position = Arrays.copyOf(point, size);
        List<UnaryOperator<double[]>> fields = new ArrayList<>();
        while (fields.size() < size + 5) {
            Twin twin = draw.apply(random);
            if (twin.nearestKink(position) > REACH) {
                fields.add(momentum ? x -> heavyBall(twin, x) : twin::gradient);
            }
        }
        Orbit orbit = Orbit.through(point, fields, REACH, random);
        return orbit.gap() < CLEAR ? Double.NaN : Math.abs(orbit.laws() - expected);
    }

    /// (q, v, t)˙ = (v, −μv − ∇f − kq, 1).
    private static double[] heavyBall(Twin twin, double[] x) {
        int size = x.length / 2;
        double[] gradient = twin.gradient(Arrays.copyOf(x, size));
        double[] field = new double[x.length];
        for (int i = 0; i < size; i++) {
            field[i] = x[size + i];
            field[size + i] = -FRICTION * x[size + i] - gradient[i] - DECAY * x[i];
        }
        field[2 * size] = 1;
        return field;
    }
}
