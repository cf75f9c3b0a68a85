package calorimeter.app.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.app.cli.SmallTraining;
import calorimeter.app.cli.Terminal;
import calorimeter.app.cli.Terminal.Outcome;
import calorimeter.app.cli.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
