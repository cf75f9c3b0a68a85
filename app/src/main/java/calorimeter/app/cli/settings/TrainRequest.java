// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.settings;

import calorimeter.lab.run.Presets;
import calorimeter.lab.run.Setting;
import calorimeter.lab.run.SettingValues;
import calorimeter.lab.run.TrainParameters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which run a command line asks for: a preset, a file over it, options over both.
///
/// @param preset its name; null for the file's, or nanda
/// @param config a TOML or JSON file of settings, if any
/// @param flags values of settings as given, by their keys, in order
public record TrainRequest(
        @Nullable String preset, @Nullable Path config, Map<String, String> flags) {

    /// The options that say something of the run, without their dashes.
    public List<String> given() {
        List<String> given = new ArrayList<>(flags.keySet());
        if (preset != null) {
            given.add("preset");
        }
        if (config != null) {
            given.add("config");
        }
        return given;
    }

    /// @throws SettingException if a setting or a preset is not known, or cannot have a value
    /// @throws IllegalArgumentException if settings do not fit one another
    /// @throws BadInputException if a setting has no effect, or the file's table is not flat
    public TrainParameters parameters() {
        Map<String, String> file = config == null ? Map.of() : ConfigurationFile.read(config);
        String name = preset != null ? preset : file.getOrDefault("preset", Presets.NANDA.key());
        SettingValues values = SettingValues.ofPreset(name);
        Map<String, String> places = new LinkedHashMap<>();
        file.forEach((key, value) -> {
            if (!key.equals("preset")) {
                values.put(key, value, String.valueOf(config));
                // Whoever switches a rule off that a file has set up does not write another file for that.
                boolean overruled = Setting.of(key)
                        .flatMap(Setting::rule)
                        .filter(rule -> flags.containsKey(rule.key()))
                        .isPresent();
                if (!overruled) {
                    places.put(key, String.valueOf(config));
                }
            }
        });
        flags.forEach((key, value) -> {
            values.put(key, value, "--" + key);
            places.put(key, "--" + key);
        });
        TrainParameters run = TrainParameters.of(name, values);
        EffectlessSettings.refuse(places, List.of(run));
        return run;
    }
}
