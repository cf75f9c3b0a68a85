// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calorimeter.engine.data.image.DataException;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.lab.observable.Quantity;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStatus;
import calorimeter.lab.store.RunStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs on sequences: whatever the length, the same bits as any other run; a file is known by what it holds.
class SequenceRunsTest {

    @TempDir
    Path home;

    private static TrainParameters tiny(Presets preset, String flags) {
        String[] given = Stream.concat(
                        Stream.of("max-steps=12", "log-every=4", "width=16", "heads=2", "mlp-width=24", "probe-size=9"),
                        Arrays.stream(flags.split(" ", -1)))
                .toArray(String[]::new);
        return TinyRuns.parameters(preset, given);
    }

    private static final String LOOKUP = "task=lookup length=21 vocabulary=5 examples=90";

    private Path file(String name) throws IOException {
        StringBuilder text = new StringBuilder("a,b,c,label\n");
        for (int row = 0; row < 40; row++) {
            text.append(row % 7).append(',').append(row % 5).append(',').append(row % 3);
            text.append(',').append(row % 5 == 0 ? "yes" : "no").append('\n');
        }
        return Files.writeString(home.resolve(name), text);
    }

    private static String sha256(TrainParameters parameters, Kernel kernel, int threads, Path home) {
        try (RunStore store = RunStore.open(home);
                Workers workers = new Workers(threads)) {
            Outcome outcome =
                    TinyRuns.runner(store, Integer.MAX_VALUE).start(new TrainExperiment(kernel, workers), parameters);
            RunRecord run = store.find(outcome.run());
            return ((Outcome.Completed) outcome).result().parametersSha256()
                    + Arrays.hashCode(TinyRuns.bits(store.series(run)));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Presets.class,
            names = {"NANDA", "PANDEY", "VERMA", "BI"})
    void threadsAndKernelsDoNotChangeABit(Presets preset) {
        TrainParameters parameters = tiny(preset, LOOKUP);
        String one = sha256(parameters, Kernels.vector(), 1, home);

        assertThat(sha256(parameters, Kernels.vector(), 2, home)).isEqualTo(one);
        assertThat(sha256(parameters, Kernels.vector(), 4, home)).isEqualTo(one);
        assertThat(sha256(parameters, Kernels.scalar(), 2, home)).isEqualTo(one);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                LOOKUP,
                "task=induction length=9 vocabulary=6 examples=70 layers=2",
                "task=parity length=11 examples=60",
                "task=sum length=5 p=7 examples=80"
            })
    void aRunInPiecesIsTheRun(String task) {
        TrainParameters parameters = tiny(Presets.NANDA, task);
        try (RunStore store = RunStore.open(home)) {
            String whole = TinyRuns.start(store, parameters).run();
            String pieces = TinyRuns.start(store, parameters, 1, 5).run();
            TinyRuns.resume(store, pieces, Integer.MAX_VALUE);

            assertThat(store.find(pieces).status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(TinyRuns.bits(store.series(store.find(pieces))))
                    .isEqualTo(TinyRuns.bits(store.series(store.find(whole))));
        }
    }

    @Test
    void aFileIsKnownByItsContent() throws IOException {
        TrainParameters one = tiny(Presets.NANDA, "task=" + file("one.csv"));
        TrainParameters two = tiny(Presets.NANDA, "task=" + file("two.csv"));
        Files.writeString(home.resolve("three.csv"), "a,b,c,label\n1,2,3,no\n2,3,4,yes\n3,4,5,yes\n");
        TrainParameters three = tiny(Presets.NANDA, "task=" + home.resolve("three.csv") + " train-fraction=0.5");

        assertThat(one).isNotEqualTo(two);
        assertThat(TrainJson.identity(one)).isEqualTo(TrainJson.identity(two)).isNotEqualTo(TrainJson.identity(three));
        assertThat(one.values()).containsEntry("task", home.resolve("one.csv").toString());
        assertThat(TrainJson.configuration(one)).contains("one.csv");
    }

    /// Reports and lists read what is stored, and need no file for it.
    @Test
    void aStoredRunIsReadWithoutItsFile() throws IOException {
        TrainParameters parameters = tiny(Presets.NANDA, "task=" + file("rows.csv"));
        String stored = TrainJson.configuration(parameters);
        Files.delete(home.resolve("rows.csv"));

        assertThat(TrainJson.parameters(stored)).isEqualTo(parameters);
    }

    @Test
    void aRunDoesNotGoOnWithAnotherFile() throws IOException {
        Path then = file("then.csv");
        TrainParameters parameters = tiny(Presets.NANDA, "task=" + then);
        try (RunStore store = RunStore.open(home)) {
            String run = TinyRuns.start(store, parameters, 1, 5).run();
            assertThat(store.find(run).status()).isEqualTo(RunStatus.INTERRUPTED);
            // As a later process reads it: under a name of its own, for this one remembers what it has read.
            Path now = Files.writeString(home.resolve("now.csv"), "a,b,c,label\n1,2,3,no\n2,3,4,yes\n3,4,5,yes\n");
            String stored = store.find(run).configurationJson().replace(then.toString(), now.toString());
            TrainParameters later = TrainJson.parameters(stored);

            assertThat(TrainJson.identity(later)).isEqualTo(store.find(run).identity());
            assertThatThrownBy(() -> TinyRuns.start(store, later))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining(now + " is not the file that the run began with: SHA-256 ");
            assertThat(store.runs()).hasSize(1);
        }
    }

    /// Fourier modes of the operands mean something for a sum modulo p alone.
    @Test
    void onlySumsHaveAnEmbeddingSpectrum() {
        assertThat(TrainExperiment.quantities(tiny(Presets.NANDA, "task=sum p=7 length=5 examples=90")))
                .extracting(Quantity::name)
                .anyMatch(name -> name.startsWith("embedding."));
        assertThat(TrainExperiment.quantities(tiny(Presets.NANDA, LOOKUP)))
                .extracting(Quantity::name)
                .noneMatch(name -> name.startsWith("embedding."))
                .contains("attention.C.read");
    }

    @Test
    void scoresThatCannotBeKeptAreRefused() {
        assertThatThrownBy(() -> tiny(Presets.NANDA, "task=lookup length=256 examples=2000 probe-size=600"))
                .isInstanceOf(SettingException.class)
                .hasMessage("probe-size is '600' (--probe-size) but must be at most 512 for 131072 scores of each"
                        + " example");
        assertThat(tiny(Presets.NANDA, "task=lookup length=256 examples=2000 probe-size=512"))
                .isNotNull();
    }
}
