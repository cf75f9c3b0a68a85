// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.training;

import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Workers;

/// Runs a trainer for a test.
final class Steps {

    private Steps() {}

    /// SHA-256 of the parameters after some steps from the start.
    static String digestAfter(int steps, TrainingSettings settings, Kernel kernel, int threads) {
        try (Workers workers = new Workers(threads)) {
            Trainer trainer = new Trainer(settings, kernel, workers);
            advance(trainer, steps);
            return digest(trainer);
        }
    }

    /// @throws IllegalStateException when a step diverges
    static void advance(Trainer trainer, int steps) {
        for (int i = 0; i < steps; i++) {
            switch (trainer.gradient()) {
                case TrainingStep.Ready ready -> trainer.update();
                case TrainingStep.Diverged diverged -> throw new IllegalStateException(diverged.toString());
            }
        }
    }

    static String digest(Trainer trainer) {
        return ParameterDigest.sha256(trainer.layout(), trainer.parameters());
    }
}
