// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.campaign;

import calorimeter.lab.run.SettingValues;
import calorimeter.lab.run.TrainParameters;
import calorimeter.papers.campaign.Stage.Item;
import calorimeter.papers.claim.Arm;
import java.util.LinkedHashMap;
import java.util.Map;

/// A preset with some settings changed, as text: what a reader could type.
public record RunSettings(String preset, Map<String, String> changes) {

    public static RunSettings of(String preset) {
        return new RunSettings(preset, Map.of());
    }

    public RunSettings with(String setting, Object value) {
        Map<String, String> more = new LinkedHashMap<>(changes);
        more.put(setting, String.valueOf(value));
        return new RunSettings(preset, more);
    }

    public RunSettings with(Map<String, String> settings) {
        Map<String, String> more = new LinkedHashMap<>(changes);
        more.putAll(settings);
        return new RunSettings(preset, more);
    }

    public Item item(Arm arm) {
        return new Item(arm, parameters());
    }

    public TrainParameters parameters() {
        SettingValues values = SettingValues.ofPreset(preset);
        values.putAll(changes, "reproduction");
        return TrainParameters.of(preset, values);
    }
}
