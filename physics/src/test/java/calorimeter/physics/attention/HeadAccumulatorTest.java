// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class HeadAccumulatorTest {

    private static final double BETA = 0.25;

    /// Means of a causal head, against averaging the row states at the end.
    @Test
    void streamingEqualsBatch() {
        List<double[]> rows = rows(new SplittableRandom(7), 500);
        HeadState head = accumulated(rows).state();
        List<RowState> all =
                rows.stream().map(row -> AttentionRow.state(row, BETA)).toList();
        List<RowState> fluctuating = all.stream().filter(RowState::fluctuates).toList();

        assertThat(head.rows()).isEqualTo(all.size());
        assertThat(head.fluctuatingRows()).isEqualTo(fluctuating.size()).isLessThan(all.size());
        assertMean(head.specificHeat(), fluctuating, RowState::specificHeat);
        assertMean(head.susceptibility(), fluctuating, RowState::susceptibility);
        assertMean(head.thirdCumulant(), fluctuating, RowState::thirdCumulant);
        assertMean(head.selectivity(), fluctuating, RowState::selectivity);
        assertMean(head.entropy(), all, RowState::entropy);
        assertMean(head.meanEnergy(), all, RowState::meanEnergy);
        assertMean(head.freeEnergy(), all, RowState::freeEnergy);
        assertMean(head.effectiveKeys(), all, RowState::effectiveKeys);
        assertMean(head.participationRatio(), all, RowState::participationRatio);
    }

    /// Any order and any split into merged parts gives the same means to the last digit.
    @Test
    void orderAndChunksDoNotMatter() {
        List<double[]> rows = new ArrayList<>(rows(new SplittableRandom(8), 2000));
        HeadState reference = accumulated(rows).state();
        for (int trial = 0; trial < 20; trial++) {
            Collections.shuffle(rows, new Random(trial));
            int first = 1 + trial * 37;
            int second = first + 1 + trial * 53;
            HeadAccumulator left = accumulated(rows.subList(0, first));
            HeadAccumulator middle = accumulated(rows.subList(first, second));
            HeadAccumulator right = accumulated(rows.subList(second, rows.size()));
            if (trial % 2 == 0) {
                left.merge(middle);
                left.merge(right);
            } else {
                middle.merge(right);
                left.merge(middle);
            }
            assertSameToTheLastDigit(left.state(), reference);
        }
    }

    @Test
    void rowsOfOneKeyCountButDoNotFluctuate() {
        HeadAccumulator head = new HeadAccumulator();
        head.add(new double[] {2}, 0, 1, 1);
        assertThat(head.state().specificHeat()).isNaN();
        assertThat(head.state().selectivity()).isNaN();
        assertThat(head.state().meanEnergy()).isEqualTo(-2);

        head.add(new double[] {0, 0, 0}, 1, 3, 1);
        HeadState state = head.state();
        assertThat(state.rows()).isEqualTo(2);
        assertThat(state.fluctuatingRows()).isEqualTo(1);
        assertThat(state.selectivity()).isZero();
        assertThat(state.entropy()).isCloseTo(Math.log(2) / 2, within(1e-16));
        assertThat(state.effectiveKeys()).isCloseTo(1.5, within(1e-15));
    }

    @Test
    void refusedRowLeavesNoTrace() {
        HeadAccumulator head = new HeadAccumulator();
        assertThatThrownBy(head::state).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> head.add(new double[] {0, Double.NaN}, 0, 2, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> head.add(new double[] {0}, 0, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(head.rows()).isZero();
    }

    private static void assertMean(double mean, List<RowState> rows, ToDoubleFunction<RowState> quantity) {
        double sum = 0;
        double largest = 0;
        for (RowState row : rows) {
            sum += quantity.applyAsDouble(row);
            largest = Math.max(largest, Math.abs(quantity.applyAsDouble(row)));
        }
        assertThat(mean).isCloseTo(sum / rows.size(), within(1e-14 * largest));
    }

    private static void assertSameToTheLastDigit(HeadState actual, HeadState expected) {
        assertThat(actual.rows()).isEqualTo(expected.rows());
        assertThat(actual.fluctuatingRows()).isEqualTo(expected.fluctuatingRows());
        assertLastDigit(actual.specificHeat(), expected.specificHeat());
        assertLastDigit(actual.susceptibility(), expected.susceptibility());
        assertLastDigit(actual.thirdCumulant(), expected.thirdCumulant());
        assertLastDigit(actual.selectivity(), expected.selectivity());
        assertLastDigit(actual.entropy(), expected.entropy());
        assertLastDigit(actual.meanEnergy(), expected.meanEnergy());
        assertLastDigit(actual.freeEnergy(), expected.freeEnergy());
        assertLastDigit(actual.effectiveKeys(), expected.effectiveKeys());
        assertLastDigit(actual.participationRatio(), expected.participationRatio());
    }

    private static void assertLastDigit(double actual, double expected) {
        assertThat(Math.abs(actual - expected)).isLessThanOrEqualTo(Math.ulp(expected));
    }

    private static HeadAccumulator accumulated(List<double[]> rows) {
        HeadAccumulator head = new HeadAccumulator();
        for (double[] row : rows) {
            head.add(row, 0, row.length, BETA);
        }
        return head;
    }

    /// Causal rows of 1 to 20 keys.
    private static List<double[]> rows(RandomGenerator random, int count) {
        List<double[]> rows = new ArrayList<>();
        for (int r = 0; r < count; r++) {
            double[] row = new double[1 + r % 20];
            for (int j = 0; j < row.length; j++) {
                row[j] = 3 * random.nextGaussian();
            }
            rows.add(row);
        }
        return rows;
    }
}
