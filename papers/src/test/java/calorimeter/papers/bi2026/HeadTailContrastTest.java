// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.bi2026;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.training.Trainer;
import calorimeter.engine.transformer.Transformer;
import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.sweep.SweepListener;
import calorimeter.lab.sweep.SweepRunner;
import calorimeter.papers.campaign.RunQueue;
import calorimeter.papers.campaign.RunSettings;
import calorimeter.papers.campaign.Size;
import calorimeter.papers.campaign.Stage.Item;
import calorimeter.papers.campaign.Synthetic;
import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.statistics.classical.CovarianceSpectrum;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadTailContrastTest {

    private static final int STEPS = 20;

    @TempDir
    Path home;

    /// Training the same settings again gives the same bits, so m of the stored run is m of that model.
    @Test
    void itIsMeasuredOnTheLastWeightsAndTheTestExamplesOfTheRun() {
        TrainParameters parameters = RunSettings.of("bi")
                .with("p", 7)
                .with("width", 16)
                .with("mlp-width", 16)
                .with("max-steps", STEPS)
                .with("stop", "budget")
                .parameters();
        Item item = new Item(Arm.SWEPT, parameters);
        try (RunStore store = RunStore.open(home)) {
            SweepRunner.Options options = SweepRunner.Options.of(1, "test", null);
            RunQueue.sweeps(store, options, () -> SweepListener.NONE).run("tiny", List.of(item));
            RunEvidence run = Synthetic.evidence(store, new BiReproduction(Size.QUICK), item);
            assertThat(run.number(HeadTailContrast.NAME)).hasValue(trained(parameters));
            assertThat(run.number(RunEvidence.TRAIN_FRACTION)).hasValue(0.5);
            assertThat(run.number(RunEvidence.WEIGHT_DECAY)).hasValue(1);
        }
    }

    private static double trained(TrainParameters parameters) {
        try (Workers workers = new Workers(1)) {
            Trainer trainer = new Trainer(parameters.training(), Kernels.active(), workers);
            for (int step = 0; step < STEPS; step++) {
                trainer.gradient();
                trainer.update();
            }
            trainer.model().load(trainer.parameters());
            float[] representations = Transformer.of(trainer.model())
                    .representations(trainer.dataset().test());
            return CovarianceSpectrum.of(representations, 16).headTailContrast().orElseThrow();
        }
    }
}
