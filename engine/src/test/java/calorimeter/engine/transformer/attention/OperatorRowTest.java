// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.engine.golden.GoldenFile;
import calorimeter.engine.golden.GoldenRow;
import calorimeter.engine.random.RandomStream;
import calorimeter.engine.random.Seed;
import calorimeter.engine.transformer.settings.AttentionKind;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Rows of attention against PyTorch in float64, which solves the definitions by bisection
/// (attention_operators.py); finite differences; and what must hold at the ends.
class OperatorRowTest {

    /// Two roundings to single precision.
    private static final double ROUNDING = 1.3e-7;

    private static final double TOLERANCE = 1e-5;

    private static double[] weights(AttentionOperator operator, double... scores) {
        float[] weights = new float[scores.length];
        new OperatorRow(scores.length).forward(operator, floats(scores), 0, scores.length, weights);
        return IntStream.range(0, scores.length).mapToDouble(j -> weights[j]).toArray();
    }

    private static float[] floats(double[] values) {
        float[] result = new float[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) values[i];
        }
        return result;
    }

    private static float[] floats(List<Double> values) {
        return floats(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    static Stream<GoldenRow> rows() {
        return GoldenFile.read("attention/rows").rows().stream();
    }

    /// The gradients of the weights as they are, so that what is measured is the chain rule, not the rounding
    /// of p.
    @ParameterizedTest
    @MethodSource("rows")
    void weightsAndGradientsAgreeWithPyTorch(GoldenRow row) {
        AttentionOperator operator = AttentionOperator.of(AttentionKind.valueOf(row.kind()), row.deformation());
        int keys = row.scores().size();
        OperatorRow work = new OperatorRow(keys);
        float[] weights = new float[keys];
        work.forward(operator, floats(row.scores()), 0, keys, weights);
        double slope = Math.max(1e-6, Collections.max(row.gradient()) - Collections.min(row.gradient()));
        for (int j = 0; j < keys; j++) {
            assertThat((double) weights[j])
                    .as("p_%d", j)
                    .isCloseTo(row.weights().get(j), within(ROUNDING));
            assertThat(weights[j] == 0)
                    .as("p_%d empty", j)
                    .isEqualTo(row.weights().get(j) < Float.MIN_NORMAL);
        }
        float[] gradient = floats(row.gradient());
        double deformation = work.backward(operator, weights, gradient, 0, keys, true);
        for (int j = 0; j < keys; j++) {
            assertThat((double) gradient[j])
                    .as("∂s_%d", j)
                    .isCloseTo(row.scoreGradient().get(j), within(TOLERANCE * slope));
        }
        assertThat(deformation).as("∂t").isCloseTo(row.deformationGradient(), within(TOLERANCE * slope));
    }

    static Stream<Arguments> operators() {
        return Stream.of(
                        Stream.of(-0.7, -0.2, 0.3, 0.5, 0.9, 1.0).map(t -> Arguments.of(AttentionKind.TSALLIS, t)),
                        Stream.of(-0.6, 0.2, 0.9).map(t -> Arguments.of(AttentionKind.KANIADAKIS, t)),
                        Stream.of(-0.4, 0.1, 0.8).map(t -> Arguments.of(AttentionKind.ABE, t)))
                .flatMap(all -> all);
    }

    /// Σ_j g_j p_j(s, t) by central differences of the definition in double precision: the operator's own
    /// [AttentionOperator#occupation], normalised by halving.
    @ParameterizedTest
    @MethodSource("operators")
    void gradientsAreSlopes(AttentionKind kind, double t) {
        RandomStream stream = Seed.of(5).stream();
        double[] scores = gaussian(stream);
        double[] slopes = gaussian(stream);
        AttentionOperator operator = AttentionOperator.of(kind, t);
        float[] p = floats(exact(operator, scores));
        float[] gradient = floats(slopes);
        double deformation = new OperatorRow(6).backward(operator, p, gradient, 0, 6, true);
        double h = 1e-5;
        for (int j = 0; j < 6; j++) {
            double[] above = scores.clone();
            double[] below = scores.clone();
            above[j] += h;
            below[j] -= h;
            double slope = (value(operator, above, slopes) - value(operator, below, slopes)) / (2 * h);
            assertThat((double) gradient[j]).isCloseTo(slope, within(2e-6));
        }
        if (t < 1) {
            double slope = (value(AttentionOperator.of(kind, t + h), scores, slopes)
                            - value(AttentionOperator.of(kind, t - h), scores, slopes))
                    / (2 * h);
            assertThat(deformation).isCloseTo(slope, within(2e-6));
        }
    }

    /// ∂s′/∂t on both sides of the places where series take over from quotients.
    @ParameterizedTest
    @EnumSource(names = "SOFTMAX", mode = EnumSource.Mode.EXCLUDE)
    void seriesNearSoftmaxAreSlopes(AttentionKind kind) {
        double h = 1e-4;
        for (double t : new double[] {-6e-4, -2e-4, 1e-5, 2e-5, 4e-4, 2e-3}) {
            for (double p : new double[] {0.9, 0.3, 0.01}) {
                double y = StrictMath.log(p);
                double above = AttentionOperator.of(kind, t + h).slope(y);
                double below = AttentionOperator.of(kind, t - h).slope(y);
                assertThat(AttentionOperator.of(kind, t).slopeByDeformation(p))
                        .as("t = %s, p = %s", t, p)
                        .isCloseTo((above - below) / (2 * h), within(1e-6));
            }
        }
    }

    private static double[] gaussian(RandomStream stream) {
        return IntStream.range(0, 6).mapToDouble(i -> stream.nextGaussian()).toArray();
    }

    private static double value(AttentionOperator operator, double[] scores, double[] slopes) {
        double[] p = exact(operator, scores);
        return IntStream.range(0, p.length).mapToDouble(j -> p[j] * slopes[j]).sum();
    }

    private static double[] exact(AttentionOperator operator, double[] scores) {
        double highest = IntStream.range(0, scores.length)
                .mapToDouble(j -> scores[j])
                .max()
                .orElseThrow();
        double low = operator.slope(0);
        double high = 1000;
        double[] p = new double[scores.length];
        for (int step = 0; step < 100; step++) {
            double x = 0.5 * (low + high);
            double sum = 0;
            for (int j = 0; j < p.length; j++) {
                p[j] = operator.occupation(x + highest - scores[j]);
                sum += p[j];
            }
            low = sum > 1 ? x : low;
            high = sum > 1 ? high : x;
        }
        return p;
    }

    /// Away from softmax weights move by an amount of first order in t for Tsallis, of second for the even
    /// two.
    @ParameterizedTest
    @CsvSource({"TSALLIS, 1", "KANIADAKIS, 2", "ABE, 2"})
    void smallDeformationsAreSoftmax(AttentionKind kind, int order) {
        double[] scores = {0.3, -1.2, 2.0, 0.9};
        double[] softmax = weights(AttentionOperator.of(kind, 0), scores);
        double total =
                IntStream.range(0, 4).mapToDouble(j -> Math.exp(scores[j])).sum();
        for (int j = 0; j < 4; j++) {
            assertThat(softmax[j]).isCloseTo(Math.exp(scores[j]) / total, within(ROUNDING));
        }
        double at = distance(softmax, weights(AttentionOperator.of(kind, 0.02), scores));
        double atTwice = distance(softmax, weights(AttentionOperator.of(kind, 0.04), scores));
        assertThat(atTwice / at).isCloseTo(Math.pow(2, order), within(0.1));
        assertThat(distance(softmax, weights(AttentionOperator.of(kind, 1e-9), scores)))
                .isLessThan(ROUNDING);
    }

    private static double distance(double[] a, double[] b) {
        return IntStream.range(0, a.length)
                .mapToDouble(j -> Math.abs(a[j] - b[j]))
                .max()
                .orElseThrow();
    }

    /// κ and −κ, q and 1/q are the same entropy.
    @ParameterizedTest
    @CsvSource({"KANIADAKIS, 0.7", "ABE, 0.6"})
    void theSignOfAnEvenOrderDoesNotMatter(AttentionKind kind, double t) {
        double[] scores = {1, -2, 0.5};
        assertThat(weights(AttentionOperator.of(kind, -t), scores))
                .containsExactly(weights(AttentionOperator.of(kind, t), scores), within(1e-12));
    }

    /// Two keys a gap apart: (1 + gap)/2 and (1 − gap)/2, from a gap of 1 on all and nothing; ties share.
    @Test
    void sparsemaxIsTheProjectionOnTheSimplex() {
        AttentionOperator sparsemax = AttentionOperator.of(AttentionKind.TSALLIS, 1);
        assertThat(weights(sparsemax, 0.25, 0)).containsExactly(0.625, 0.375);
        assertThat(weights(sparsemax, 1, 0)).containsExactly(1, 0);
        assertThat(weights(sparsemax, 7, 7, -1)).containsExactly(0.5, 0.5, 0);
        assertThat(weights(sparsemax, 1e30, 0, -1e30)).containsExactly(1, 0, 0);
    }

    @ParameterizedTest
    @MethodSource("operators")
    void rowsAtTheEnds(AttentionKind kind, double t) {
        AttentionOperator operator = AttentionOperator.of(kind, t);
        assertThat(weights(operator, -17)).containsExactly(1);
        assertThat(weights(operator, 3, 3, 3, 3)).containsExactly(0.25, 0.25, 0.25, 0.25);
        double[] huge = weights(operator, 1e4, -1e4, 1e4);
        assertThat(huge[0]).isEqualTo(huge[2]).isCloseTo(0.5, within(1e-3));
        assertThat(weights(operator, 1, Double.NaN, 0)).containsOnly(Double.NaN);
        assertThat(weights(operator, 1, Double.POSITIVE_INFINITY, 0)).containsOnly(Double.NaN);
        float[] gradient = {2f};
        assertThat(new OperatorRow(1).backward(operator, new float[] {1}, gradient, 0, 1, true))
                .isZero();
        assertThat(gradient[0]).isZero();
    }

    /// Masked keys lie behind the visible ones: nothing there is read or written.
    @Test
    void aRowEndsAtItsLastVisibleKey() {
        AttentionOperator operator = AttentionOperator.of(AttentionKind.TSALLIS, 0.5);
        float[] weights = {9, 9, 9, 9};
        new OperatorRow(4).forward(operator, new float[] {Float.NaN, 1, 1, 1e9f}, 1, 2, weights);
        assertThat(weights).containsExactly(9, 0.5f, 0.5f, 9);
    }
}
