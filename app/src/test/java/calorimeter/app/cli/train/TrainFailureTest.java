// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.app.cli.SmallTraining;
import calorimeter.app.cli.Terminal;
import calorimeter.app.cli.Terminal.Outcome;
import calorimeter.lab.store.RunStatus;
import calorimeter.lab.store.RunStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Bad input to `train` is one line that names thing, value, place and way out, status 2, and no run.
class TrainFailureTest {

    @TempDir
    private Path home;

    private Outcome train(String... others) {
        return new Terminal(home).run(SmallTraining.command(others));
    }

    private void assertRefused(Outcome outcome, String line) {
        assertThat(outcome).isEqualTo(new Outcome(2, "", "calorimeter: " + line + System.lineSeparator()));
    }

    private void assertNoRun() {
        try (RunStore store = RunStore.open(home)) {
            assertThat(store.runs()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "p, seven, an integer of at least 3",
        "p, 2, an integer of at least 3",
        "p, 7.5, an integer of at least 3",
        "p, 50000, 'at most 5000, since all p² pairs are kept'",
        "heads, 3, a divisor of the width 16",
        "train-fraction, 0, strictly between 0 and 1",
        "train-fraction, 1, strictly between 0 and 1",
        "train-fraction, -1, strictly between 0 and 1",
        "train-fraction, abc, strictly between 0 and 1",
        "train-fraction, NaN, strictly between 0 and 1",
        "split, sorted, 'one of ordered, unordered'",
        "learning-rate, -0.1, a positive number",
        "max-steps, 0, an integer of at least 1",
        "seed, 1e3, an integer of at most 64 bits"
    })
    void aWrongSetting(String setting, String value, String allowed) {
        assertRefused(
                train("--" + setting, value),
                setting + " is '" + value + "' (--" + setting + ") but must be " + allowed);
        assertNoRun();
    }

    @Test
    void anUnknownPreset() {
        assertRefused(
                train("--preset", "nada"),
                "preset is 'nada' but must be one of nanda, pandey, verma, bi, tanaka, truong; did you mean nanda?");
        assertNoRun();
    }

    /// No image is read for it.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--data fashion-mnist | a transformer reads tokens: give images to --model mlp or vgg, or take --data"
                        + " operation",
                "--model vgg | a vgg reads images: give it --data fashion-mnist or another data set",
                "--model vgg --data mnist --norm batch-norm --batch-size 1 | batch-size is '1' (--batch-size) but must be"
                        + " such that no batch has fewer than 2 examples, for batch norm; the last of an epoch's batches"
                        + " has 1 of 60000",
                "--model mlp --data mnist --norm batch-norm --train-images 65 --batch-size 32 | batch-size is '32'"
                        + " (--batch-size) but must be such that no batch has fewer than 2 examples, for batch norm; the"
                        + " last of an epoch's batches has 1 of 65"
            })
    void aModelThatDoesNotFitItsData(String given, String line) {
        List<String> words = new ArrayList<>(List.of("train", "--preset", "nanda"));
        words.addAll(List.of(given.split(" ", -1)));
        assertRefused(new Terminal(home).run(words.toArray(String[]::new)), line);
        assertNoRun();
    }

    @ParameterizedTest
    @CsvSource({
        "--wieght-decay, --weight-decay",
        "--learning-rte=0.1, --learning-rate",
        "--max-step, --max-steps",
        "--presets, --preset"
    })
    void anUnknownFlagNamesTheNearest(String flag, String nearest) {
        Outcome outcome = train(flag);

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.errorLines())
                .singleElement()
                .asString()
                .startsWith(
                        "calorimeter: unknown option '" + flag + "' of `calorimeter train`; did you mean " + nearest);
        assertNoRun();
    }

    @ParameterizedTest
    @CsvSource({
        "--p, 3, --train-fraction, 0.1, train fraction is 0.1 but leaves no training example of 9",
        "--p, 8, --operation, divide, p is 8 but division needs a prime"
    })
    void settingsThatDoNotFit(String first, String value, String second, String other, String line) {
        assertRefused(train(first, value, second, other), line);
        assertNoRun();
    }

    @ParameterizedTest
    @CsvSource({
        "--controller-gain, 3, weight-decay-controller, none",
        "--grokfast-alpha, 0.9, gradient-filter, none",
        "--momentum, 0.9, optimizer, adamw",
        "--rotary-base, 100, positions, learned",
        "--length, 9, task, none",
        "--parity-bits, 2, task, none"
    })
    void aSettingThatNothingReads(String flag, String value, String owner, String chosen) throws IOException {
        String line = " has no effect with " + owner + " " + chosen + "; leave it out, or give another " + owner;
        assertRefused(train(flag, value), flag + line);
        String key = flag.substring(2);
        Path file = file("run.toml", key + " = " + value + "\n");
        assertRefused(train("--config", file.toString()), key + " (" + file + ")" + line);
        assertNoRun();
    }

    @Test
    void attentionIsNotProbedWithoutAny() {
        assertRefused(
                new Terminal(home).run("train", "--preset", "tanaka", "--probe-size", "64"),
                "--probe-size has no effect with model vgg; leave it out, or give another model");
        assertNoRun();
    }

    @ParameterizedTest
    @CsvSource({"--data, fashion-mnist", "--operation, subtract", "--tokens, operands", "--p, 7"})
    void aSettingOfPairsForSequences(String flag, String value) {
        assertRefused(
                new Terminal(home).run("train", "--task", "lookup", flag, value),
                flag + " has no effect with task lookup; leave it out, or give another task");
        assertNoRun();
    }

    @Test
    void dropsAfterTheLastStepAreRefused() {
        assertRefused(
                train("--learning-rate-drops", "200/300", "--max-steps", "200"),
                "learning-rate-drops is '200/300' (--learning-rate-drops) but the run has ended before the first drop,"
                        + " at max-steps 200; give earlier drops or more steps, or none");
        assertThat(train("--learning-rate-drops", "199/300", "--max-steps", "200", "--show-settings")
                        .status())
                .isZero();
        assertNoRun();
    }

    @Test
    void imagesThatAreTooManyOrTooFew() {
        assertRefused(
                new Terminal(home).run("train", "--preset", "tanaka", "--train-images", "99999999999"),
                "train-images is '99999999999' (--train-images) but must be 0 (all) or at most 60000");
        assertRefused(
                new Terminal(home).run("train", "--preset", "tanaka", "--train-images", "1"),
                "train-images is '1' (--train-images) but must be 0 (all) or at least 2, for batch norm, which needs 2"
                        + " training examples");
        assertNoRun();
    }

    @Test
    void aTaskThatIsNone() throws IOException {
        assertRefused(
                train("--task", "lookp"),
                "task is 'lookp' (--task) but must be one of none, lookup, induction, parity, sum, or a file whose name"
                        + " ends in .csv or .npz");
        Path file = file("rows.csv", "a,b,label\n1,2,0\n1,x,1\n");
        assertRefused(
                train("--task", file.toString()),
                file + ", line 3, column b: is 'x' but must be a whole number below 1000000, as the first one is; begin"
                        + " with a word if they are words");
        assertRefused(
                train("--task", "lookup", "--length", "3", "--vocabulary", "2", "--examples", "5"),
                "examples is '5' (--examples) but must be at most 4, since there are no more different rows");
        assertNoRun();
    }

    /// An arm and its baseline share a file.
    @Test
    void aFlagSwitchesOffARuleThatAFileHasSetUp() throws IOException {
        Path file = file("run.toml", "gradient-filter = \"grokfast\"\ngrokfast-alpha = 0.9\n");

        Outcome outcome = train("--config", file.toString(), "--gradient-filter", "none", "--show-settings");

        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("gradient-filter = \"none\"").doesNotContain("grokfast");
    }

    @Test
    void anIntegerThatIsTooLargeIsToldTheBound() {
        assertRefused(
                train("--max-steps", "99999999999"),
                "max-steps is '99999999999' (--max-steps) but must be an integer of at least 1 and at most 2147483647");
    }

    @ParameterizedTest
    @CsvSource({"--threads, 0", "--threads, -2", "--threads, 257"})
    void threadsOutOfRange(String flag, String value) {
        assertRefused(train(flag, value), "--threads is " + value + " but must be from 1 to 256");
    }

    @ParameterizedTest
    @CsvSource({"-1, -1.0", "NaN, NaN", "1e9, 1.0E9"})
    void checkpointsAtImpossibleIntervals(String value, String shown) {
        assertRefused(
                train("--checkpoint-seconds", value),
                "--checkpoint-seconds is " + shown + " but must be from 0 to 86400");
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(home.resolve(name), text);
    }

    @Test
    void anUnknownKeyInAFile() throws IOException {
        Path file = file("run.toml", "weight_decay = 0.5\n");

        Outcome outcome = train("--config", file.toString());

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.errorLines())
                .singleElement()
                .asString()
                .startsWith(
                        "calorimeter: there is no setting 'weight_decay' (" + file + "); did you mean weight-decay?");
        assertNoRun();
    }

    @Test
    void aWrongValueInAFile() throws IOException {
        Path file = file("run.json", "{\"sustain\": -3}");

        assertRefused(
                train("--config", file.toString()),
                "sustain is '-3' (" + file + ") but must be an integer of at least 0");
    }

    @Test
    void aSettingGivenTwiceIsRefused() {
        assertThat(new Terminal(home).run("train", "--p", "7", "--p", "11").errorLines())
                .containsExactly("calorimeter: --p is given twice, as 7 and as 11; leave one out; `calorimeter train"
                        + " --help` shows what there is");
        assertNoRun();
    }

    @Test
    void aSweepFileIsNamedAsSuch() throws IOException {
        Path file = file("few.toml", "name = \"few\"\n[grid]\nseeds = \"0..3\"\n");

        assertRefused(
                train("--config", file.toString()),
                "the configuration " + file + " has a table grid, so it is a sweep file; use `calorimeter sweep " + file
                        + "`");
    }

    @Test
    void whatAFileMayHaveMeantIsSaid() throws IOException {
        Path bare = file("bare.toml", "p = 7\nsplit = unordered\n");
        Path toml = file("toml.json", "p = 7\n");

        assertThat(train("--config", bare.toString()).errorLines())
                .singleElement()
                .asString()
                .endsWith("; text needs quotes: split = \"unordered\"");
        assertThat(train("--config", toml.toString()).errorLines())
                .singleElement()
                .asString()
                .endsWith("; it reads as TOML: give it a name that ends in .toml");
    }

    @Test
    void aFileThatIsNoTableOfSettings() throws IOException {
        Path nested = file("nested.toml", "[model]\nwidth = 16\n");
        Path list = file("list.json", "[1, 2]");
        Path other = file("run.yaml", "width: 16");
        Path absent = home.resolve("absent.toml");

        assertRefused(
                train("--config", nested.toString()),
                "'model' in " + nested + " must be a single value, since settings have no sub-tables");
        assertRefused(train("--config", list.toString()), "the configuration " + list + " must be a table of settings");
        assertRefused(
                train("--config", other.toString()), "the configuration " + other + " must be a .toml or a .json file");
        assertRefused(train("--config", absent.toString()), "there is no configuration " + absent + "; check the path");
    }

    @ParameterizedTest
    @CsvSource({
        "run.toml, 'p = 7\nwidth = = 3'",
        "run.json, '{\"p\": 7,\n width}'",
        "run.json, '{\"p\": 7}\n{}'",
        "run.json, '{\"p\": 7,\n\"p\": 8}'"
    })
    void aFileWithAnErrorSaysWhere(String name, String text) throws IOException {
        Path file = file(name, text);

        Outcome outcome = train("--config", file.toString());

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.errorLines())
                .singleElement()
                .asString()
                .startsWith("calorimeter: cannot read the configuration " + file + ", line 2, column ");
    }

    @Test
    void resumingTakesNoSettings() {
        String run = SmallTraining.stopped(home, 5);
        String line = "--resume " + run + " continues a run with the settings it has, but --%s was given; leave it out,"
                + " or start a new run without --resume";

        assertRefused(new Terminal(home).run("train", "--resume", run, "--p", "11"), line.formatted("p"));
        assertRefused(new Terminal(home).run("train", "--resume", run, "--preset", "bi"), line.formatted("preset"));
        assertRefused(new Terminal(home).run("train", "--resume", run, "--config", "x.toml"), line.formatted("config"));
    }

    @Test
    void anUnknownRunIsNotResumed() {
        assertRefused(
                new Terminal(home).run("train", "--resume", "x"),
                "there is no run 'x' in " + home + "; the store is empty, `calorimeter train` makes a first run");
    }

    @Test
    void aHomeThatIsAFile() throws IOException {
        Path file = file("home", "");

        assertRefused(
                new Terminal(file).run(SmallTraining.command()),
                "cannot create the folder " + file
                        + ": a file stands where a folder is needed; move the file away or choose another folder");
    }

    @Test
    void aStoreOfANewerVersion() throws SQLException {
        train();
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:sqlite:" + home.resolve("calorimeter.db").toUri());
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = 99");
        }

        assertRefused(
                train(),
                "cannot open the run store " + home.resolve("calorimeter.db") + ": it has schema version 99 but this"
                        + " program knows only up to 3; update Calorimeter or set CALORIMETER_HOME to another folder");
    }

    @Test
    void aDamagedCheckpoint() throws IOException {
        String run = SmallTraining.stopped(home, 5);
        Path checkpoint;
        try (RunStore store = RunStore.open(home)) {
            checkpoint = store.checkpoints(store.find(run)).file(5);
        }
        byte[] bytes = Files.readAllBytes(checkpoint);
        bytes[bytes.length / 2] ^= 1;
        Files.write(checkpoint, bytes);

        assertRefused(
                new Terminal(home).run("train", "--resume", run),
                "checkpoint " + checkpoint + " is damaged: its SHA-256 checksum does not match its content; delete it"
                        + " to run again from step 0, since no older checkpoint is intact");
        try (RunStore store = RunStore.open(home)) {
            assertThat(store.find(run).status()).isEqualTo(RunStatus.INTERRUPTED);
        }

        Files.delete(checkpoint);
        assertThat(new Terminal(home).run("train", "--resume", run).status()).isZero();
    }

    /// Found out before anything is computed.
    @Test
    void aReportThatCannotBeWritten() throws IOException {
        Path page = file("file", "").resolve("page.html");

        assertRefused(
                train("--report", page.toString(), "--json"),
                "cannot write the page " + page
                        + ": its folder must exist and be writable, and what stands there must be a plain file; give another place with --report FILE");
        try (RunStore store = RunStore.open(home)) {
            assertThat(store.runs()).isEmpty();
        }
    }
}
