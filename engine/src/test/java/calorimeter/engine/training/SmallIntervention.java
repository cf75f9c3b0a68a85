package calorimeter.engine.training;

import calorimeter.engine.model.LossFunction;
import calorimeter.engine.optimizer.GradientFilterSettings;
import calorimeter.engine.transformer.settings.TransformerSettings;

/// What may be done to a run besides its published settings, on small presets: each alone, and all with a
/// clipped gradient.
enum SmallIntervention {
    GROKFAST(SmallPreset.BI, 0.98, false, LossFunction.SOFTMAX),
    ORTHOGRAD(SmallPreset.NANDA, -1, true, LossFunction.SOFTMAX),
    STABLEMAX(SmallPreset.VERMA, -1, false, LossFunction.STABLEMAX),
    ALL(SmallPreset.PANDEY, 0.9, true, LossFunction.STABLEMAX);

    private final SmallPreset preset;
    private final double alpha;
    private final boolean orthogonal;
    private final LossFunction loss;

    /// @param alpha of Grokfast; negative for none
    SmallIntervention(SmallPreset preset, double alpha, boolean orthogonal, LossFunction loss) {
        this.preset = preset;
        this.alpha = alpha;
        this.orthogonal = orthogonal;
        this.loss = loss;
    }

    TrainingSettings settings() {
        TrainingSettings plain = preset.settings();
        return new TrainingSettings(
                plain.task(),
                withLoss(plain.transformer(), loss),
                plain.optimizer(),
                plain.batchSize(),
                plain.gradientClip(),
                plain.seed(),
                alpha < 0 ? GradientFilterSettings.NONE : new GradientFilterSettings.Grokfast(alpha, 2),
                orthogonal);
    }

    private static TransformerSettings withLoss(TransformerSettings model, LossFunction loss) {
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
                loss);
    }
}
