// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.app.cli.SmallTraining;
import calorimeter.app.cli.Terminal;
import calorimeter.app.cli.Terminal.Outcome;
import calorimeter.lab.run.Presets;
import calorimeter.lab.run.TinyRuns;
import calorimeter.lab.run.TrainJson;
import calorimeter.lab.store.RunHandle;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStatus;
import calorimeter.lab.store.RunStore;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same `train` command trains once, however often it is given.
class TrainOnceTest {

    @TempDir
    private Path home;

    private Outcome train(String... others) {
        return new Terminal(home).run(SmallTraining.once(others));
    }

    private List<RunRecord> runs() {
        try (RunStore store = RunStore.open(home)) {
            return store.runs();
        }
    }

    @Test
    void aFinishedRunIsShown() {
        Outcome first = train("--json");
        Outcome second = train("--json");

        assertThat(second.status()).isZero();
        assertThat(second.out()).isEqualTo(first.out());
        assertThat(second.errorLines())
                .containsExactly("run " + runs().getFirst().name()
                        + " has the same settings and has ended; this is its result; --again trains it anew");
        assertThat(runs()).hasSize(1);
    }

    @Test
    void aStoppedRunGoesOn() {
        String name = SmallTraining.stopped(home, 20);

        Outcome outcome = train();

        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(outcome.errorLines())
                .startsWith("run " + name
                        + " has the same settings and stopped at step 20 and goes on; --again trains it" + " anew")
                .contains("resuming " + name);
        assertThat(runs()).singleElement().extracting(RunRecord::status).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void aDivergedRunIsNotTriedAgain() {
        String[] large = {"--learning-rate", "1e30", "--optimizer", "sgd"};
        Outcome first = train(large);
        Outcome second = train(large);

        assertThat(first.status()).isEqualTo(1);
        assertThat(second.status()).isEqualTo(1);
        assertThat(second.errorLines()).endsWith(first.errorLines().getLast());
        assertThat(runs()).singleElement().extracting(RunRecord::status).isEqualTo(RunStatus.DIVERGED);
    }

    @Test
    void againIsAFurtherAttempt() {
        train();
        assertThat(train("--again").status()).isZero();
        assertThat(runs()).extracting(RunRecord::attempt).containsExactlyInAnyOrder(1, 2);
        assertThat(train("--again", "--resume", "x").status()).isEqualTo(2);
    }

    @Test
    void otherSettingsAreAnotherRun() {
        train();
        train("--seed", "1");
        assertThat(runs()).hasSize(2);
    }

    /// Of the run whose end it starts from, it has all settings.
    @Test
    void aRunFromGivenParametersIsAnotherRun() {
        train();
        String weights = home.resolve("weights.safetensors").toString();
        new Terminal(home).run("export", runs().getFirst().name(), "--format", "safetensors", "--output", weights);

        Outcome second = train("--from", weights, "--json");
        Outcome third = train("--from", weights, "--json");

        assertThat(second.status()).as(second.err()).isZero();
        assertThat(second.err()).doesNotContain("has the same settings");
        assertThat(third.out()).isEqualTo(second.out());
        assertThat(third.err()).contains("has the same settings and has ended");
        assertThat(runs()).hasSize(2);
    }

    /// The identity is the same, so the run that is there would be shown without them.
    @Test
    void otherCheckpointsAreNotLeftOutInSilence() {
        train();
        Outcome refused = train("--keep-checkpoints", "all");

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.errorLines()).singleElement().asString().contains("was begun with 'none'", "--again");
        assertThat(train("--keep-checkpoints", "all", "--again").status()).isZero();
        assertThat(train().status()).isZero();
    }

    /// As in two terminals.
    @Test
    void theSecondIsToldOfTheFirst() {
        String name = SmallTraining.stopped(home, 20);
        try (RunStore store = RunStore.open(home);
                RunHandle held = store.resume(store.find(name), store.find(name).provenance())) {
            Outcome second = train();

            assertThat(second.status()).isEqualTo(2);
            assertThat(second.errorLines().getFirst())
                    .startsWith("run " + name + " has the same settings and is under way");
            assertThat(second.errorLines().getLast())
                    .contains("run " + held.name() + " is being written by this process; wait until it has finished");
        }
        assertThat(runs()).hasSize(1);
    }

    /// 40 layers of width 4 are not finite before the first update, where no learning rate helps; what is advised does.
    @Test
    void adviceOnLayersThatAreNotFiniteFromTheStartHelps() {
        String[] deep = {"--layers", "40", "--width", "4", "--heads", "4", "--mlp-width", "512"};
        Outcome outcome = train(deep);

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.errorLines().getLast())
                .contains("before any update", "--norm", "--layers", "--initialization")
                .doesNotContain("--learning-rate");
        for (String[] advised : new String[][] {{"--norm", "pre-layer-norm"}, {"--initialization", "fan-in"}}) {
            assertThat(train(
                                    "--layers",
                                    "40",
                                    "--width",
                                    "4",
                                    "--heads",
                                    "4",
                                    "--mlp-width",
                                    "512",
                                    advised[0],
                                    advised[1])
                            .status())
                    .isZero();
        }
        String run = runs().stream()
                .filter(record -> record.status() == RunStatus.DIVERGED)
                .findFirst()
                .orElseThrow()
                .name();
        assertThat(new Terminal(home)
                        .run("export", run, "--format", "safetensors")
                        .errorLines())
                .singleElement()
                .asString()
                .contains("it diverged at step 0, before its first checkpoint")
                .doesNotContain("--resume");
    }

    @Test
    void identitiesOfMinusZeroAndZeroAreOne() {
        assertThat(TrainJson.identity(TinyRuns.parameters(Presets.NANDA, "weight-decay=-0.0")))
                .isEqualTo(TrainJson.identity(TinyRuns.parameters(Presets.NANDA, "weight-decay=0")));
    }
}
