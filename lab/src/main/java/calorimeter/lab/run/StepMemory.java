package calorimeter.lab.run;

import calorimeter.engine.training.TrainingSettings;
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
}
