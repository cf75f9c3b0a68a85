// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.figure;

import java.util.stream.IntStream;

/// Neighbouring rows of a run gathered into buckets too narrow to be told apart in a figure, whether its step
/// axis is linear or logarithmic: two rows share a bucket only if they fall into the same of `resolution` equal
/// parts of both axes. At most twice `resolution` buckets result, however long the run.
public final class StepBuckets {

    /// 8 000 rows of 40 series make about 6 MB of JSON, which a browser still opens at once.
    static final int MOST_ROWS = 8_000;

    private static final int RESOLUTION = 2_000;

    private final long[] steps;

    /// The first row of each bucket and, after the last bucket, the number of rows.
    private final int[] bounds;

    private StepBuckets(long[] steps, int[] bounds) {
        this.steps = steps;
        this.bounds = bounds;
    }

    public static StepBuckets of(long[] steps, int resolution) {
        double last = steps.length == 0 ? 1 : Math.max(1, steps[steps.length - 1]);
        IntStream.Builder bounds = IntStream.builder();
        long linear = -1;
        long logarithmic = -1;
        for (int row = 0; row < steps.length; row++) {
            long linearPart = (long) Math.min(resolution - 1, steps[row] / last * resolution);
            long logarithmicPart =
                    (long) Math.min(resolution - 1, Math.log1p((double) steps[row]) / Math.log1p(last) * resolution);
            if (linearPart != linear || logarithmicPart != logarithmic) {
                bounds.add(row);
                linear = linearPart;
                logarithmic = logarithmicPart;
            }
        }
        return new StepBuckets(steps.clone(), bounds.add(steps.length).build().toArray());
    }

    /// Buckets for a run whose rows are embedded in a page: a bucket for each row unless the run is too long.
    public static StepBuckets embedded(long[] steps) {
        return steps.length > MOST_ROWS
                ? of(steps, RESOLUTION)
                : new StepBuckets(
                        steps.clone(), IntStream.rangeClosed(0, steps.length).toArray());
    }

    public int size() {
        return bounds.length - 1;
    }

    public long first(int bucket) {
        return steps[bounds[bucket]];
    }

    public long last(int bucket) {
        return steps[bounds[bucket + 1] - 1];
    }

    public int rows(int bucket) {
        return bounds[bucket + 1] - bounds[bucket];
    }

    /// The first and the last step of each bucket, or its only one.
    public long[] ends() {
        return IntStream.range(0, size())
                .boxed()
                .mapMultiToLong((bucket, kept) -> {
                    kept.accept(first(bucket));
                    if (rows(bucket) > 1) {
                        kept.accept(last(bucket));
                    }
                })
                .toArray();
    }

    /// For each of [#ends] the least or the greatest value of its bucket, in the order in which they occurred. No
    /// peak is lost, and none moves by more than a bucket.
    public double[] extremes(double[] values) {
        return IntStream.range(0, size())
                .boxed()
                .mapMultiToDouble((bucket, kept) -> {
                    int least = bounds[bucket];
                    int greatest = bounds[bucket];
                    for (int row = bounds[bucket]; row < bounds[bucket + 1]; row++) {
                        least = values[row] < values[least] || Double.isNaN(values[least]) ? row : least;
                        greatest = values[row] > values[greatest] || Double.isNaN(values[greatest]) ? row : greatest;
                    }
                    kept.accept(values[Math.min(least, greatest)]);
                    if (rows(bucket) > 1) {
                        kept.accept(values[Math.max(least, greatest)]);
                    }
                })
                .toArray();
    }

    /// Mean of the finite values in each bucket; NaN where there is none.
    public double[] means(double[] values) {
        return IntStream.range(0, size())
                .mapToDouble(bucket -> {
                    double sum = 0;
                    int count = 0;
                    for (int row = bounds[bucket]; row < bounds[bucket + 1]; row++) {
                        if (Double.isFinite(values[row])) {
                            sum += values[row];
                            count++;
                        }
                    }
                    return count == 0 ? Double.NaN : sum / count;
                })
                .toArray();
    }
}
