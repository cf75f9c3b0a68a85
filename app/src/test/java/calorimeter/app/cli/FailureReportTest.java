// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import calorimeter.app.cli.Terminal.Outcome;
import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.ProgramVersion;
import calorimeter.engine.data.image.DataFolders;
import calorimeter.engine.data.image.ImageSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureReportTest {

    @TempDir
    private Path folder;

    @Test
    void aDataSetThatIsNotThereIsBadInput() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        CommandContext context = new CommandContext(
                () -> folder, InputStream.nullInputStream(), stream, stream, false, false, new ProgramVersion("0", ""));

        Throwable failure = catchThrowable(() -> new DataFolders(List.of(folder)).read(ImageSource.CIFAR10));

        assertThat(new FailureReport(context).report(failure)).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .startsWith(
                        "calorimeter: CIFAR-10 was not found: none of its files is in " + folder.resolve("cifar10"));
    }

    /// Whoever has 12 GiB is not told to take 8.
    @Test
    void moreMemoryIsMoreThanThereIs() {
        for (long heap : new long[] {1L << 30, 8L << 30, 12L << 30, (12L << 30) + 1}) {
            assertThat(FailureReport.moreGibibytes(heap) << 30).isGreaterThan(heap);
        }
    }

    @Test
    void aTextInPlaceOfANumberIsNotCalledADouble() {
        assertThat(run("ensemble", "0,1", "--beta", "300K").errorLines())
                .containsExactly("calorimeter: invalid value for option '--beta': '300K' is not a number;"
                        + " `calorimeter ensemble --help` shows what there is");
        assertThat(run("train", "--threads", "x").errorLines())
                .singleElement()
                .asString()
                .contains("'x' is not a whole number; ");
    }

    @Test
    void anUnknownOptionNamesTheNearest() {
        assertLine(
                "calorimeter: unknown option '--jsn' of `calorimeter runs list`; did you mean --json?"
                        + " `calorimeter runs list --help` shows what there is",
                "runs",
                "list",
                "--jsn");
    }

    @Test
    void aShortOptionIsNotSuggestedAsALongOne() {
        assertThat(run("train", "--V").errorLines()).singleElement().asString().doesNotContain("mean --V");
    }

    @Test
    void anUnknownCommandNamesTheNearest() {
        Outcome outcome = run("expert");

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.errorLines())
                .singleElement()
                .asString()
                .startsWith("calorimeter: unknown command 'expert' of `calorimeter`; did you mean export");
    }

    @Test
    void aMissingParameterIsOneLine() {
        assertLine(
                "calorimeter: missing required parameter: 'RUN'; `calorimeter runs show --help` shows what there is",
                "runs",
                "show");
    }

    @Test
    void aWrongValueNamesTheNearest() {
        assertThat(run("export", "x", "--format", "csv", "--what", "peeks").errorLines())
                .singleElement()
                .asString()
                .contains("'peeks'; did you mean peaks? `calorimeter export");
    }

    @Test
    void aWrongValueNamesTheRightOnes() {
        Outcome outcome = run("export", "x", "--format", "xml");

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.errorLines())
                .singleElement()
                .asString()
                .contains("--format", "csv, safetensors, npz", "'xml'");
    }

    @Test
    void aMissingSubcommandIsOneLine() {
        assertLine(
                "calorimeter: `calorimeter runs` needs one of list, show, compare, delete, pack, add after it", "runs");
    }

    @Test
    void aLoneRunCannotBeCompared() {
        assertLine("calorimeter: only run 'x' was given to compare; name another one", "runs", "compare", "x");
    }

    @Test
    void anUnknownRunIsOneLine() {
        assertLine(
                "calorimeter: there is no run 'x' in " + folder
                        + "; the store is empty, `calorimeter train` makes a first run",
                "runs",
                "show",
                "x");
    }

    @Test
    void deletingWhereNobodyCanBeAskedNeedsYes() {
        String name = SampleRuns.completed(folder, "nanda", 3, 0.001);

        assertLine(
                "calorimeter: deleting " + name + " needs --yes, since there is no terminal to ask on",
                "runs",
                "delete",
                name);
    }

    @Test
    void aHomeThatIsAFileIsOneLine() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        Outcome outcome = new Terminal(file).run("runs", "list");

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.errorLines()).singleElement().asString().startsWith("calorimeter: cannot ");
    }

    @Test
    void ourOwnIllegalArgumentIsBadInput() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        int status = reporting(err).report(new IllegalArgumentException("p is 4\nbut must be prime"));

        assertThat(status).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("calorimeter: p is 4 but must be prime");
    }

    @Test
    void aBugIsOneLineAndAStackTraceInAFile() throws IOException {
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        int status = reporting(err).report(parseFailure());

        assertThat(status).isEqualTo(1);
        List<String> lines = err.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).singleElement().asString().contains("NumberFormatException", "this is a bug");
        try (Stream<Path> files = Files.list(folder.resolve("failures"))) {
            Path trace = files.findFirst().orElseThrow();
            assertThat(lines.getFirst()).endsWith("the stack trace is in " + trace);
            assertThat(Files.readString(trace)).contains("parseFailure");
        }
    }

    /// An illegal argument that the JDK complains of.
    private static NumberFormatException parseFailure() {
        try {
            throw new AssertionError("parsed " + Long.parseLong("nine"));
        } catch (NumberFormatException e) {
            return e;
        }
    }

    @Test
    void helpAndVersionAreResults() {
        assertThat(run().out()).contains("runs", "export", "doctor");
        assertThat(run("--help").out().replaceAll("\\s+", " "))
                .contains("0 done, 1 failed, 2 bad input, 130 after Ctrl-C, 143 after SIGTERM, 141 when");
        assertThat(run("--version").out()).contains("0.0.0 (commit 0123abc)");
        Outcome help = run("runs", "compare", "--help");
        assertThat(help.status()).isZero();
        assertThat(help.out()).contains("Usage: calorimeter runs compare");
    }

    @Test
    void helpIsACommand() {
        assertThat(run("help").out()).isEqualTo(run("--help").out());
        assertThat(run("help", "train")).isEqualTo(run("train", "--help"));
        assertThat(run("help", "nada").status()).isEqualTo(2);
        assertThat(run("help", "nada").errorLines()).singleElement().asString().contains("nada");
    }

    @Test
    void completionIsAScript() {
        Outcome outcome = run("generate-completion");
        assertThat(outcome.status()).isZero();
        assertThat(outcome.out()).startsWith("#!/usr/bin/env bash").contains("weight-decay", "bashcompinit");
    }

    @ParameterizedTest
    @CsvSource({
        "train, --lr, --learning-rate",
        "sweep, --wd, --weight-decay",
        "train, --batch_size, --batch-size",
        "train, --epochs, --max-steps"
    })
    void aHabitOfTheFieldIsUnderstood(String command, String flag, String meant) {
        assertThat(run(command, flag, "1").errorLines())
                .singleElement()
                .asString()
                .startsWith("calorimeter: unknown option '" + flag + "' of `calorimeter " + command + "`; did you mean "
                        + meant + "?");
    }

    private Outcome run(String... arguments) {
        return new Terminal(folder).run(arguments);
    }

    private void assertLine(String line, String... arguments) {
        assertThat(run(arguments)).isEqualTo(new Outcome(2, "", line + System.lineSeparator()));
    }

    private FailureReport reporting(ByteArrayOutputStream err) {
        return new FailureReport(new CommandContext(
                () -> folder,
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                new ProgramVersion("0.0.0", null)));
    }
}
