package calorimeter.bench;

import calorimeter.lab.run.SettingValues;
import calorimeter.lab.run.TrainParameters;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

/// The settings in a `problem.json`, which are the text that flags of `train` take.
final class ProblemSettings {

    private ProblemSettings() {}

    static TrainParameters parse(String json) throws JsonProcessingException {
        JsonNode problem = BenchmarkJson.MAPPER.readTree(json);
        SettingValues values = new SettingValues();
        problem.path("settings")
                .properties()
                .forEach(setting ->
                        values.put(setting.getKey(), setting.getValue().asText(), "problem.json"));
        return TrainParameters.of(problem.path("preset").asText(), values);
    }
}
