// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.lab.store.DurableFile;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.store.Safetensors;
import calorimeter.lab.store.StoreException;
import calorimeter.lab.store.TensorData;
import calorimeter.lab.sweep.Sweep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitialWeightsTest {

    private static final int NEVER = Integer.MAX_VALUE;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("weights.safetensors");
    }

    /// Gradient descent without momentum on all examples: a step depends on the parameters alone.
    private static TrainParameters plain(int steps, String... flags) {
        List<String> all = new ArrayList<>(List.of("optimizer=sgd", "learning-rate=0.1", "max-steps=" + steps));
        all.addAll(List.of(flags));
        return TinyRuns.tiny(Presets.NANDA, all.toArray(String[]::new));
    }

    private static TrainResult completed(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Completed.class);
        return ((Outcome.Completed) outcome).result();
    }

    /// All that `export` writes.
    private static List<TensorData> state(RunStore store, String run) {
        return TrainedRun.of(store, store.find(run)).state();
    }

    private Outcome startFrom(RunStore store, TrainParameters parameters, int stopAfter) {
        try (Workers workers = new Workers(1)) {
            TrainExperiment experiment = new TrainExperiment(Kernels.vector(), workers);
            return TinyRuns.runner(store, stopAfter).start(experiment, parameters, InitialWeights.read(file));
        }
    }

    private void write(List<TensorData> tensors) {
        DurableFile.writeForUser(file, out -> Safetensors.write(out, Map.of(), tensors));
    }

    @Test
    void aRunInTwoHalvesIsTheRun() {
        try (RunStore store = RunStore.open(folder)) {
            TrainResult whole = completed(TinyRuns.start(store, plain(60)));
            Outcome half = TinyRuns.start(store, plain(30));
            write(state(store, half.run()));

            Outcome second = startFrom(store, plain(30), NEVER);

            assertThat(completed(second).parametersSha256()).isEqualTo(whole.parametersSha256());
            TrainParameters stored =
                    TrainJson.parameters(store.find(second.run()).configurationJson());
            assertThat(stored.initialWeights()).isEqualTo(completed(half).parametersSha256());
            assertThat(store.find(second.run()).identity())
                    .isEqualTo(TrainJson.identity(stored))
                    .isNotEqualTo(TrainJson.identity(plain(30)));
        }
    }

    @Test
    void goesOnWithoutTheFile() throws IOException {
        try (RunStore store = RunStore.open(folder)) {
            write(state(store, TinyRuns.start(store, plain(30)).run()));
            String whole = completed(startFrom(store, plain(40), NEVER)).parametersSha256();
            String run = startFrom(store, plain(40), 5).run();
            Files.delete(file);
            Files.delete(store.checkpoints(store.find(run)).file(5));

            assertThat(completed(TinyRuns.resume(store, run, NEVER)).parametersSha256())
                    .isEqualTo(whole);
        }
    }

    @Test
    void neverGoesOnFromDrawnParameters() {
        try (RunStore store = RunStore.open(folder)) {
            RunRecord run = TinyRuns.begun(store, plain(30, "initial-weights=" + "0".repeat(64)));

            assertThatThrownBy(() -> TinyRuns.resume(store, run.name(), NEVER))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("train --from FILE");
        }
    }

    @Test
    void neverBeginsWithoutTheFile() {
        TrainParameters given = plain(30, "initial-weights=" + "0".repeat(64));
        try (RunStore store = RunStore.open(folder)) {
            assertThatThrownBy(() -> TinyRuns.start(store, given))
                    .isInstanceOf(SettingException.class)
                    .hasMessageContaining("train --from FILE");
            assertThatThrownBy(() -> Sweep.of("s", List.of(given))).isInstanceOf(SettingException.class);
            write(state(store, TinyRuns.start(store, plain(5)).run()));
            assertThatThrownBy(() -> startFrom(store, given, NEVER))
                    .isInstanceOf(SettingException.class)
                    .hasMessageContaining("but the file of --from holds parameters of SHA-256");
        }
    }

    @Test
    void filtersThatActOnDrawnParametersAreRefused() {
        assertThatThrownBy(() -> TinyRuns.tiny(
                        Presets.NANDA,
                        "model=mlp",
                        "norm=batch-norm",
                        "frozen-norm=true",
                        "initial-weights=" + "0".repeat(64)))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("none with filter-scale or frozen-norm");
    }

    @Test
    void everyTensorMustBeThere() {
        assertRefused(
                "have no tensor 'positions', but the model has",
                tensor -> tensor.name().equals("positions") ? List.of() : List.of(tensor));
        assertRefused(
                "have a tensor 'head.embedding' that the model has not",
                tensor -> tensor.name().equals("embedding")
                        ? List.of(tensor, tensor.named("head.embedding"))
                        : List.of(tensor));
    }

    @Test
    void everyTensorMustHaveItsShapeAndType() {
        assertRefused(
                "is F32[16, 8] but the model's is F32[8, 16]",
                tensor -> tensor.name().equals("embedding")
                        ? List.of(TensorData.of("embedding", new int[] {16, 8}, tensor.floats()))
                        : List.of(tensor));
        assertRefused(
                "is F64[3, 16] but the model's is F32[3, 16]",
                tensor -> tensor.name().equals("positions")
                        ? List.of(TensorData.of("positions", new int[] {3, 16}, new double[48]))
                        : List.of(tensor));
    }

    @Test
    void everyNumberMustBeFinite() {
        assertRefused("holds NaN, but all parameters must be finite", tensor -> {
            if (!tensor.name().equals("unembedding")) {
                return List.of(tensor);
            }
            float[] values = tensor.floats();
            values[7] = Float.NaN;
            return List.of(TensorData.of(tensor.name(), tensor.shape(), values));
        });
    }

    private interface Change {
        List<TensorData> of(TensorData tensor);
    }

    private void assertRefused(String why, Change change) {
        try (RunStore store = RunStore.open(folder)) {
            List<TensorData> state =
                    state(store, TinyRuns.start(store, plain(3)).run());
            write(state.stream().flatMap(tensor -> change.of(tensor).stream()).toList());
            int before = store.runs().size();

            assertThatThrownBy(() -> startFrom(store, plain(3), NEVER))
                    .isInstanceOf(SettingException.class)
                    .hasMessageContaining(why)
                    .hasMessageContaining(file.toString());
            assertThat(store.runs()).hasSize(before);
        }
    }
}
