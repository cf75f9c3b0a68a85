package calorimeter.engine.optimizer;

import calorimeter.engine.kernel.AdaptiveStep;
import calorimeter.engine.kernel.Kernel;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Adam and AdamW: equations in [OptimizerSettings].
final class AdaptiveMoments implements Optimizer {

    private final Kernel kernel;
    private final double learningRate;
    private final double beta1;
    private final double beta2;
    private final float epsilon;

    /// Decay shrinks the weights directly (AdamW) instead of entering the gradient (Adam).
    private final boolean decoupled;

    private final float[] first;
    private final float[] second;

    /// @param decoupled whether decay shrinks the weights directly
    AdaptiveMoments(
            Kernel kernel,
            double learningRate,
            double beta1,
            double beta2,
            double epsilon,
            boolean decoupled,
            int length) {
        this.kernel = kernel;
        this.learningRate = learningRate;
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = (float) epsilon;
        this.decoupled = decoupled;
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
                epsilon);
        kernel.adaptiveStep(numbers, parameters, gradient, first, second, from, to);
    }
}
