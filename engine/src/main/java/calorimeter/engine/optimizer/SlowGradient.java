package calorimeter.engine.optimizer;

/// Grokfast-EMA: equations in [GradientFilterSettings.Grokfast].
final class SlowGradient {

    private final float keep;
    private final float take;
    private final float amplification;
    final float[] average;

    SlowGradient(GradientFilterSettings.Grokfast settings, int length) {
        keep = (float) settings.alpha();
        take = (float) (1 - settings.alpha());
        amplification = (float) settings.lambda();
        average = new float[length];
    }

    /// Elements from … to − 1 of the direction, which holds the gradient and then the filtered one.
    ///
    /// @param step number of the update, from 1
    void apply(float[] direction, long step, int from, int to) {
        for (int i = from; i < to; i++) {
            float g = direction[i];
            float h = step == 1 ? g : average[i] * keep + g * take;
            average[i] = h;
            direction[i] = g + h * amplification;
        }
    }
}
