// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.app.cli.Terminal;
import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.ProgramVersion;
import calorimeter.app.cli.text.Json;
import calorimeter.engine.data.image.DataFolders;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DataListCommandTest {

    private static final int CIFAR100_RECORD = 2 + 3 * 32 * 32;

    @TempDir
    private Path folder;

    /// CIFAR-100 is whole, with five and two images; a file of CIFAR-10 is cut off.
    @BeforeEach
    void writeData() throws IOException {
        Path whole = Files.createDirectories(folder.resolve("cifar100"));
        Files.write(whole.resolve("train.bin"), new byte[5 * CIFAR100_RECORD]);
        Files.write(whole.resolve("test.bin"), new byte[2 * CIFAR100_RECORD]);
        Path damaged = Files.createDirectories(folder.resolve("cifar10"));
        Files.write(damaged.resolve("data_batch_1.bin"), new byte[4000]);
    }

    private String run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        CommandContext context = new CommandContext(
                () -> folder,
                InputStream.nullInputStream(),
                stream,
                stream,
                false,
                false,
                new ProgramVersion("0.0.0", "0123abc"));
        DataFolders folders = new DataFolders(List.of(folder));
        assertThat(new CommandLine(new DataListCommand(context, () -> folders)).execute(arguments))
                .isZero();
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void tellsWholeDamagedAndMissingDataApart() {
        String text = run();

        assertThat(text.lines())
                .anyMatch(line -> line.matches(
                        "cifar100 +32 × 32 × 3 +100 +5 +2 +found +\\Q" + folder.resolve("cifar100") + "\\E"))
                .anyMatch(line -> line.matches(
                        "cifar10 +32 × 32 × 3 +10 +- +- +damaged +\\Q" + folder.resolve("cifar10") + "\\E"))
                .anyMatch(line -> line.matches("mnist +28 × 28 × 1 +10 +- +- +missing"))
                .anyMatch(line -> line.startsWith(
                        "damaged: " + folder.resolve("cifar10/data_batch_1.bin") + ", byte 3073: the file is cut off"))
                .anyMatch(line -> line.startsWith("To get Fashion-MNIST, install the package dataset-fashion-mnist")
                        && line.endsWith(" into " + folder.resolve("fashion-mnist")));
    }

    @Test
    void theSameInJson() {
        JsonNode all = Json.parse(run("--json"));

        assertThat(StreamSupport.stream(all.spliterator(), false)
                        .map(data -> data.path("name").textValue() + " "
                                + data.path("state").textValue()))
                .containsExactly(
                        "fashion-mnist missing",
                        "mnist missing",
                        "cifar10 damaged",
                        "cifar100 found",
                        "tiny-imagenet missing");
        JsonNode found = all.path(3);
        assertThat(found.path("folder").textValue())
                .isEqualTo(folder.resolve("cifar100").toString());
        assertThat(found.path("train_images").intValue()).isEqualTo(5);
        assertThat(found.path("test_images").intValue()).isEqualTo(2);
        assertThat(found.path("problem").isNull()).isTrue();
        assertThat(all.path(2).path("problem").textValue()).contains("data_batch_1.bin, byte 3073");
        assertThat(all.path(2).path("train_images").isNull()).isTrue();
    }

    @Test
    void dataAloneAsksForItsCommand() {
        Terminal.Outcome outcome = new Terminal(folder).run("data");

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.errorLines()).containsExactly("calorimeter: `calorimeter data` needs list after it");
    }
}
