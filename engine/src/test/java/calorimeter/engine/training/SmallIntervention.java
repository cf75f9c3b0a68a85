// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.training;

import calorimeter.engine.model.LossFunction;
import calorimeter.engine.model.ModelSettings;
import calorimeter.engine.optimizer.GradientFilterSettings;
import calorimeter.engine.optimizer.LearningRateDrops;
import calorimeter.engine.transformer.settings.AttentionKind;
import calorimeter.engine.transformer.settings.AttentionSettings;
import calorimeter.engine.transformer.settings.Sharing;
import calorimeter.engine.transformer.settings.TemperatureSchedule;
import calorimeter.engine.transformer.settings.TransformerSettings;
import java.util.List;

/// What may be done to a run besides its published settings, on small presets: each alone, and all with a
/// clipped gradient.
enum SmallIntervention {
    GROKFAST(SmallPreset.BI, 0.98, false, LossFunction.Form.SOFTMAX),
    ORTHOGRAD(SmallPreset.NANDA, -1, true, LossFunction.Form.SOFTMAX),
    STABLEMAX(SmallPreset.VERMA, -1, false, LossFunction.Form.STABLEMAX),
    ALL(SmallPreset.PANDEY, 0.9, true, LossFunction.Form.STABLEMAX),
    SQUARED(SmallPreset.NANDA, -1, false, LossFunction.Form.SQUARED_ERROR),
    DROPS(SmallPreset.BI, -1, false, LossFunction.Form.SOFTMAX) {
        @Override
        LearningRateDrops drops() {
            return new LearningRateDrops(List.of(1, 7, 15), 0.5);
        }
    },
    FROZEN(SmallPreset.NORMALIZED_PERCEPTRON, -1, false, LossFunction.Form.SOFTMAX) {
        @Override
        FilterSettings filters() {
            return new FilterSettings(3, true);
        }
    },
    TSALLIS(SmallPreset.VERMA, -1, false, LossFunction.Form.SOFTMAX) {
        @Override
        AttentionSettings attention() {
            return new AttentionSettings(
                    AttentionKind.TSALLIS, 1.5, Sharing.HEAD, TemperatureSchedule.constant(1.5), Sharing.LAYER);
        }
    },
    KANIADAKIS(SmallPreset.PANDEY, -1, true, LossFunction.Form.SOFTMAX) {
        @Override
        AttentionSettings attention() {
            return new AttentionSettings(
                    AttentionKind.KANIADAKIS, 0.5, Sharing.LAYER, TemperatureSchedule.ONE, Sharing.HEAD);
        }
    },
    ABE(SmallPreset.NANDA, 0.9, false, LossFunction.Form.SOFTMAX) {
        @Override
        AttentionSettings attention() {
            return new AttentionSettings(
                    AttentionKind.ABE, 2, Sharing.HEAD, new TemperatureSchedule(2, 1, 5), Sharing.NONE);
        }
    },
    WARMED(SmallPreset.NANDA, -1, false, LossFunction.Form.SOFTMAX) {
        @Override
        AttentionSettings attention() {
            return new AttentionSettings(
                    AttentionKind.SOFTMAX, Double.NaN, Sharing.NONE, new TemperatureSchedule(0.5, 2, 20), Sharing.NONE);
        }
    };

    private final SmallPreset preset;
    private final double alpha;
    private final boolean orthogonal;
    private final LossFunction.Form loss;

    /// @param alpha of Grokfast; negative for none
    SmallIntervention(SmallPreset preset, double alpha, boolean orthogonal, LossFunction.Form loss) {
        this.preset = preset;
        this.alpha = alpha;
        this.orthogonal = orthogonal;
        this.loss = loss;
    }

    TrainingSettings settings() {
        TrainingSettings plain = preset.settings();
        return new TrainingSettings(
                plain.task(),
                changed(plain.model()),
                plain.optimizer(),
                plain.batchSize(),
                plain.gradientClip(),
                plain.seed(),
                alpha < 0 ? GradientFilterSettings.NONE : new GradientFilterSettings.Grokfast(alpha, 2),
                orthogonal,
                drops(),
                filters(),
                WeightSettings.FREE);
    }

    LearningRateDrops drops() {
        return LearningRateDrops.NONE;
    }

    FilterSettings filters() {
        return FilterSettings.FREE;
    }

    AttentionSettings attention() {
        return AttentionSettings.SOFTMAX;
    }

    private ModelSettings changed(ModelSettings model) {
        return model instanceof TransformerSettings transformer ? changed(transformer) : model;
    }

    private TransformerSettings changed(TransformerSettings model) {
        return new TransformerSettings(
                model.vocabulary(),
                model.classes(),
                model.sequence(),
                model.layers(),
                model.width(),
                model.heads(),
                model.mlpWidth(),
                model.activation(),
                model.normalization(),
                model.positions(),
                model.rotaryBase(),
                model.mask(),
                model.biases(),
                model.readout(),
                model.tied(),
                model.initialization(),
                new LossFunction(loss, 1),
                attention(),
                model.plan());
    }
}
