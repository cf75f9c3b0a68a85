package calorimeter.app.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.app.cli.SampleRuns;
import calorimeter.app.cli.Terminal;
import calorimeter.app.cli.Terminal.Outcome;
import calorimeter.lab.run.SettingValues;
import calorimeter.lab.run.TrainJson;
import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.store.Safetensors;
import calorimeter.lab.store.TensorData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
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
    void writesRowsAsCsv() throws IOException {
        String run = SampleRuns.completed(home, "nanda", 3, 0.001);
        Path file = folder.resolve("rows.csv");

        Outcome outcome = export(run, "csv", file);

        assertThat(outcome.status()).isZero();
        assertThat(outcome.out()).isEqualTo(file + System.lineSeparator());
        assertThat(Files.readString(file)).isEqualTo("""
                step,wall_seconds,train_loss,C.0.0
                0,0.5,4.75,0.25
                10,1.5,0.5,0.3333333333333333
                """);
    }

    @Test
    void writesTheModelAloneAsSafetensors() {
        String run = trained();
        Path file = folder.resolve("model.safetensors");

        assertThat(export(run, "safetensors", file).status()).isZero();

        Safetensors.Content content = Safetensors.read(file);
        assertThat(content.tensors())
                .containsExactly(TensorData.of("embedding", new int[] {2, 2}, new float[] {1, 2, 3, 4}));
        assertThat(content.metadata()).containsEntry("run", run).containsEntry("step", "10");
    }

    @Test
    void writesRowsAndParametersAsNpz() throws IOException {
        String run = trained();
        Path file = folder.resolve("all.npz");

        assertThat(export(run, "npz", file).status()).isZero();

        try (ZipFile zip = new ZipFile(file.toFile())) {
            List<String> names = Collections.list(zip.entries()).stream()
                    .map(ZipEntry::getName)
                    .toList();
            assertThat(names)
                    .containsExactly(
                            "step.npy", "wall_seconds.npy", "train_loss.npy", "C.0.0.npy", "parameters/embedding.npy");
        }
    }

    @Test
    void overwritesOnlyIfTold() throws IOException {
        String run = SampleRuns.completed(home, "nanda", 3, 0.001);
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
        assertThat(Files.readString(file)).startsWith("step,");
    }

    @Test
    void aDashIsNoFile() {
        Outcome outcome = export(SampleRuns.completed(home, "nanda", 3, 0.001), "csv", Path.of("-"));

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.errorLines())
                .containsExactly("calorimeter: --output is - but must be a file's name; exports do not go to standard"
                        + " output");
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

    /// Of settings that a run can have.
    private String trained() {
        TrainParameters parameters = TrainParameters.of("nanda", SettingValues.ofPreset("nanda"));
        return SampleRuns.completed(
                home, SampleRuns.description("nanda", 3, TrainJson.configuration(parameters)), "{}");
    }

    private Outcome export(String run, String format, Path file) {
        return terminal.run("export", run, "--format", format, "--output", file.toString());
    }
}
