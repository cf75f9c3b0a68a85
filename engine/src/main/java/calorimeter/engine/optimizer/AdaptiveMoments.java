// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.optimizer;

import calorimeter.engine.kernel.AdaptiveStep;
import calorimeter.engine.kernel.Kernel;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Adam and AdamW: equations in [OptimizerSettings].
final class AdaptiveMoments implements Optimizer {

    private final OptimizerSettings.Moments settings;
    private final LearningRateDrops drops;
    private final Kernel kernel;

    /// Decay shrinks the weights directly (AdamW) instead of entering the gradient (Adam).
    private final boolean decoupled;

    private final float[] first;
    private final float[] second;

    AdaptiveMoments(OptimizerSettings.Moments settings, LearningRateDrops drops, Kernel kernel, int length) {
        this.settings = settings;
        this.drops = drops;
        this.kernel = kernel;
        decoupled = settings instanceof OptimizerSettings.AdamW;
        first = new float[length];
        second = new float[length];
    }

    @Override
    public SortedMap<String, float[]> state() {
        return new TreeMap<>(Map.of("first", first, "second", second));
    }

    @Override
    public void update(
            float[] parameters,
            float[] gradient,
            float gradientScale,
            long step,
            double weightDecay,
            int from,
            int to) {
        double learningRate = drops.rate(settings.learningRate(), step);
        double beta1 = settings.beta1();
        double beta2 = settings.beta2();
        float shrink = decoupled ? (float) (1 - learningRate * weightDecay) : 1f;
        float pull = decoupled ? 0f : (float) weightDecay;
        AdaptiveStep numbers = new AdaptiveStep(
                shrink,
                gradientScale,
                pull,
                (float) (1 - beta1),
                (float) beta2,
                (float) (1 - beta2),
                (float) (learningRate / (1 - StrictMath.pow(beta1, (double) step))),
                (float) StrictMath.sqrt(1 - StrictMath.pow(beta2, (double) step)),
                (float) settings.epsilon());
        kernel.adaptiveStep(numbers, parameters, gradient, first, second, from, to);
    }
}
