// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StepBucketsTest {

    @Test
    void aShortRunStaysAsItIs() {
        long[] steps = LongStream.range(0, StepBuckets.MOST_ROWS).toArray();
        double[] values = new Random(1).doubles(steps.length).toArray();
        StepBuckets rows = StepBuckets.embedded(steps);

        assertThat(rows.ends()).isEqualTo(steps);
        assertThat(rows.extremes(values)).isEqualTo(values);
    }

    @Test
    void aLongRunKeepsItsExtremesNearWhereTheyWere() {
        long[] steps = LongStream.range(0, 300_000).toArray();
        double[] values = new Random(2).doubles(steps.length).toArray();
        values[123_456] = 9;
        values[250_001] = -9;
        StepBuckets rows = StepBuckets.embedded(steps);
        long[] keptSteps = rows.ends();
        double[] kept = rows.extremes(values);

        assertThat(keptSteps)
                .hasSize(kept.length)
                .hasSizeLessThanOrEqualTo(StepBuckets.MOST_ROWS)
                .isSorted();
        assertThat(keptSteps).startsWith(0, 1, 2, 3).endsWith(299_999);
        assertThat(keptSteps[indexOf(kept, 9)]).isBetween(123_456L - 150, 123_456L + 150);
        assertThat(keptSteps[indexOf(kept, -9)]).isBetween(250_001L - 150, 250_001L + 150);
    }

    @Test
    void missingValuesGiveWayToOthersInTheirBucket() {
        long[] steps = LongStream.range(0, 100_000).toArray();
        double[] values = new double[steps.length];
        Arrays.fill(values, Double.NaN);
        values[70_000] = 1;
        double[] kept = StepBuckets.embedded(steps).extremes(values);

        assertThat(Arrays.stream(kept).filter(Double::isFinite)).containsOnly(1.0);
    }

    @Test
    void bucketsCoverEveryRowOnceAndResolveBothAxes() {
        long[] steps = SyntheticRun.loggedSteps(10_000, 10);
        StepBuckets buckets = StepBuckets.of(steps, 120);

        assertThat(buckets.size()).isLessThanOrEqualTo(2 * 120);
        assertThat(IntStream.range(0, 4).mapToLong(buckets::first)).containsExactly(0L, 1L, 2L, 3L);
        assertThat(IntStream.range(0, buckets.size()).map(buckets::rows)).allMatch(rows -> rows > 0);
        assertThat(IntStream.range(0, buckets.size()).map(buckets::rows).sum()).isEqualTo(steps.length);
        assertThat(buckets.last(buckets.size() - 1)).isEqualTo(10_000);
        for (int bucket = 0; bucket < buckets.size(); bucket++) {
            assertThat(buckets.last(bucket) - buckets.first(bucket)).isBetween(0L, 10_000L / 120);
        }
    }

    /// Four parts of either axis: steps up to 2 share a bucket, as do the two next to 300 000.
    @Test
    void meansLeaveOutWhatIsMissing() {
        StepBuckets buckets = StepBuckets.of(new long[] {0, 1, 2, 300_000, 300_001, 1_000_000}, 4);

        assertThat(IntStream.range(0, buckets.size()).map(buckets::rows)).containsExactly(3, 2, 1);
        assertThat(buckets.means(new double[] {1, Double.NaN, 3, Double.NaN, Double.NaN, 5}))
                .containsExactly(2, Double.NaN, 5);
        assertThat(StepBuckets.of(new long[0], 120).size()).isZero();
    }

    private static int indexOf(double[] values, double wanted) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == wanted) {
                return i;
            }
        }
        throw new AssertionError(wanted + " is lost");
    }
}
