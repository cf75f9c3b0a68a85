// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.series;

import java.util.TreeSet;

/// Steps a run logs: 0, a hundred log-spaced ones, and every n-th.
public final class TestSteps {

    private TestSteps() {}

    public static double[] logged(int budget, int every) {
        TreeSet<Double> steps = new TreeSet<>();
        for (int i = 0; i < 100; i++) {
            steps.add((double) Math.round(StrictMath.pow(budget, i / 99.0)));
        }
        for (int step = 0; step <= budget; step += every) {
            steps.add((double) step);
        }
        return steps.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
