// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import calorimeter.engine.training.TrainingSettings;
import java.util.List;
import java.util.Locale;

/// Whether a step fits into memory, by [TrainingSettings#activationBytes]: said before anything is begun, with the
/// setting to blame.
public final class StepMemory {

    /// The rest is for examples, parameters and rows.
    private static final double SHARE = 0.8;

    private StepMemory() {}

    /// @param heap bytes that the program may use
    /// @throws SettingException if a step takes more
    public static void require(TrainParameters parameters, long heap) {
        TrainingSettings training = parameters.training();
        long bytes = training.activationBytes();
        if (bytes <= SHARE * heap) {
            return;
        }
        int examples = training.examplesPerStep(training.trainingExamples());
        String all = training.batchSize() == 0 ? ", all " + examples + " training examples in one step" : "";
        throw new SettingException(String.format(
                Locale.ROOT,
                "batch-size is %d%s: a step needs about %.1f GiB between the layers, but the heap has %.1f GiB;"
                        + " give a smaller one, as in --batch-size 128 (or --preset tanaka for images)",
                training.batchSize(),
                all,
                bytes / 0x1p30,
                heap / 0x1p30));
    }

    /// The same of runs of which several are computed at a time, each of which fits alone.
    ///
    /// @param cores as many runs as these, the largest ones, may meet
    /// @throws SettingException if they take more together
    public static void requireTogether(List<TrainParameters> runs, int cores, long heap) {
        int together = Math.min(cores, runs.size());
        long bytes = runs.stream()
                .mapToLong(run -> run.training().activationBytes())
                .sorted()
                .skip(runs.size() - together)
                .sum();
        if (bytes > SHARE * heap) {
            throw new SettingException(String.format(
                    Locale.ROOT,
                    "cores is %d: steps of %d runs at a time need about %.1f GiB between the layers, but the heap has"
                            + " %.1f GiB; give fewer, as in --cores 1, or a smaller --batch-size",
                    cores,
                    together,
                    bytes / 0x1p30,
                    heap / 0x1p30));
        }
    }
}
