// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.golden;

import calorimeter.engine.optimizer.LearningRateDrops;
import calorimeter.engine.optimizer.OptimizerSettings;
import java.util.Arrays;

/// The optimiser of a trajectory.
public final class GoldenRule {

    private GoldenRule() {}

    public static OptimizerSettings of(GoldenFile file) {
        double learningRate = file.number("learningRate");
        double weightDecay = file.number("weightDecay");
        return switch (file.setting("optimizer")) {
            case "ADAMW" ->
                new OptimizerSettings.AdamW(
                        learningRate, file.number("beta1"), file.number("beta2"), file.number("epsilon"), weightDecay);
            case "ADAM" ->
                new OptimizerSettings.Adam(
                        learningRate, file.number("beta1"), file.number("beta2"), file.number("epsilon"), weightDecay);
            case "SGD" ->
                new OptimizerSettings.Sgd(learningRate, file.number("momentum"), file.number("dampening"), weightDecay);
            case String other -> throw new IllegalArgumentException("no optimizer is called " + other);
        };
    }

    /// When its learning rate drops: `drops` are the steps, separated by blanks.
    public static LearningRateDrops drops(GoldenFile file) {
        return file.settings().containsKey("drops")
                ? new LearningRateDrops(
                        Arrays.stream(file.setting("drops").split(" "))
                                .map(Integer::valueOf)
                                .toList(),
                        file.number("dropFactor"))
                : LearningRateDrops.NONE;
    }
}
