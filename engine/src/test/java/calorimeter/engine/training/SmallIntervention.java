package calorimeter.engine.training;

import calorimeter.engine.model.LossFunction;
import calorimeter.engine.optimizer.GradientFilterSettings;

/// What may be done to a run besides its published settings, on small presets: each alone, and all with a
/// clipped gradient.
enum SmallIntervention {
    GROKFAST(SmallPreset.BI, new GradientFilterSettings.Grokfast(0.98, 2), false, LossFunction.SOFTMAX),
    ORTHOGRAD(SmallPreset.NANDA, GradientFilterSettings.NONE, true, LossFunction.SOFTMAX),
    STABLEMAX(SmallPreset.VERMA, GradientFilterSettings.NONE, false, LossFunction.STABLEMAX),
    ALL(SmallPreset.PANDEY, new GradientFilterSettings.Grokfast(0.9, 2), true, LossFunction.STABLEMAX);

    private final SmallPreset preset;
    private final GradientFilterSettings filter;
    private final boolean orthogonal;
    private final LossFunction loss;

    SmallIntervention(SmallPreset preset, GradientFilterSettings filter, boolean orthogonal, LossFunction loss) {
        this.preset = preset;
        this.filter = filter;
        this.orthogonal = orthogonal;
        this.loss = loss;
    }

    TrainingSettings settings() {
        TrainingSettings plain = preset.settings();
        return new TrainingSettings(
                plain.task(),
                plain.model().withLoss(loss),
                plain.optimizer(),
                plain.batchSize(),
                plain.gradientClip(),
                plain.seed(),
                filter,
                orthogonal);
    }
}
