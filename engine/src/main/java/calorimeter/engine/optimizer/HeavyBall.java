package calorimeter.engine.optimizer;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Stochastic gradient descent with momentum: equations in [OptimizerSettings].
final class HeavyBall implements Optimizer {

    private final float learningRate;
    private final float momentum;
    private final float fresh;
    private final float[] buffer;

    HeavyBall(OptimizerSettings.Sgd settings, int length) {
        learningRate = (float) settings.learningRate();
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
        float pull = (float) weightDecay;
        if (momentum == 0) {
            for (int i = from; i < to; i++) {
                float g = gradient[i] * gradientScale + pull * parameters[i];
                parameters[i] -= learningRate * g;
            }
            return;
        }
        float keep = step == 1 ? 0f : momentum;
        float take = step == 1 ? 1f : fresh;
        for (int i = from; i < to; i++) {
            float g = gradient[i] * gradientScale + pull * parameters[i];
            buffer[i] = keep * buffer[i] + take * g;
            parameters[i] -= learningRate * buffer[i];
        }
    }
}
