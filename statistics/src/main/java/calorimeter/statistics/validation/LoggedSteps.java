package calorimeter.statistics.validation;

import java.util.TreeSet;

/// The steps a training run logs: 0, a hundred evenly spaced in the logarithm, and every n-th.
final class LoggedSteps {

    private static final int SPACED = 100;

    private LoggedSteps() {}

    static double[] of(int last, int every) {
        TreeSet<Double> steps = new TreeSet<>();
        for (int i = 0; i < SPACED; i++) {
            steps.add((double) StrictMath.round(StrictMath.pow(last, i / (SPACED - 1.0))));
        }
        for (int step = 0; step <= last; step += every) {
            steps.add((double) step);
        }
        return steps.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
