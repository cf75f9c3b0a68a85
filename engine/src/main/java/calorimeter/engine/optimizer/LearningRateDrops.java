// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.optimizer;

import static calorimeter.engine.range.OutOfRangeException.require;

import java.util.List;

/// Learning rate η that drops by a factor again and again, as torch.optim.lr_scheduler.MultiStepLR:
///
///     η_t = η₀ · factorⁿ,   n = number of drops at or before t updates
///
/// @param steps updates made before each drop, increasing; none for a constant η
/// @param factor strictly between 0 and 1
public record LearningRateDrops(List<Integer> steps, double factor) {

    /// A constant η. The factor is never used.
    public static final LearningRateDrops NONE = new LearningRateDrops(List.of(), 0.1);

    public LearningRateDrops {
        steps = List.copyOf(steps);
        require(
                increases(steps),
                "learning rate drops",
                steps,
                "none, or steps of at least 1 that increase: 1000/2000");
        require(factor > 0 && factor < 1, "learning rate drop factor", factor, "strictly between 0 and 1");
    }

    private static boolean increases(List<Integer> steps) {
        int last = 0;
        for (int step : steps) {
            if (step <= last) {
                return false;
            }
            last = step;
        }
        return true;
    }

    /// η of update number `update`, which counts from 1.
    ///
    /// @param initial η₀
    public double rate(double initial, long update) {
        double rate = initial;
        for (int i = 0; i < steps.size() && steps.get(i) < update; i++) {
            rate *= factor;
        }
        return rate;
    }
}
