package calorimeter.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ThinnedRowsTest {

    @Test
    void aShortRunStaysAsItIs() {
        long[] steps = LongStream.range(0, ThinnedRows.MOST_ROWS).toArray();
        double[] values = new Random(1).doubles(steps.length).toArray();
        ThinnedRows rows = new ThinnedRows(steps);

        assertThat(rows.thinned()).isFalse();
        assertThat(rows.steps()).isEqualTo(steps);
        assertThat(rows.values(values)).isEqualTo(values);
    }

    @Test
    void aLongRunKeepsItsExtremesNearWhereTheyWere() {
        long[] steps = LongStream.range(0, 300_000).toArray();
        double[] values = new Random(2).doubles(steps.length).toArray();
        values[123_456] = 9;
        values[250_001] = -9;
        ThinnedRows rows = new ThinnedRows(steps);
        long[] keptSteps = rows.steps();
        double[] kept = rows.values(values);

        assertThat(keptSteps)
                .hasSize(kept.length)
                .hasSizeLessThanOrEqualTo(ThinnedRows.MOST_ROWS)
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
        double[] kept = new ThinnedRows(steps).values(values);

        assertThat(Arrays.stream(kept).filter(Double::isFinite)).containsOnly(1.0);
    }

    @Test
    void bucketsCoverEveryRowOnceAndResolveBothAxes() {
        long[] steps = SyntheticRun.loggedSteps(10_000, 10);
        int[] bounds = StepBuckets.bounds(steps, 120);

        assertThat(bounds)
                .startsWith(0, 1, 2, 3)
                .endsWith(steps.length)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(bounds.length).isLessThanOrEqualTo(2 * 120 + 1);
        for (int bucket = 0; bucket + 1 < bounds.length; bucket++) {
            assertThat(steps[bounds[bucket + 1] - 1] - steps[bounds[bucket]]).isLessThanOrEqualTo(10_000 / 120);
        }
    }

    @Test
    void meansLeaveOutWhatIsMissing() {
        double[] values = {1, Double.NaN, 3, Double.NaN, 5};

        assertThat(StepBuckets.means(new int[] {0, 3, 4, 5}, values)).containsExactly(2, Double.NaN, 5);
        assertThat(StepBuckets.bounds(new long[0], 120)).containsExactly(0);
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
