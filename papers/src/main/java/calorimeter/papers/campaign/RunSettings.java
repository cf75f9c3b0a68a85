package calorimeter.papers.campaign;

import calorimeter.lab.run.SettingValues;
import calorimeter.lab.run.TrainParameters;
import java.util.LinkedHashMap;
import java.util.Map;

/// A preset with some settings changed, as text: what a reader could type.
record RunSettings(String preset, Map<String, String> changes) {

    static RunSettings of(String preset) {
        return new RunSettings(preset, Map.of());
    }

    RunSettings with(String setting, Object value) {
        Map<String, String> more = new LinkedHashMap<>(changes);
        more.put(setting, String.valueOf(value));
        return new RunSettings(preset, more);
    }

    RunSettings with(Map<String, String> settings) {
        Map<String, String> more = new LinkedHashMap<>(changes);
        more.putAll(settings);
        return new RunSettings(preset, more);
    }

    TrainParameters parameters() {
        SettingValues values = SettingValues.ofPreset(preset);
        values.putAll(changes, "reproduction");
        return TrainParameters.of(preset, values);
    }
}
