// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.settings;

import calorimeter.app.cli.command.BadInputException;
import calorimeter.lab.run.Setting;
import calorimeter.lab.run.SettingValues;
import calorimeter.lab.run.TrainParameters;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Settings that somebody gave and that no run reads, because they belong to a rule that none follows, as
/// `--controller-gain` without a controller, and drops of η after the last step. Dropped in silence they would make an
/// arm that is no other.
public final class EffectlessSettings {

    private EffectlessSettings() {}

    /// @param places where each setting was given, by its key
    /// @throws BadInputException for the first of them that none of the runs reads
    public static void refuse(Map<String, String> places, List<TrainParameters> runs) {
        String name = runs.getFirst().preset();
        // A list of all settings, as `--show-settings` prints it, has the preset's values for what nothing
        // reads.
        Map<String, String> preset =
                TrainParameters.of(name, SettingValues.ofPreset(name)).values();
        places.forEach((key, place) -> {
            Setting setting = Setting.of(key).orElseThrow();
            if (runs.stream().noneMatch(setting::isReadBy) && !allHave(runs, key, preset.get(key))) {
                String rule =
                        inForce(setting.rule().orElseThrow(), runs.getFirst()).key();
                throw new BadInputException((place.equals("--" + key) ? place : key + " (" + place + ")")
                        + " has no effect with " + rule + " "
                        + runs.getFirst().values().get(rule) + "; leave it out, or give another " + rule);
            }
        });
        refuseLateDrops(places, runs);
    }

    private static void refuseLateDrops(Map<String, String> places, List<TrainParameters> runs) {
        String key = Setting.LEARNING_RATE_DROPS.key();
        if (places.containsKey(key) && runs.stream().allMatch(EffectlessSettings::dropsTooLate)) {
            TrainParameters run = runs.getFirst();
            throw new BadInputException(key + " is '" + run.values().get(key) + "' (" + places.get(key)
                    + ") but the run has ended before the first drop, at max-steps "
                    + run.stopping().maxSteps() + "; give earlier drops or more steps, or none");
        }
    }

    private static boolean dropsTooLate(TrainParameters run) {
        List<Integer> drops = run.training().learningRateDrops().steps();
        return !drops.isEmpty() && drops.getFirst() >= run.stopping().maxSteps();
    }

    /// The setting that decides, of those of which each chooses whether the next is read: `data`, not `operation`, for
    /// the modulus of a run on images.
    private static Setting inForce(Setting rule, TrainParameters run) {
        return rule.value(run).isEmpty() && rule.rule().isPresent()
                ? inForce(rule.rule().get(), run)
                : rule;
    }

    private static boolean allHave(List<TrainParameters> runs, String key, @Nullable String value) {
        return value != null
                && runs.stream().allMatch(run -> value.equals(run.values().get(key)));
    }
}
