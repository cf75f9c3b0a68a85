package calorimeter.app.cli.view;

import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.sweep.SweepRun;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What tells runs from one another: the settings in which they differ, as `p=7 seed=0`.
public final class RunLabels {

    private RunLabels() {}

    /// @param varied keys of settings, or `preset`
    static String of(List<String> varied, TrainParameters run) {
        return varied.stream().map(key -> key + "=" + setting(run, key)).collect(Collectors.joining(" "));
    }

    /// The settings in which a run of a sweep differs from the others: `p=53 seed=3`.
    public static String label(List<String> varied, SweepRun run) {
        return varied.isEmpty() ? run.parameters().preset() : of(varied, run.parameters());
    }

    /// The word for how a run of a sweep stands, as `completed`.
    public static String word(SweepRun.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /// A dash for a setting that the run's learning rule does not have.
    public static String setting(TrainParameters parameters, String key) {
        return key.equals("preset") ? parameters.preset() : parameters.values().getOrDefault(key, "-");
    }
}
