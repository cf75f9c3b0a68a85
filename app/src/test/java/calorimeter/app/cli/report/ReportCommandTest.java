// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.app.cli.SmallTraining;
import calorimeter.app.cli.Terminal;
import calorimeter.app.cli.Terminal.Outcome;
import calorimeter.app.cli.text.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportCommandTest {

    @TempDir
    private Path home;

    private String run;

    @BeforeEach
    void aRunThatWasStopped() {
        run = SmallTraining.stopped(home, 25);
    }

    private Outcome report(String... arguments) {
        String[] words = new String[arguments.length + 1];
        words[0] = "report";
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        return new Terminal(home).run(words);
    }

    @Test
    void aRunNeedNotBeFinished() throws IOException {
        Outcome outcome = report(run);

        Path page = home.resolve("runs").resolve(run).resolve("report.html");
        assertThat(outcome).isEqualTo(new Outcome(0, page + System.lineSeparator(), ""));
        assertThat(Files.readString(page)).contains(run, "interrupted", "--width 16");
    }

    @Test
    void theBeginningOfANameIsEnough() {
        assertThat(report("nanda", "--json").out()).contains("\"report\":").contains(run);
    }

    /// The page itself forbids the browser to fetch anything.
    @Test
    void nothingIsFetchedFromElsewhere() throws IOException {
        report(run);

        assertThat(Files.readString(home.resolve("runs").resolve(run).resolve("report.html")))
                .contains("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
    }

    @Test
    void severalRunsSideBySide() throws IOException {
        Path page = home.resolve("both.html");
        String other = Json.parse(new Terminal(home)
                        .run(SmallTraining.command("--seed", "1", "--json"))
                        .out())
                .path("run")
                .textValue();

        Outcome outcome = report(run, other, run, "--output", page.toString());

        assertThat(outcome).isEqualTo(new Outcome(0, page + System.lineSeparator(), ""));
        assertThat(Files.readString(page)).contains(run, other);
        assertThat(report(run, other).out()).contains("comparison.html");
    }

    @Test
    void anUnknownRun() {
        Outcome outcome = report("x");

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.errorLines())
                .containsExactly("calorimeter: there is no run 'x' in " + home + "; `calorimeter runs list` shows all");
        assertThat(report(run.replace("nanda", "nadna")).errorLines())
                .singleElement()
                .asString()
                .endsWith("; did you mean " + run + "? `calorimeter runs list` shows all");
    }

    @Test
    void aPlaceThatCannotBe() throws IOException {
        Path page = Files.writeString(home.resolve("file"), "").resolve("page.html");

        Outcome outcome = report(run, "--output", page.toString());

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.errorLines())
                .singleElement()
                .asString()
                .startsWith("calorimeter: cannot write the page " + page + ": its folder must exist and be writable");
    }

    @Test
    void everyFigureAsAFile() throws IOException {
        Path folder = home.resolve("new").resolve("figures");
        Outcome outcome = report(run, "--figures", folder.toString(), "--format", "svg,png,pdf", "--width", "60");

        List<String> lines = outcome.out().lines().toList();
        assertThat(outcome.status()).isZero();
        assertThat(lines)
                .contains(
                        folder.resolve("learning.svg").toString(),
                        folder.resolve("learning.png").toString(),
                        folder.resolve("norms.pdf").toString())
                .hasSize(files(folder).size())
                .allMatch(line -> Files.exists(Path.of(line)));
        assertThat(Files.readString(folder.resolve("learning.svg"))).contains("width=\"60mm\"");
        assertThat(home.resolve("runs").resolve(run).resolve("report.html")).doesNotExist();
        assertThat(report(run, "--figures", folder.toString(), "--force", "--json")
                        .out())
                .contains("\"figures\":[")
                .contains("learning.pdf");
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /// One that exists keeps all others from being written.
    @Test
    void filesThatExistStay() throws IOException {
        Path folder = Files.createDirectories(home.resolve("figures"));
        Path mine = Files.writeString(folder.resolve("learning.pdf"), "mine");

        Outcome outcome = report(run, "--figures", folder.toString());

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.errorLines())
                .containsExactly("calorimeter: cannot write " + mine
                        + ": it exists; add --force to overwrite it or choose another --figures");
        assertThat(files(folder)).containsExactly(mine);
        assertThat(report(run, "--figures", folder.toString(), "--force").status())
                .isZero();
        assertThat(Files.readString(mine, StandardCharsets.ISO_8859_1)).startsWith("%PDF");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--figures f --format bmp|--format is 'bmp' but must be one of svg, png, pdf, or several with commas between",
                "--figures f --format svg,,png|--format is '' but must be one of svg, png, pdf, or several with commas between",
                "--figures f --width 0|--width is 0.0 but must be from 50 to 500 millimetres",
                "--figures f --width NaN|--width is NaN but must be from 50 to 500 millimetres",
                "--figures f --width 1e9|--width is 1.0E9 but must be from 50 to 500 millimetres",
                "--format svg|--format is for figures as files; give --figures DIR too",
                "--width 85|--width is for figures as files; give --figures DIR too",
                "--figures f --output g|--output and --figures exclude each other; give one of them",
            })
    void figuresThatCannotBe(String options, String complaint) {
        Outcome outcome = report((run + " " + options.replace(" f ", " " + home.resolve("f") + " ")).split(" ", -1));

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.errorLines()).containsExactly("calorimeter: " + complaint);
        assertThat(home.resolve("f")).doesNotExist();
    }

    @Test
    void aFileIsNoFolderForFigures() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "");

        assertThat(report(run, "--figures", file.toString()).errorLines())
                .containsExactly("calorimeter: --figures is " + file + " but that is a file; give a folder");
        assertThat(report(run, "--figures", file.resolve("below").toString()).errorLines())
                .singleElement()
                .asString()
                .startsWith("calorimeter: cannot make the folder " + file.resolve("below") + ": ");
    }
}
