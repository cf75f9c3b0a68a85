// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.runs;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.app.cli.SampleRuns;
import calorimeter.app.cli.Terminal;
import calorimeter.app.cli.Terminal.Outcome;
import calorimeter.app.cli.text.Json;
import calorimeter.lab.store.RunHandle;
import calorimeter.lab.store.RunStore;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsCommandTest {

    @TempDir
    private Path home;

    private Terminal terminal;

    @BeforeEach
    void openTerminal() {
        terminal = new Terminal(home);
    }

    @Test
    void anEmptyStoreIsAnEmptyArray() {
        Outcome outcome = terminal.run("runs", "list", "--json");

        assertThat(outcome).isEqualTo(new Outcome(0, "[]" + System.lineSeparator(), ""));
    }

    @Test
    void listsNewestFirstAsJson() {
        String first = SampleRuns.completed(home, "nanda", 3, 0.001);
        String second = SampleRuns.interrupted(home, "bi", 4);

        JsonNode runs = Json.parse(terminal.run("runs", "list", "--json").out());

        assertThat(runs).hasSize(2);
        assertThat(runs.path(0).path("run").textValue()).isEqualTo(second);
        assertThat(runs.path(0).path("status").textValue()).isEqualTo("interrupted");
        assertThat(runs.path(0).has("result")).isFalse();
        JsonNode older = runs.path(1);
        assertThat(older.path("run").textValue()).isEqualTo(first);
        assertThat(older.path("preset").textValue()).isEqualTo("nanda");
        assertThat(older.path("seed").longValue()).isEqualTo(3);
        assertThat(older.path("status").textValue()).isEqualTo("completed");
        assertThat(older.path("step").longValue()).isEqualTo(10);
        assertThat(older.path("wall_seconds").doubleValue()).isEqualTo(1.5);
        assertThat(older.path("started").textValue()).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(older.path("attempt").intValue()).isEqualTo(1);
        assertThat(older.path("result").path("memorised_at").intValue()).isEqualTo(3);
    }

    @Test
    void listsAsAnAlignedTable() {
        String name = SampleRuns.completed(home, "nanda", 3, 0.001);

        assertThat(terminal.run("runs", "list")
                        .out()
                        .lines()
                        .map(line -> line.replaceAll("  (started|\\S+ \\S+)$", "")))
                .containsExactly(
                        "run" + " ".repeat(name.length() - 3)
                                + "  preset  model        data  seed  status     step   time   size",
                        name + "  nanda   transformer  add      3  completed    10  1.5 s  0 MiB");
    }

    /// A preset is where a run started from; settings may have made another model of it.
    @Test
    void listsWhatARunTrains() {
        SampleRuns.completed(
                home,
                SampleRuns.description("nanda", 1, "{\"data\":\"fashion-mnist\",\"model\":\"vgg\"}"),
                "{\"steps\":10}");
        assertThat(rows(terminal.run("runs", "list").out()).getLast()).contains("|nanda|vgg|fashion-mnist|1|");
        JsonNode listed =
                Json.parse(terminal.run("runs", "list", "--json").out()).path(0);
        assertThat(listed.path("model").textValue()).isEqualTo("vgg");
        assertThat(listed.path("data").textValue()).isEqualTo("fashion-mnist");
    }

    @Test
    void listsOnlyWhatWasAskedFor() {
        String done = SampleRuns.completed(home, "nanda", 3, 0.001);
        String other = SampleRuns.interrupted(home, "bi", 4);

        assertThat(terminal.run("runs", "list", "--status", "completed").out())
                .contains(done)
                .doesNotContain(other);
        assertThat(terminal.run("runs", "list", "--preset", "bi").out())
                .contains(other)
                .doesNotContain(done);
    }

    @Test
    void showsARunByTheBeginningOfItsName() {
        String name = SampleRuns.completed(home, "nanda", 3, 0.001);

        JsonNode run =
                Json.parse(terminal.run("runs", "show", "nanda-s3", "--json").out());
        assertThat(run.path("run").textValue()).isEqualTo(name);
        assertThat(run.path("rows").intValue()).isEqualTo(2);
        assertThat(run.path("columns").path(1).path("name").textValue()).isEqualTo("C.0.0");
        assertThat(run.path("configuration").path("p").intValue()).isEqualTo(113);
        assertThat(run.path("sessions")).hasSize(1);
        assertThat(run.path("checkpoints").path(0).intValue()).isEqualTo(10);

        assertThat(terminal.run("runs", "show", name).out())
                .contains("completed at step 10", "optimizer.learning_rate", "memorised_at", "vector 256");
    }

    @Test
    void comparesSettingsAndResults() {
        String first = SampleRuns.completed(home, "nanda", 3, 0.001);
        String second = SampleRuns.completed(home, "nanda", 4, 0.002);

        JsonNode comparison = Json.parse(
                terminal.run("runs", "compare", first, second, "--json").out());
        assertThat(comparison.toString())
                .isEqualTo("{\"runs\":[\"" + first + "\",\"" + second + "\"],\"equal_settings\":2,"
                        + "\"settings\":{\"seed\":[3,4],\"optimizer.learning_rate\":[0.001,0.002]},"
                        + "\"results\":{\"memorised_at\":[3,4],\"final.C\":[0.001,0.002]},\"remarks\":[]}");

        assertThat(terminal.run("runs", "compare", first, second).out())
                .contains("settings (2 more are equal)", "optimizer.learning_rate", "final.C")
                .doesNotContain("  p ");
    }

    private static final String DIGEST = "0123456789abcdef".repeat(4);

    /// A run of a schedule, with a peak of C and none of V, or the other way round.
    private String peaked(long seed, String settings, boolean ofSpecificHeat) {
        String one = "[{\"step\":63,\"place\":64.12,\"place_error\":0.36,\"height\":0.25,\"prominence\":0.125}]";
        return SampleRuns.completed(
                home,
                SampleRuns.description("nanda", seed, settings),
                "{\"steps\":10,\"peaks\":{\"C\":" + (ofSpecificHeat ? one : "[]") + ",\"V\":"
                        + (ofSpecificHeat ? "[]" : one) + "},\"final\":{\"C\":0.5},\"parameters_sha256\":\"" + DIGEST
                        + "\"}");
    }

    private static List<String> rows(String table) {
        return table.lines().map(line -> line.strip().replaceAll(" {2,}", "|")).toList();
    }

    @Test
    void comparesPeaksInOneRowEachAndFitsALine() {
        String first = peaked(1, "{\"max-steps\":\"40\"}", true);
        String second = peaked(2, "{\"max-steps\":\"40\"}", false);

        String table = terminal.run("runs", "compare", first, second).out();

        assertThat(rows(table))
                .containsSubsequence(
                        "steps|10|10",
                        "peaks.C[0]|0.2500 at step 64.1 ± 0.4|none",
                        "peaks.V[0]|none|0.2500 at step 64.1 ± 0.4",
                        "final.C|0.500000|0.500000",
                        "parameters_sha256|0123456789ab|0123456789ab");
        assertThat(table.lines()).allMatch(line -> line.length() <= 100).noneMatch(line -> line.contains("[]"));
        assertThat(table).doesNotContain("remark");
    }

    @Test
    void showsPeaksWithTheirPlacesAndSaysWhenThereAreNone() {
        String run = peaked(1, "{\"max-steps\":\"40\"}", true);

        assertThat(rows(terminal.run("runs", "show", run).out()))
                .containsSubsequence("peaks.C[0]|0.2500 at step 64.1 ± 0.4", "peaks.V|none")
                .contains("parameters_sha256|" + DIGEST);
        assertThat(Json.parse(terminal.run("runs", "show", run, "--json").out())
                        .at("/result/peaks/C/0/place")
                        .doubleValue())
                .isEqualTo(64.12);
    }

    @Test
    void remarksThatRunsWereLoggedAtOtherSteps() {
        String first = peaked(1, "{\"max-steps\":\"40\",\"log-every\":\"10\",\"log-spaced\":\"5\"}", true);
        String second = peaked(1, "{\"max-steps\":\"80\",\"log-every\":\"10\",\"log-spaced\":\"5\"}", true);
        String evenly = peaked(1, "{\"max-steps\":\"40\",\"log-every\":\"10\",\"log-spaced\":\"0\"}", true);
        String longer = peaked(1, "{\"max-steps\":\"80\",\"log-every\":\"10\",\"log-spaced\":\"0\"}", true);

        assertThat(terminal.run("runs", "compare", first, second).out())
                .contains("remark: the runs differ in max-steps and so in the steps at which they were logged");
        assertThat(terminal.run("runs", "compare", first, evenly).out()).contains("differ in log-spaced and so");
        assertThat(terminal.run("runs", "compare", evenly, longer).out()).doesNotContain("remark");
        assertThat(Json.parse(terminal.run("runs", "compare", first, second, "--json")
                                .out())
                        .path("remarks"))
                .hasSize(1);
    }

    @Test
    void comparesWithARunThatHasNoResult() {
        String first = SampleRuns.completed(home, "nanda", 3, 0.001);
        String second = SampleRuns.interrupted(home, "nanda", 4);

        JsonNode results = Json.parse(
                        terminal.run("runs", "compare", first, second, "--json").out())
                .path("results");
        assertThat(results.toString()).isEqualTo("{\"memorised_at\":[3,null],\"final.C\":[0.001,null]}");
    }

    @Test
    void deletesWithoutAskingIfToldTo() {
        String first = SampleRuns.completed(home, "nanda", 3, 0.001);
        String second = SampleRuns.completed(home, "nanda", 4, 0.001);

        Outcome outcome = terminal.run("runs", "delete", first, first, "--yes");

        assertThat(outcome).isEqualTo(new Outcome(0, "deleted " + first + System.lineSeparator(), ""));
        assertThat(terminal.run("runs", "list").out()).contains(second).doesNotContain(first);
    }

    @Test
    void asksBeforeItDeletes() {
        String name = SampleRuns.completed(home, "nanda", 3, 0.001);

        Outcome declined = terminal.answering("", "runs", "delete", name);
        assertThat(declined.status()).isEqualTo(1);
        assertThat(declined.err()).contains("delete " + name, "[y/N]", "nothing was deleted");
        assertThat(terminal.run("runs", "list").out()).contains(name);

        assertThat(terminal.answering("y", "runs", "delete", name).status()).isZero();
        assertThat(terminal.run("runs", "list").out()).isEmpty();
    }

    /// As `runs delete "$RUN"` in a shell without such a variable.
    @Test
    void anEmptyNameIsNotTheBeginningOfTheOnlyRun() {
        String name = SampleRuns.completed(home, "nanda", 1, 0.1);

        assertThat(terminal.run("runs", "delete", "", "--yes").errorLines())
                .containsExactly("calorimeter: the name of a run is empty; `calorimeter runs list` shows all");
        assertThat(terminal.run("runs", "list").out()).contains(name);
    }

    @Test
    void deletesNothingIfOneOfTheRunsIsUnknownOrBeingWritten() {
        String name = SampleRuns.completed(home, "nanda", 3, 0.001);

        Outcome unknown = terminal.run("runs", "delete", name, "nonsense", "--yes");
        assertThat(unknown.status()).isEqualTo(2);

        try (RunStore store = RunStore.open(home);
                RunHandle writing = store.start(SampleRuns.description("bi", 1, 0.001))) {
            Outcome busy = terminal.run("runs", "delete", name, writing.name(), "--yes");
            assertThat(busy.status()).isEqualTo(2);
            assertThat(busy.errorLines()).singleElement().asString().contains(writing.name(), "is being written");
        }
        assertThat(terminal.run("runs", "list").out()).contains(name);
    }

    @Test
    void deletesByStatusSweepAndAge() {
        Path folder = home.resolve("filtered");
        Terminal filtered = new Terminal(folder);
        String completed = SampleRuns.completed(folder, "nanda", 1, 0.001);
        String interrupted = SampleRuns.interrupted(folder, "nanda", 2);

        Outcome dry = filtered.run("runs", "delete", "--status", "interrupted", "--dry-run");
        assertThat(dry.status()).isZero();
        assertThat(dry.out()).contains("would delete " + interrupted, "1 run, ").doesNotContain(completed);
        assertThat(filtered.run("runs", "list").out()).contains(completed, interrupted, "size");

        assertThat(filtered.run("runs", "delete", "--status", "interrupted", "--yes")
                        .out())
                .isEqualTo("deleted " + interrupted + System.lineSeparator());
        // Samples were started in 1970.
        assertThat(filtered.run("runs", "delete", "--older-than", "30d", "--status", "diverged", "--yes")
                        .err())
                .contains("are like that");
        assertThat(filtered.run("runs", "delete", "--older-than", "30d", "--yes")
                        .out())
                .contains(completed);
        assertThat(filtered.run("runs", "list", "--json").out().strip()).isEqualTo("[]");
        assertThat(filtered.run("runs", "delete", "--older-than", "30", "--yes").errorLines())
                .containsExactly(
                        "calorimeter: --older-than is '30' but must be a number of days, hours or minutes, as 30d,"
                                + " 12h or 90m");
        assertThat(filtered.run("runs", "delete", "--yes").status()).isEqualTo(2);
        assertThat(filtered.run("runs", "delete", "--sweep", "none", "--yes").errorLines())
                .singleElement()
                .asString()
                .contains("there is no sweep 'none'");
    }
}
