// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.training;

import calorimeter.engine.data.TaskSettings;
import calorimeter.engine.model.ModelSettings;
import calorimeter.engine.optimizer.GradientFilterSettings;
import calorimeter.engine.optimizer.LearningRateDrops;
import calorimeter.engine.optimizer.OptimizerSettings;

/// Settings of a training without a gradient filter, with a constant learning rate and free filters.
public final class PlainSettings {

    private PlainSettings() {}

    public static TrainingSettings of(
            TaskSettings task,
            ModelSettings model,
            OptimizerSettings optimizer,
            int batchSize,
            double gradientClip,
            long seed) {
        return new TrainingSettings(
                task,
                model,
                optimizer,
                batchSize,
                gradientClip,
                seed,
                GradientFilterSettings.NONE,
                false,
                LearningRateDrops.NONE,
                FilterSettings.FREE,
                WeightSettings.FREE);
    }
}
