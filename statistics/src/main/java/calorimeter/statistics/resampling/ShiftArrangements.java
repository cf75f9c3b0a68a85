package calorimeter.statistics.resampling;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Runs whose series are turned around their ends by any allowed shift, each by its own; the statistic is the
/// mean over runs. The statistic of every run at every shift is computed once.
final class ShiftArrangements extends Arrangements {

    /// By run: the statistic unshifted, then at every allowed shift.
    private final List<double[]> byRun = new ArrayList<>();

    ShiftArrangements(List<double[]> runs, SeriesStatistic statistic, int leastShift) {
        for (int run = 0; run < runs.size(); run++) {
            double[] values = runs.get(run);
            int shifts = values.length - 2 * leastShift + 1;
            double[] statistics = new double[1 + shifts];
            statistics[0] = statistic.of(run, values.clone());
            for (int i = 0; i < shifts; i++) {
                statistics[1 + i] = statistic.of(run, shifted(values, leastShift + i));
            }
            byRun.add(statistics);
        }
    }

    private static double[] shifted(double[] values, int shift) {
        double[] shifted = new double[values.length];
        System.arraycopy(values, 0, shifted, shift, values.length - shift);
        System.arraycopy(values, values.length - shift, shifted, 0, shift);
        return shifted;
    }

    @Override
    double count() {
        return byRun.stream().mapToDouble(statistics -> statistics.length).reduce(1, (a, b) -> a * b);
    }

    @Override
    double observed() {
        return byRun.stream().mapToDouble(statistics -> statistics[0]).sum() / byRun.size();
    }

    /// Counts through all combinations like a mileage counter; the observed one is the first.
    @Override
    double[] all() {
        double[] values = new double[(int) count()];
        int[] counter = new int[byRun.size()];
        for (int i = 0; i < values.length; i++) {
            double sum = 0;
            for (int run = 0; run < counter.length; run++) {
                sum += byRun.get(run)[counter[run]];
            }
            values[i] = sum / counter.length;
            for (int run = 0; run < counter.length && ++counter[run] == byRun.get(run).length; run++) {
                counter[run] = 0;
            }
        }
        return values;
    }

    @Override
    double drawOne(RandomGenerator random) {
        double sum = 0;
        for (double[] statistics : byRun) {
            sum += statistics[random.nextInt(statistics.length)];
        }
        return sum / byRun.size();
    }
}
