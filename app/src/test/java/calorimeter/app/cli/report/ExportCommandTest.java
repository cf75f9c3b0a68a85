// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.report;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.app.cli.SampleRuns;
import calorimeter.app.cli.SmallTraining;
import calorimeter.app.cli.Terminal;
import calorimeter.app.cli.Terminal.Outcome;
import calorimeter.app.cli.text.Json;
import calorimeter.lab.run.TrainedRun;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.store.Safetensors;
import calorimeter.lab.store.TensorData;
import calorimeter.report.export.FakeMlflow;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {

    @TempDir
    private Path folder;

    private Terminal terminal;
    private Path home;

    @BeforeEach
    void openTerminal() {
        home = folder.resolve("home");
        terminal = new Terminal(home);
    }

    @Test
    void writesRowsWithTheirSettingsAsCsv() throws IOException {
        String run = trained(3);
        Path file = folder.resolve("rows.csv");

        Outcome outcome = export(run, "csv", file);

        assertThat(outcome.status()).isZero();
        assertThat(outcome.out()).isEqualTo(file + System.lineSeparator());
        List<Map<String, String>> rows = read(Files.readString(file));
        assertThat(rows).hasSize(5);
        assertThat(rows.getFirst())
                .containsEntry("run", run)
                .containsEntry("preset", "nanda")
                .containsEntry("p", "7")
                .containsEntry("tied", "false")
                .containsEntry("learning-rate", "0.001")
                .containsEntry("seed", "3")
                .containsEntry("step", "0");
        assertThat(column(rows, "train.loss")).isEqualTo(stored(run, "train.loss"));
    }

    @Test
    void writesRowsOfSeveralRunsOneBelowTheOther() {
        String first = trained(1);
        String second = trained(2, "--optimizer", "sgd", "--max-steps", "10", "--norm", "pre-layer-norm");

        List<Map<String, String>> rows = streamed("csv", "rows", first, second);

        assertThat(rows.stream().map(row -> row.get("run")).toList())
                .containsExactly(first, first, first, first, first, second, second);
        assertThat(rows.getFirst()).containsEntry("beta1", "0.9").containsEntry("momentum", "");
        assertThat(rows.getLast()).containsEntry("beta1", "").containsEntry("momentum", "0.0");
        assertThat(column(rows.subList(5, 7), "attention.C")).isEqualTo(stored(second, "attention.C"));
    }

    @Test
    void writesARowAHeadAndStep() {
        String run = trained(1);

        List<Map<String, String>> rows = streamed("csv", "heads", run);

        assertThat(rows).hasSize(5 * 2);
        assertThat(rows.stream().map(row -> row.get("head")).distinct()).containsExactly("0", "1");
        List<Map<String, String>> second = rows.stream()
                .filter(row -> requireNonNull(row.get("head")).equals("1"))
                .toList();
        assertThat(column(second, "attention.C")).isEqualTo(stored(run, "attention.C.layer0.head1"));
    }

    @Test
    void writesARowAnEvent() {
        String[] easy = {"--train-fraction", "0.97", "--learning-rate", "0.01", "--max-steps", "900", "--sustain", "100"
        };
        String run = trained(4, easy);

        List<Map<String, String>> rows = streamed("csv", "events", run);

        assertThat(rows.stream().map(row -> row.get("event") + " " + row.get("level")))
                .containsExactly(
                        "memorisation 0.99",
                        "generalisation 0.5",
                        "generalisation 0.9",
                        "generalisation 0.95",
                        "generalisation 0.99");
        long memorised = result(run).path("memorised_at").asLong(-1);
        assertThat(memorised).isPositive();
        assertThat(rows.getFirst())
                .containsEntry("status", "occurred")
                .containsEntry("observable", "train.accuracy")
                .containsEntry("step", Long.toString(memorised));
    }

    @Test
    void whatHasNotHappenedHasNoStep() {
        List<Map<String, String>> rows = streamed("csv", "events", trained(4));

        assertThat(rows.getLast())
                .containsEntry("status", "not-occurred")
                .containsEntry("step", "")
                .containsEntry("observed_until", "40");
    }

    @Test
    void writesARowAPeak() {
        String run = trained(4, "--max-steps", "300", "--log-every", "1", "--learning-rate", "0.01");

        List<Map<String, String>> rows = streamed("csv", "peaks", run);

        JsonNode found = result(run).path("peaks");
        assertThat(found.path("C").size() + found.path("V").size()).isPositive();
        assertThat(rows).hasSize(found.path("C").size() + found.path("V").size());
        JsonNode first = found.path(found.path("C").isEmpty() ? "V" : "C").path(0);
        assertThat(rows.getFirst())
                .containsEntry("step", first.path("step").asText())
                .containsEntry("place", Double.toString(first.path("place").asDouble()))
                .containsEntry("height", Double.toString(first.path("height").asDouble()));
    }

    @Test
    void writesARowARun() {
        String first = trained(1);
        String second = trained(2);

        List<Map<String, String>> rows = streamed("csv", "settings", first, second);

        assertThat(rows.stream().map(row -> row.get("run"))).containsExactly(first, second);
        assertThat(rows.getFirst()).containsEntry("status", "completed").containsEntry("step", "40");
    }

    @Test
    void writesASweepInItsOrder() {
        assertThat(terminal.run(SmallTraining.sweep("--name", "wd", "--weight-decay", "1,0.5", "--seeds", "0,1"))
                        .status())
                .isZero();

        Outcome outcome = terminal.run("export", "--sweep", "wd", "--format", "csv", "--output", "-");

        assertThat(outcome.status()).isZero();
        assertThat(outcome.err()).contains("wrote rows of 4 runs");
        assertThat(read(outcome.out()).stream()
                        .map(row -> row.get("weight-decay") + " " + row.get("seed"))
                        .distinct())
                .containsExactly("1.0 0", "1.0 1", "0.5 0", "0.5 1");
    }

    @Test
    void listsRunsWithTypedSettings() {
        trained(1);

        JsonNode settings =
                Json.parse(terminal.run("runs", "list", "--json").out()).path(0).path("settings");

        assertThat(settings.path("p").isIntegralNumber()).isTrue();
        assertThat(settings.path("weight-decay").isDouble()).isTrue();
        assertThat(settings.path("tied").isBoolean()).isTrue();
        assertThat(settings.path("mask").textValue()).isEqualTo("causal");
    }

    /// Line by line what the option says, and nothing is written.
    @Test
    void refusesWhatDoesNotFit() {
        String first = trained(1);
        String second = trained(2);

        assertRefused("either runs or --sweep NAME", "--format", "csv");
        assertRefused("either runs or --sweep NAME", first, "--sweep", "wd", "--format", "csv");
        assertRefused("there is no sweep 'wd'", "--sweep", "wd", "--format", "csv");
        assertRefused("export them one by one", first, second, "--format", "safetensors");
        assertRefused("--what events is a table", first, "--format", "safetensors", "--what", "events");
        assertRefused("both print to standard output", first, "--format", "csv", "--output", "-", "--json");
    }

    private void assertRefused(String why, String... options) {
        Outcome refused = terminal.run(
                Stream.concat(Stream.of("export"), Arrays.stream(options)).toArray(String[]::new));
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.errorLines()).singleElement().asString().contains(why);
        assertThat(refused.out()).isEmpty();
    }

    @Test
    void writesAllThatTrainingGoesOnWithAsSafetensors() {
        String run = trained(1);
        Path file = folder.resolve("model.safetensors");

        assertThat(export(run, "safetensors", file).status()).isZero();

        Safetensors.Content content = Safetensors.read(file);
        assertThat(content.metadata()).containsEntry("run", run).containsEntry("step", "40");
        Map<String, TensorData> tensors = new HashMap<>();
        content.tensors().forEach(tensor -> tensors.put(tensor.name(), tensor));
        assertThat(requireNonNull(tensors.get("embedding")).shape()).containsExactly(8, 16);
        assertThat(requireNonNull(tensors.get("optimizer/first/embedding")).shape())
                .containsExactly(8, 16);
        assertThat(requireNonNull(tensors.get("optimizer/second/unembedding")).shape())
                .containsExactly(16, 7);
        assertThat(requireNonNull(tensors.get("step")).longs()).containsExactly(40);
        long[] tokens = requireNonNull(tensors.get("data/tokens")).longs();
        long[] labels = requireNonNull(tensors.get("data/labels")).longs();
        assertThat(requireNonNull(tensors.get("data/tokens")).shape()).containsExactly(49, 3);
        for (int i = 0; i < labels.length; i++) {
            assertThat(labels[i]).isEqualTo((tokens[3 * i] + tokens[3 * i + 1]) % 7);
            assertThat(tokens[3 * i + 2]).isEqualTo(7);
        }
        assertThat(LongStream.concat(
                                Arrays.stream(requireNonNull(tensors.get("data/train"))
                                        .longs()),
                                Arrays.stream(
                                        requireNonNull(tensors.get("data/test")).longs()))
                        .sorted())
                .containsExactlyElementsOf(LongStream.range(0, 49).boxed().toList());
    }

    @Test
    void writesTheParametersOfAStepThatWasKept() {
        String run = trained(1, "--keep-checkpoints", "every:20");
        Path file = folder.resolve("step20.safetensors");

        Outcome outcome =
                terminal.run("export", run, "--format", "safetensors", "--step", "20", "--output", file.toString());

        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("parameters, no optimiser's arrays, and data of step 20");
        TensorData embedding = tensor(file, "embedding");
        try (RunStore store = RunStore.open(home)) {
            TrainedRun stopped = TrainedRun.of(store, store.find(SmallTraining.stopped(home, 20, "seed=1")));
            assertThat(stopped.step()).isEqualTo(20);
            assertThat(stopped.stored("")).contains(embedding);
        }
        Path model = folder.resolve("model");
        assertThat(terminal.run("export", run, "--format", "huggingface", "--step", "20", "--output", model.toString())
                        .err())
                .contains("wrote the model of step 20");
        assertThat(model)
                .isDirectoryContaining("glob:**config.json")
                .isDirectoryContaining("glob:**modeling_calorimeter.py");
        assertThat(tensor(model.resolve("model.safetensors"), "embedding.weight")
                        .floats())
                .isEqualTo(embedding.floats());
        Path graph = folder.resolve("step20.onnx");
        assertThat(terminal.run("export", run, "--format", "onnx", "--step", "20", "--output", graph.toString())
                        .err())
                .contains("wrote the model of step 20");
        assertThat(graph).isNotEmptyFile();
        assertRefused("is a folder of files", run, "--format", "huggingface", "--output", "-");
        assertRefused("those there are of steps [0, 20, 40]", run, "--format", "safetensors", "--step", "21");
        assertRefused("--step 20 chooses parameters", run, "--format", "csv", "--step", "20");
    }

    private static TensorData tensor(Path file, String name) {
        return Safetensors.read(file).tensors().stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void writesAFolderForTensorBoard() {
        assertThat(terminal.run(SmallTraining.sweep("--name", "wd", "--weight-decay", "1,0.5", "--seeds", "0,1"))
                        .status())
                .isZero();
        Path board = folder.resolve("board");
        String[] command = {"export", "--sweep", "wd", "--format", "tensorboard", "--output", board.toString()};

        Outcome outcome = terminal.run(command);

        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("wrote 6 event files of 4 runs");
        assertThat(board.resolve("mean"))
                .isDirectoryContaining("glob:**weight-decay=1.0")
                .isDirectoryContaining("glob:**weight-decay=0.5");
        assertThat(terminal.run(command).err()).contains("it exists; add --force");
        assertRefused("is a folder of files", "--sweep", "wd", "--format", "tensorboard", "--output", "-");
    }

    @Test
    void sendsASweepToMlflowOnce() throws IOException {
        assertThat(terminal.run(SmallTraining.sweep("--name", "wd", "--weight-decay", "1,0.5", "--seeds", "0,1"))
                        .status())
                .isZero();
        try (FakeMlflow mlflow = new FakeMlflow()) {
            String[] command = {"export", "--sweep", "wd", "--format", "mlflow", "--to", mlflow.url()};

            Outcome outcome = terminal.run(command);

            assertThat(outcome.status()).as(outcome.err()).isZero();
            assertThat(outcome.out()).isEqualTo(mlflow.url() + "/#/experiments/1" + System.lineSeparator());
            assertThat(outcome.err()).contains("sent 4 runs: 4 new, 0 went on, 0 there already");
            assertThat(terminal.run(command).err()).contains("sent 4 runs: 0 new, 0 went on, 4 there already");
            assertThat(mlflow.experiments()).containsOnlyKeys("wd");
            assertThat(mlflow.runs()).hasSize(4);
            FakeMlflow.Run first = mlflow.runs().getFirst();
            assertThat(first.metrics.get("train/loss"))
                    .extracting(FakeMlflow.Metric::value)
                    .containsExactly(
                            boxed(stored(Objects.requireNonNull(first.tags.get("mlflow.runName")), "train.loss")));
            assertThat(first.params).containsEntry("weight-decay", "1.0").containsEntry("seed", "0");
        }
    }

    private static Double[] boxed(double[] values) {
        return Arrays.stream(values).boxed().toArray(Double[]::new);
    }

    @Test
    void saysWhyAServerGetsNothing() throws IOException {
        String run = trained(1);
        String closed;
        try (FakeMlflow mlflow = new FakeMlflow()) {
            closed = mlflow.url();
            assertRefused(
                    "look whether an MLflow server runs", run, "--format", "mlflow", "--to", mlflow.url() + "/other");
            mlflow.failAfter(3);
            assertRefused("with status 503", run, "--format", "mlflow", "--to", mlflow.url());
        }
        assertRefused("cannot reach " + closed, run, "--format", "mlflow", "--to", closed);
        assertRefused("needs --to URL", run, "--format", "mlflow");
        assertRefused("--to " + closed + " is a server", run, "--format", "csv", "--to", closed);
        assertRefused("--output is about files", run, "--format", "mlflow", "--to", closed, "--output", "x");
        for (String none :
                List.of("localhost:5000", "ftp://a", "http://", "http://a b", "http://me@a", "http://a/#/x")) {
            assertRefused("'" + none + "' is no address", run, "--format", "mlflow", "--to", none);
        }
    }

    @Test
    void writesColumnsAndParametersAsNpz() throws IOException {
        String run = trained(1);
        Path file = folder.resolve("all.npz");

        assertThat(export(run, "npz", file).status()).isZero();

        try (ZipFile zip = new ZipFile(file.toFile())) {
            List<String> names = Collections.list(zip.entries()).stream()
                    .map(ZipEntry::getName)
                    .toList();
            assertThat(names)
                    .contains("run.npy", "p.npy", "step.npy", "wall_seconds.npy", "train.loss.npy")
                    .contains("parameters/embedding.npy");
        }
    }

    @Test
    void overwritesOnlyIfTold() throws IOException {
        String run = trained(3);
        Path file = Files.writeString(folder.resolve("rows.csv"), "precious");

        Outcome refused = export(run, "csv", file);

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.errorLines())
                .containsExactly("calorimeter: cannot write " + file
                        + ": it exists; add --force to overwrite it or choose another --output");
        assertThat(Files.readString(file)).isEqualTo("precious");
        assertThat(terminal.run("export", run, "--format", "csv", "--output", file.toString(), "--force")
                        .status())
                .isZero();
        assertThat(Files.readString(file)).startsWith("run,");
    }

    @Test
    void aRunWithoutCheckpointHasNoParameters() {
        String run = SampleRuns.interrupted(home, "nanda", 3);
        Path file = folder.resolve("model.safetensors");

        Outcome outcome = export(run, "safetensors", file);

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.errorLines()).singleElement().asString().contains(run, "has no checkpoint", "--resume");
        assertThat(file).doesNotExist();
    }

    /// Trains a small model to its end. Returns the run's name.
    private String trained(long seed, String... settings) {
        Outcome outcome = terminal.run(SmallTraining.command(
                Stream.concat(Stream.of("--json", "--seed", Long.toString(seed)), Arrays.stream(settings))
                        .toArray(String[]::new)));
        assertThat(outcome.status()).as(outcome.err()).isZero();
        return Json.parse(outcome.out()).path("run").asText();
    }

    private List<Map<String, String>> streamed(String format, String what, String... runs) {
        List<String> words = new ArrayList<>(List.of("export", "--format", format, "--what", what, "--output", "-"));
        words.addAll(List.of(runs));
        Outcome outcome = terminal.run(words.toArray(String[]::new));
        assertThat(outcome.status()).as(outcome.err()).isZero();
        return read(outcome.out());
    }

    /// Of cells without quotes.
    private static List<Map<String, String>> read(String csv) {
        List<String> lines = csv.lines().toList();
        String[] header = lines.getFirst().split(",", -1);
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            assertThat(cells).hasSameSizeAs(header);
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < cells.length; i++) {
                row.put(header[i], cells[i]);
            }
            rows.add(row);
        }
        return rows;
    }

    private static double[] column(List<Map<String, String>> rows, String name) {
        return rows.stream()
                .mapToDouble(row -> Double.parseDouble(row.get(name)))
                .toArray();
    }

    private double[] stored(String run, String column) {
        try (RunStore store = RunStore.open(home)) {
            return store.series(store.find(run)).column(column);
        }
    }

    private JsonNode result(String run) {
        try (RunStore store = RunStore.open(home)) {
            return Json.parse(String.valueOf(store.find(run).resultJson()));
        }
    }

    private Outcome export(String run, String format, Path file) {
        return terminal.run("export", run, "--format", format, "--output", file.toString());
    }
}
