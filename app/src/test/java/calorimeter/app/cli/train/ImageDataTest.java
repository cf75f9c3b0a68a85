// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.app.cli.TrainProcess;
import calorimeter.app.cli.WrittenImages;
import calorimeter.app.cli.text.Json;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStatus;
import calorimeter.lab.store.RunStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Runs on images whose files are missing, damaged or others than before: one line, status 2, nothing begun and
/// nothing lost.
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ImageDataTest {

    @TempDir
    private Path home;

    private Path folder() {
        return home.resolve("data/mnist");
    }

    private static String[] words(String command, String model, String... others) {
        List<String> words = new ArrayList<>(List.of(command, "--preset", "tanaka", "--data", "mnist"));
        words.addAll(List.of("--model", model, "--train-images", "32", "--test-images", "8", "--batch-size", "8"));
        words.addAll(List.of("--max-steps", "40", "--log-every", "10", "--log-spaced", "0", "--learning-rate", "0.01"));
        words.addAll(
                model.equals("vgg")
                        ? List.of("--stages", "16")
                        : List.of("--layers", "2", "--mlp-width", "16", "--activation", "relu"));
        words.addAll(List.of(others));
        return words.toArray(String[]::new);
    }

    private static String[] train(String model, String... others) {
        List<String> more = new ArrayList<>(List.of(others));
        more.addAll(List.of("--threads", "1", "--checkpoint-seconds", "0", "--again"));
        return words("train", model, more.toArray(String[]::new));
    }

    private static String[] resume(String run) {
        return new String[] {"train", "--resume", run, "--threads", "2", "--checkpoint-seconds", "0"};
    }

    private void assertRefused(String beginning, String... command) throws Exception {
        assertRefused(beginning, TrainProcess.start(home, command), command);
    }

    private void assertRefused(String beginning, TrainProcess started, String... command) throws Exception {
        try (TrainProcess process = started) {
            List<String> lines = process.awaitEnd().stream()
                    .filter(line -> !line.contains("incubator"))
                    .toList();
            assertThat(lines).as(String.join(" ", command)).hasSize(1);
            assertThat(lines.getFirst()).startsWith("calorimeter: " + beginning);
            assertThat(process.exitStatus()).isEqualTo(2);
        }
    }

    /// Where data are asked for, and nowhere else.
    @Test
    void aDataFolderThatIsNoneIsRefused() throws Exception {
        Path file = Files.writeString(home.resolve("file"), "");
        String refused = "the environment variable CALORIMETER_DATA is '" + file + "' but that is no folder";
        for (String[] command : List.of(train("vgg"), new String[] {"reproduce", "tanaka2021", "--quick"})) {
            assertRefused(refused, TrainProcess.startWithData(home, file, command), command);
        }
        String[] other = {"reproduce", "kim"};
        assertRefused("there is no reproduction 'kim'", TrainProcess.startWithData(home, file, other), other);
        assertNothingBegun();
    }

    private void assertNothingBegun() {
        try (RunStore store = RunStore.open(home)) {
            assertThat(store.runs()).isEmpty();
            assertThat(store.sweepNames()).isEmpty();
        }
    }

    @Test
    void missingDataBeginNothing() throws Exception {
        String missing = "MNIST was not found: none of its files is in " + folder() + ", ";
        assertRefused(missing, train("vgg"));
        assertRefused(missing, words("sweep", "mlp", "--seeds", "0..3", "--cores", "2"));
        assertRefused(missing, words("sweep", "mlp", "--seeds", "0..3", "--dry-run"));
        assertNothingBegun();
    }

    @Test
    void damagedDataBeginNothing() throws Exception {
        WrittenImages.mnist(folder());
        Path labels = folder().resolve("t10k-labels-idx1-ubyte");
        Files.write(labels, Arrays.copyOf(Files.readAllBytes(labels), 5000));
        String damaged = labels + ", byte 5000: the file is cut off";
        assertRefused(damaged, train("mlp"));
        assertRefused(damaged, words("sweep", "vgg", "--seeds", "0..3", "--cores", "2"));
        assertNothingBegun();
    }

    /// What is missing of a reproduction is known before its first run.
    @Test
    void aReproductionWithoutItsDataBeginsNoRun() throws Exception {
        Path images = Files.createDirectories(home.resolve("data/fashion-mnist"));
        Files.write(images.resolve("train-labels-idx1-ubyte"), new byte[8]);
        try (TrainProcess process = TrainProcess.start(home, "reproduce", "tanaka2021", "--quick")) {
            List<String> lines = process.awaitEnd();
            assertThat(lines.getLast()).startsWith("calorimeter: " + images);
            assertThat(process.exitStatus()).isEqualTo(2);
        }
        assertRefused(images.toString(), "reproduce", "tanaka2021", "--quick", "--dry-run");
        assertNothingBegun();
    }

    /// Not after minutes of other cases.
    @Test
    void aBenchmarkWithDamagedDataMeasuresNothing() throws Exception {
        Path images = Files.createDirectories(home.resolve("data/fashion-mnist"));
        Files.write(images.resolve("train-labels-idx1-ubyte"), new byte[8]);
        assertRefused(
                images.toString(),
                "bench",
                "--case",
                "mlp",
                "--case",
                "vgg",
                "--quick",
                "--no-peers",
                "--threads",
                "1");
    }

    @Test
    void aKilledRunGoesOnWithItsOwnDataOnly() throws Exception {
        WrittenImages.mnist(folder());
        String expected = parameters(ended(train("vgg")));
        String run = killed(train("vgg"));
        Path images = folder().resolve("train-images-idx3-ubyte");
        byte[] whole = Files.readAllBytes(images);

        Files.write(images, Arrays.copyOf(whole, 100_000));
        assertRefused(images + ", byte 100000: the file is cut off", resume(run));
        assertStands(run);

        byte[] other = whole.clone();
        other[20_000] ^= 1;
        Files.write(images, other);
        assertRefused("run " + run + " was begun with other data: SHA-256 ", resume(run));
        assertStands(run);

        Files.write(images, whole);
        assertThat(parameters(ended(resume(run)))).isEqualTo(expected);
    }

    private void assertStands(String run) {
        try (RunStore store = RunStore.open(home)) {
            assertThat(store.find(run).status()).isEqualTo(RunStatus.INTERRUPTED);
        }
    }

    private String ended(String... command) throws Exception {
        try (TrainProcess process = TrainProcess.start(home, command)) {
            String run = process.awaitRun();
            assertThat(run).isNotNull();
            process.awaitEnd();
            assertThat(process.exitStatus()).isZero();
            return run;
        }
    }

    private String parameters(String name) {
        try (RunStore store = RunStore.open(home)) {
            RunRecord run = store.find(name);
            assertThat(run.resultJson()).isNotNull();
            return Json.parse(run.resultJson()).path("parameters_sha256").textValue();
        }
    }

    /// Killed once it has written a checkpoint, which it does at every step.
    private String killed(String... command) throws Exception {
        try (TrainProcess process = TrainProcess.start(home, command);
                RunStore store = RunStore.open(home)) {
            String run = process.awaitRun();
            assertThat(run).isNotNull();
            while (store.checkpoints(store.find(run)).steps().isEmpty()) {
                assertThat(process.endsWithin(1)).isFalse();
            }
            process.kill();
            assertThat(store.find(run).status()).isEqualTo(RunStatus.INTERRUPTED);
            return run;
        }
    }
}
