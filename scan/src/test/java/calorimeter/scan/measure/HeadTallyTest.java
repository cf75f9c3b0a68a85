// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.measure;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.physics.attention.HeadAccumulator;
import calorimeter.physics.attention.LandscapeVariance;
import java.util.Comparator;
import java.util.Objects;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A head's sums are those that training takes row by row, by slower and wider arithmetic.
class HeadTallyTest {

    private static final double BETA = 0.125;

    /// The selectivity is a difference of entropies, so its absolute error counts.
    private static final RecursiveComparisonConfiguration CLOSE = RecursiveComparisonConfiguration.builder()
            .withComparatorForType(close(0), Double.class)
            .withComparatorForFields(close(1e-15), "selectivity")
            .build();

    private static Comparator<Double> close(double absolute) {
        return (a, b) -> a.equals(b) || Math.abs(a - b) <= 1e-11 * Math.abs(b) + absolute ? 0 : 1;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 15, 16, 17, 100, 513})
    void rowsAreMeasuredAsInTraining(int keys) {
        Random random = new Random(keys);
        check(keys, j -> random.nextGaussian());
        check(keys, j -> 1e5 + 1e-3 * random.nextGaussian());
        check(keys, j -> 200 * random.nextGaussian());
        check(keys, j -> j == 0 ? 0 : -40 - 0.01 * j);
        check(keys, j -> 1e40 * random.nextGaussian());
        check(keys, j -> 1e-150 * random.nextGaussian());
        check(keys, j -> 1e150 * random.nextGaussian());
        check(keys, j -> 3);
        check(keys, j -> j % 3);
    }

    private static void check(int keys, DoubleUnaryOperator score) {
        HeadTally tally = new HeadTally();
        HeadAccumulator thermodynamics = new HeadAccumulator();
        LandscapeVariance landscape = new LandscapeVariance();
        int[] positions = new int[keys];
        for (int row = 0; row < 3; row++) {
            double[] scores = new double[keys];
            for (int j = 0; j < keys; j++) {
                positions[j] = j;
                scores[j] = score.applyAsDouble(j);
            }
            tally.add(keys - 1, scores, positions, 0, keys, BETA, new double[keys], new int[0]);
            thermodynamics.add(scores, 0, keys, BETA);
            landscape.add(scores, 0, keys);
        }
        PromptHead measured = Objects.requireNonNull(tally.state());
        assertThat(measured.state()).usingRecursiveComparison(CLOSE).isEqualTo(thermodynamics.state());
        assertThat(measured.landscape()).usingRecursiveComparison(CLOSE).isEqualTo(landscape.state());
    }
}
