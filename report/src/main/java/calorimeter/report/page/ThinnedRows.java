package calorimeter.report.page;

/// The rows of a run that is too long to be embedded whole: each bucket of rows is represented by two, its
/// first and its last step, which carry the least and the greatest value of the bucket in the order in which
/// they occurred. No peak is lost, and none moves by more than a bucket, 1/2000 of the axis. Shorter runs stay
/// as they are.
final class ThinnedRows {

    /// 8 000 rows of 40 series make about 6 MB of JSON, which a browser still opens at once.
    static final int MOST_ROWS = 8_000;

    private static final int RESOLUTION = 2_000;

    private final long[] steps;
    private final int[] bounds;
    private final boolean thinned;

    ThinnedRows(long[] steps) {
        this.steps = steps.clone();
        this.thinned = steps.length > MOST_ROWS;
        this.bounds = thinned ? StepBuckets.bounds(steps, RESOLUTION) : new int[0];
    }

    boolean thinned() {
        return thinned;
    }

    long[] steps() {
        if (!thinned) {
            return steps.clone();
        }
        long[] kept = new long[keptRows()];
        int next = 0;
        for (int bucket = 0; bucket + 1 < bounds.length; bucket++) {
            kept[next++] = steps[bounds[bucket]];
            if (bounds[bucket + 1] - bounds[bucket] > 1) {
                kept[next++] = steps[bounds[bucket + 1] - 1];
            }
        }
        return kept;
    }

    double[] values(double[] values) {
        if (!thinned) {
            return values.clone();
        }
        double[] kept = new double[keptRows()];
        int next = 0;
        for (int bucket = 0; bucket + 1 < bounds.length; bucket++) {
            int least = bounds[bucket];
            int greatest = bounds[bucket];
            for (int row = bounds[bucket]; row < bounds[bucket + 1]; row++) {
                least = values[row] < values[least] || Double.isNaN(values[least]) ? row : least;
                greatest = values[row] > values[greatest] || Double.isNaN(values[greatest]) ? row : greatest;
            }
            kept[next++] = values[Math.min(least, greatest)];
            if (bounds[bucket + 1] - bounds[bucket] > 1) {
                kept[next++] = values[Math.max(least, greatest)];
            }
        }
        return kept;
    }

    private int keptRows() {
        int rows = 0;
        for (int bucket = 0; bucket + 1 < bounds.length; bucket++) {
            rows += Math.min(2, bounds[bucket + 1] - bounds[bucket]);
        }
        return rows;
    }
}
