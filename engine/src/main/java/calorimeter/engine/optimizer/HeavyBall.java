// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.optimizer;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Stochastic gradient descent with momentum: equations in [OptimizerSettings].
final class HeavyBall implements Optimizer {

    private final double learningRate;
    private final LearningRateDrops drops;
    private final float momentum;
    private final float fresh;
    private final float[] buffer;

    HeavyBall(OptimizerSettings.Sgd settings, LearningRateDrops drops, int length) {
        learningRate = settings.learningRate();
        this.drops = drops;
        momentum = (float) settings.momentum();
        fresh = (float) (1 - settings.dampening());
        buffer = new float[momentum == 0 ? 0 : length];
    }

    @Override
    public SortedMap<String, float[]> state() {
        return momentum == 0 ? new TreeMap<>() : new TreeMap<>(Map.of("momentum", buffer));
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
        float rate = (float) drops.rate(learningRate, step);
        float pull = (float) weightDecay;
        if (momentum == 0) {
            for (int i = from; i < to; i++) {
                float g = gradient[i] * gradientScale + pull * parameters[i];
                parameters[i] -= rate * g;
            }
            return;
        }
        float keep = step == 1 ? 0f : momentum;
        float take = step == 1 ? 1f : fresh;
        for (int i = from; i < to; i++) {
            float g = gradient[i] * gradientScale + pull * parameters[i];
            buffer[i] = keep * buffer[i] + take * g;
            parameters[i] -= rate * buffer[i];
        }
    }
}
