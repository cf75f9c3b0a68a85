package calorimeter.engine.golden;

import calorimeter.engine.optimizer.OptimizerSettings;

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
}
