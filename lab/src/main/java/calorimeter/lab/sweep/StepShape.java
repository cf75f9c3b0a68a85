package calorimeter.lab.sweep;

import calorimeter.lab.run.Setting;
import calorimeter.lab.run.TrainParameters;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// What decides how long a step takes: every setting but those that change only the numbers in it or the number
/// of steps. Two runs of equal shape take equally long for a step on the same machine and threads.
///
/// @param settings by [Setting#key]
record StepShape(Map<String, String> settings) {

    private static final Set<Setting> WITHOUT_COST = EnumSet.of(
            Setting.SEED,
            Setting.RANDOM_LABELS,
            Setting.INITIALIZATION,
            Setting.ROTARY_BASE,
            Setting.LEARNING_RATE,
            Setting.WEIGHT_DECAY,
            Setting.BETA1,
            Setting.BETA2,
            Setting.EPSILON,
            Setting.MOMENTUM,
            Setting.DAMPENING,
            Setting.GROKFAST_ALPHA,
            Setting.GROKFAST_LAMBDA,
            Setting.CONTROLLER_GAIN,
            Setting.CONTROLLER_THRESHOLD,
            Setting.CONTROLLER_STEP,
            Setting.CONTROLLER_Z,
            Setting.CONTROLLER_SMOOTHING,
            Setting.MAX_STEPS,
            Setting.STOP,
            Setting.SUSTAIN);

    StepShape {
        settings = Map.copyOf(settings);
    }

    static StepShape of(TrainParameters parameters) {
        Map<String, String> settings = new LinkedHashMap<>(parameters.values());
        WITHOUT_COST.forEach(setting -> settings.remove(setting.key()));
        return new StepShape(settings);
    }
}
