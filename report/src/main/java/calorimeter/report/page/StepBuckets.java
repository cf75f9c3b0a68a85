package calorimeter.report.page;

import java.util.ArrayList;
import java.util.List;

/// Neighbouring rows gathered into groups too narrow to be told apart in a figure, whether its step axis is
/// linear or logarithmic: two rows share a bucket only if they fall into the same of `resolution` equal parts
/// of both axes. At most twice `resolution` buckets result, however long the run.
final class StepBuckets {

    private StepBuckets() {}

    /// The first row of each bucket and, after the last bucket, the number of rows.
    static int[] bounds(long[] steps, int resolution) {
        List<Integer> bounds = new ArrayList<>();
        double last = steps.length == 0 ? 1 : Math.max(1, steps[steps.length - 1]);
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
        bounds.add(steps.length);
        return bounds.stream().mapToInt(Integer::intValue).toArray();
    }

    /// Mean of the finite values in each bucket; NaN where there is none. Shape (buckets).
    static double[] means(int[] bounds, double[] values) {
        double[] means = new double[bounds.length - 1];
        for (int bucket = 0; bucket < means.length; bucket++) {
            double sum = 0;
            int count = 0;
            for (int row = bounds[bucket]; row < bounds[bucket + 1]; row++) {
                if (Double.isFinite(values[row])) {
                    sum += values[row];
                    count++;
                }
            }
            means[bucket] = count == 0 ? Double.NaN : sum / count;
        }
        return means;
    }
}
