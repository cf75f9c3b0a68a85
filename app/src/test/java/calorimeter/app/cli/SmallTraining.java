package calorimeter.app.cli;

import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.lab.run.Outcome;
import calorimeter.lab.run.Presets;
import calorimeter.lab.run.ProgressListener;
import calorimeter.lab.run.Runner;
import calorimeter.lab.run.SettingValues;
import calorimeter.lab.run.TrainExperiment;
import calorimeter.lab.run.TrainJson;
import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.run.TrainResult;
import calorimeter.lab.store.Provenance;
import calorimeter.lab.store.RunStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A training run of a fraction of a second, as flags of `train` and as a run that was stopped on its way.
public final class SmallTraining {

    private static final Map<String, String> SETTINGS = Map.of(
            "p", "7",
            "width", "16",
            "heads", "2",
            "mlp-width", "32",
            "max-steps", "40",
            "log-every", "10",
            "log-spaced", "0",
            "probe-size", "20");

    private SmallTraining() {}

    /// `train` with those of the small settings that are not among others after them.
    public static String[] command(String... others) {
        return words("train", others);
    }

    /// `sweep` likewise.
    public static String[] sweep(String... others) {
        return words("sweep", others);
    }

    private static String[] words(String command, String... others) {
        List<String> words = new ArrayList<>(List.of(command));
        SETTINGS.forEach((key, value) -> {
            if (!List.of(others).contains("--" + key)) {
                words.addAll(List.of("--" + key, value));
            }
        });
        words.addAll(List.of(others));
        return words.toArray(String[]::new);
    }

    /// What [#command] runs, stopped after so many steps. Returns its name.
    public static String stopped(Path home, int steps) {
        SettingValues values = new SettingValues();
        values.putAll(Presets.NANDA.settings(), "preset nanda");
        values.putAll(SETTINGS, "test");
        TrainParameters parameters = TrainParameters.of("nanda", values);
        Provenance provenance = Provenance.ofThisProcess("0.0.0", null, "vector", 1);
        int[] made = {0};
        try (RunStore store = RunStore.open(home);
                Workers workers = new Workers(1)) {
            Runner runner = new Runner(
                    store, provenance, ProgressListener.NONE, Runner.BETWEEN_CHECKPOINTS, () -> ++made[0] == steps);
            Outcome<TrainResult> outcome = runner.start(
                    new TrainExperiment(Kernels.vector(), workers), TrainJson.plan(parameters), TrainJson::result);
            return outcome.run();
        }
    }
}
