// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli;

import calorimeter.lab.run.Presets;
import calorimeter.lab.run.TinyRuns;
import calorimeter.lab.store.RunStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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

    /// `train --again` with those of the small settings that are not among others after them.
    public static String[] command(String... others) {
        String[] words = Arrays.copyOf(others, others.length + 1);
        words[others.length] = "--again";
        return words("train", words);
    }

    /// The same without `--again`: trains once.
    public static String[] once(String... others) {
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
    ///
    /// @param others further settings, as `seed=1`
    public static String stopped(Path home, int steps, String... others) {
        String[] flags = Stream.concat(
                        SETTINGS.entrySet().stream().map(setting -> setting.getKey() + "=" + setting.getValue()),
                        Stream.of(others))
                .toArray(String[]::new);
        try (RunStore store = RunStore.open(home)) {
            return TinyRuns.start(store, TinyRuns.parameters(Presets.NANDA, flags), 1, steps)
                    .run();
        }
    }
}
