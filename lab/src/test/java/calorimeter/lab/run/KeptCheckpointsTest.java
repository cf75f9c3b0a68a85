// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calorimeter.lab.store.BundleFile;
import calorimeter.lab.store.Checkpoint;
import calorimeter.lab.store.CheckpointStore;
import calorimeter.lab.store.ReproducibilityException;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.store.StoreException;
import calorimeter.lab.store.TensorData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeptCheckpointsTest {

    private static final int NEVER = Integer.MAX_VALUE;

    @TempDir
    Path folder;

    private static TrainParameters keeping(String when) {
        return TinyRuns.tiny(Presets.NANDA, "keep-checkpoints=" + when);
    }

    private static List<TensorData> parameters(Checkpoint checkpoint) {
        return checkpoint.tensors().stream()
                .filter(tensor -> tensor.name().startsWith(TrainCheckpoint.PARAMETERS))
                .toList();
    }

    /// Of sixty steps, of which every tenth is logged; √60 is 7.7.
    @ParameterizedTest
    @CsvSource({
        "every:20, 0 20 40 60",
        "every:7, 0 7 14 21 28 35 42 49 56",
        "log:3, 0 1 8 60",
        "all, 0 10 20 30 40 50 60"
    })
    void keepsTheStepsThatItSays(String when, String steps) {
        try (RunStore store = RunStore.open(folder)) {
            RunRecord run = store.find(TinyRuns.start(store, keeping(when)).run());

            assertThat(store.kept(run).steps())
                    .containsExactlyElementsOf(
                            Arrays.stream(steps.split(" ")).map(Long::valueOf).toList());
        }
    }

    @Test
    void aStandardRunKeepsNone() {
        try (RunStore store = RunStore.open(folder)) {
            RunRecord run = store.find(
                    TinyRuns.start(store, TinyRuns.tiny(Presets.NANDA)).run());

            assertThat(store.folder(run)).isDirectoryNotContaining("glob:**kept");
            assertThat(store.checkpoints(run).steps()).hasSizeLessThanOrEqualTo(CheckpointStore.DEFAULT_KEEP);
        }
    }

    @Test
    void whatIsKeptDecidesNothing() {
        assertThat(TrainJson.identity(keeping("every:20"))).isEqualTo(TrainJson.identity(keeping("none")));
    }

    @Test
    void theParametersAreThoseOfTheStep() {
        try (RunStore store = RunStore.open(folder)) {
            RunRecord run =
                    store.find(TinyRuns.start(store, keeping("every:20")).run());
            RunRecord stopped =
                    store.find(TinyRuns.start(store, keeping("none"), 1, 20).run());

            Checkpoint kept = store.kept(run).load(20);

            assertThat(parameters(kept))
                    .isEqualTo(parameters(store.checkpoints(stopped).load(20)));
            assertThat(kept.tensors()).isEqualTo(parameters(kept));
            assertThat(TrainedRun.of(store, run, 20).step()).isEqualTo(20);
            assertThatThrownBy(() -> TrainedRun.of(store, run, 21))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("no parameters of step 21; those there are of steps [0, 20, 40, 60]");
        }
    }

    /// As after kill -9 between two checkpoints: what was kept stays, and the run goes on keeping.
    @Test
    void aRunThatGoesOnKeepsOn() throws IOException {
        try (RunStore store = RunStore.open(folder)) {
            String name = TinyRuns.start(store, keeping("every:20"), 1, 33).run();
            RunRecord run = store.find(name);
            assertThat(store.kept(run).steps()).containsExactly(0L, 20L);
            Files.delete(store.checkpoints(run).file(33));

            assertThat(TinyRuns.resume(store, name, NEVER)).isInstanceOf(Outcome.Completed.class);

            assertThat(store.kept(run).steps()).containsExactly(0L, 20L, 40L, 60L);
        }
    }

    @Test
    void travelsWithTheRun() {
        Path file = folder.resolve("bundle");
        List<Checkpoint> kept;
        try (RunStore store = RunStore.open(folder.resolve("here"))) {
            RunRecord run =
                    store.find(TinyRuns.start(store, keeping("every:20")).run());
            kept = all(store, run);
            BundleFile.write(file, Stream.of(store.pack(run)));
        }
        try (RunStore store = RunStore.open(folder.resolve("there"))) {
            BundleFile.read(file, store::adopt);

            assertThat(kept).hasSize(4);
            assertThat(all(store, store.runs().getFirst())).isEqualTo(kept);
        }
    }

    /// The run was there, but had kept nothing.
    @Test
    void isAddedToARunThatIsThere() {
        Path file = folder.resolve("bundle");
        try (RunStore store = RunStore.open(folder.resolve("here"))) {
            RunRecord run =
                    store.find(TinyRuns.start(store, keeping("every:20")).run());
            BundleFile.write(file, Stream.of(store.pack(run)));
        }
        try (RunStore store = RunStore.open(folder.resolve("there"))) {
            RunRecord run = store.find(TinyRuns.start(store, keeping("none")).run());

            BundleFile.read(file, store::adopt);

            assertThat(store.runs()).hasSize(1);
            assertThat(store.kept(run).steps()).containsExactly(0L, 20L, 40L, 60L);
        }
    }

    @Test
    void otherBitsAreRefused() {
        Path file = folder.resolve("bundle");
        try (RunStore store = RunStore.open(folder.resolve("here"))) {
            RunRecord run =
                    store.find(TinyRuns.start(store, keeping("every:20")).run());
            Checkpoint kept = store.kept(run).load(40);
            List<TensorData> zeros = kept.tensors().stream()
                    .map(tensor -> TensorData.of(tensor.name(), tensor.shape(), new float[tensor.size()]))
                    .toList();
            store.kept(run).write(new Checkpoint(40, zeros, kept.metadata()));
            BundleFile.write(file, Stream.of(store.pack(run)));
        }
        try (RunStore store = RunStore.open(folder.resolve("there"))) {
            TinyRuns.start(store, keeping("all"));

            assertThatThrownBy(() -> BundleFile.read(file, store::adopt))
                    .isInstanceOf(ReproducibilityException.class)
                    .hasMessageContaining("the checkpoints of step 40 differ in parameters/");
        }
    }

    private static List<Checkpoint> all(RunStore store, RunRecord run) {
        CheckpointStore kept = store.kept(run);
        return kept.steps().stream().map(kept::load).toList();
    }

    @ParameterizedTest
    @CsvSource({"every", "every:0", "log:-1", "every:1000000", "All", "20"})
    void refusesOtherText(String when) {
        assertThatThrownBy(() -> keeping(when))
                .isInstanceOf(SettingException.class)
                .hasMessage("keep-checkpoints is '" + when + "' (--keep-checkpoints) but must be "
                        + KeptCheckpoints.ALLOWED);
    }
}
