package calorimeter.app.cli;

import calorimeter.lab.experiment.Setting;
import calorimeter.lab.experiment.TrainParameters;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/// Settings given on a command line that no run has, because they belong to a rule that none follows, as
/// `--controller-gain` without a controller. Dropped in silence they would make an arm that is no other.
final class EffectlessSettings {

    private EffectlessSettings() {}

    /// @param given keys as typed, without dashes
    /// @throws BadInputException for the first of them that is a setting and that none of the runs has
    static void refuse(Collection<String> given, List<TrainParameters> runs) {
        for (String key : given) {
            boolean isSetting = Arrays.stream(Setting.values())
                    .anyMatch(setting -> setting.key().equals(key));
            if (isSetting && runs.stream().noneMatch(run -> run.values().containsKey(key))) {
                String owner = owner(key);
                throw new BadInputException("--" + key + " has no effect with " + owner + " "
                        + runs.getFirst().values().get(owner) + "; leave it out, or give another --" + owner);
            }
        }
    }

    /// The setting that chooses the rule to which a setting belongs.
    private static String owner(String key) {
        if (key.startsWith("controller-")) {
            return Setting.WEIGHT_DECAY_CONTROLLER.key();
        }
        return key.startsWith("grokfast-") ? Setting.GRADIENT_FILTER.key() : Setting.OPTIMIZER.key();
    }
}
