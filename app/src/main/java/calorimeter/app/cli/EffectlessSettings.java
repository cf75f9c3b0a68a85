package calorimeter.app.cli;

import calorimeter.lab.experiment.Setting;
import calorimeter.lab.experiment.TrainParameters;
import java.util.List;
import java.util.Map;

/// Settings that somebody gave and that no run has, because they belong to a rule that none follows, as
/// `--controller-gain` without a controller. Dropped in silence they would make an arm that is no other.
final class EffectlessSettings {

    private EffectlessSettings() {}

    /// @param places where each setting was given, by its key
    /// @throws BadInputException for the first of them that none of the runs has
    static void refuse(Map<String, String> places, List<TrainParameters> runs) {
        places.forEach((key, place) -> {
            if (runs.stream().noneMatch(run -> run.values().containsKey(key))) {
                String owner = owner(key);
                throw new BadInputException((place.equals("--" + key) ? place : key + " (" + place + ")")
                        + " has no effect with " + owner + " "
                        + runs.getFirst().values().get(owner) + "; leave it out, or give another " + owner);
            }
        });
    }

    /// The setting that chooses the rule to which a setting belongs.
    static String owner(String key) {
        if (key.startsWith("controller-")) {
            return Setting.WEIGHT_DECAY_CONTROLLER.key();
        }
        return key.startsWith("grokfast-") ? Setting.GRADIENT_FILTER.key() : Setting.OPTIMIZER.key();
    }
}
