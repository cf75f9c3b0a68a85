// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.theory;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.app.cli.SampleRuns;
import calorimeter.app.cli.Terminal;
import calorimeter.app.cli.Terminal.Outcome;
import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.ProgramVersion;
import calorimeter.app.cli.text.Json;
import calorimeter.physics.theory.TheoryCheck;
import calorimeter.physics.theory.TheoryChecks;
import calorimeter.physics.theory.TheoryResult;
import calorimeter.physics.theory.TheoryTopic;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TheoryCommandTest {

    @TempDir
    private Path home;

    private Terminal terminal;

    @BeforeEach
    void openTerminal() {
        terminal = new Terminal(home);
    }

    @Test
    void everyStatementIsSupported() {
        long start = System.nanoTime();
        Outcome outcome = terminal.run("theory", "--json");
        JsonNode results = Json.parse(outcome.out());

        assertThat(outcome.status()).isZero();
        assertThat((System.nanoTime() - start) * 1e-9).isLessThan(60);
        assertThat(results).hasSameSizeAs(TheoryChecks.all());
        for (int i = 0; i < results.size(); i++) {
            JsonNode result = results.path(i);
            assertThat(result.fieldNames())
                    .toIterable()
                    .containsExactly(
                            "topic",
                            "name",
                            "statement",
                            "system",
                            "size",
                            "residual",
                            "tolerance",
                            "verdict",
                            "seconds",
                            "source");
            assertThat(result.path("name").textValue())
                    .isEqualTo(TheoryChecks.all().get(i).name());
            assertThat(result.path("verdict").textValue()).as(result.toString()).isEqualTo("Supported");
        }
    }

    @Test
    void topicsAreTriedInTheOrderOfTheTheory() {
        Outcome outcome = terminal.run("theory", "field", "information");

        assertThat(outcome.status()).isZero();
        assertThat(outcome.errorLines()).containsExactly("trying information", "trying field");
        assertThat(outcome.out())
                .containsSubsequence("information: ", "statement", "residual", "verdict", "field: ", " statements: ")
                .contains(", 0 Refuted, in ")
                .doesNotContain("ensemble: ");
    }

    @Test
    void unknownTopicsAreOneLine() {
        Outcome outcome = terminal.run("theory", "entropi");

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.errorLines())
                .containsExactly(
                        "calorimeter: unknown topic 'entropi'; did you mean entropy? "
                                + "topics are ensemble, "
                                + "information, entropy, critical-beta, scaling, lagrangian, first-law, field, positions, noether, constraints");
    }

    @Test
    void topicsAreListed() {
        JsonNode topics = Json.parse(terminal.run("theory", "--list", "--json").out());

        assertThat(topics).hasSameSizeAs(TheoryTopic.values());
        assertThat(terminal.run("theory", "--list").out().lines()).hasSize(TheoryTopic.values().length + 1);
    }

    /// The statement that fails keeps its place among others, which finish in another order.
    @Test
    void resultsComeInOrderAndARefutedOneIsNamed() {
        List<TheoryCheck> checks = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            int number = i;
            checks.add(new TheoryCheck(
                    TheoryTopic.FIELD, "field.n" + i, "statement" + i, "system", "size", "how", 0.5, "source", () -> {
                        double sum = 0;
                        for (int k = 0; k < (40 - number) * 10_000; k++) {
                            sum += Math.sin(k);
                        }
                        return number == 7 ? 1 + Math.abs(sum) : 0;
                    }));
        }
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8);
        CommandContext context = new CommandContext(
                () -> home, InputStream.nullInputStream(), out, out, false, false, new ProgramVersion("0", null));
        List<TheoryResult> results = new TheoryTable(context, checks, true).tryAll();

        assertThat(results).extracting(TheoryResult::check).isEqualTo(checks);
        assertThat(told.toString(StandardCharsets.UTF_8)
                        .lines()
                        .map(line -> line.strip().replaceFirst(" .*", ""))
                        .filter(word -> word.matches("statement\\d+")))
                .isEqualTo(checks.stream().map(TheoryCheck::statement).toList());
        assertThat(results)
                .filteredOn(result -> TheoryTable.verdict(result).equals("Refuted"))
                .singleElement()
                .satisfies(result -> assertThat(result.check().name()).isEqualTo("field.n7"));
    }

    @Test
    void thePageIsWritten() throws Exception {
        Path page = home.resolve("theory.html");
        assertThat(terminal.run("theory", "field", "--plot", page.toString()).status())
                .isZero();

        assertThat(Files.readString(page)).contains("Overdamped relaxation to softmax", "Goldstone spectrum");
    }

    @Test
    void everyFigureIsAFile() {
        Path folder = home.resolve("figures");
        Outcome outcome = terminal.run("theory", "field", "--figures", folder.toString());

        assertThat(outcome.errorLines().stream().filter(line -> line.startsWith(folder.toString())))
                .hasSize(4)
                .contains(folder.resolve("goldstone.pdf").toString());
        assertThat(terminal.run("theory", "--list", "--figures", folder.toString())
                        .errorLines())
                .containsExactly("calorimeter: --list tries nothing; leave out --figures");
    }

    @Test
    void aPlaceThatCannotBeIsFoundBeforeTheWork() {
        Path page = home.resolve("absent/theory.html");
        Outcome outcome = terminal.run("theory", "field", "--plot", page.toString());

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.errorLines())
                .singleElement()
                .asString()
                .startsWith("calorimeter: cannot write the page " + page)
                .endsWith("give another place with --plot FILE");
    }

    @Test
    void aRunWithoutACheckpointIsOneLine() {
        String name = SampleRuns.interrupted(home, "nanda", 1);
        Outcome outcome = terminal.run("theory", "positions", "--run", name);

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.errorLines()).singleElement().asString().contains(name, "has no checkpoint");
    }

    /// Rotary positions keep the symmetry on trained weights, learned ones break it.
    @Test
    void trainedWeightsAreMeasured() {
        for (String positions : List.of("rotary", "learned")) {
            assertThat(terminal.run(
                                    "train",
                                    "--p",
                                    "11",
                                    "--width",
                                    "16",
                                    "--mlp-width",
                                    "16",
                                    "--positions",
                                    positions,
                                    "--max-steps",
                                    "5",
                                    "--json")
                            .status())
                    .isZero();
        }
        String runs = terminal.run("runs", "list", "--json").out();
        for (JsonNode run : Json.parse(runs)) {
            Outcome outcome = terminal.run(
                    "theory", "positions", "--json", "--run", run.path("run").textValue());
            assertThat(outcome.status()).as(outcome.err()).isZero();
            JsonNode results = Json.parse(outcome.out());
            JsonNode spectra = results.path(results.size() - 1).path("spectra");
            boolean rotary = spectra.path(0).path("code").textValue().startsWith("rotary");
            double cost = spectra.path(0).path("shift_cost").doubleValue();
            assertThat(spectra.path(0).path("code").textValue()).endsWith("(as trained)");
            assertThat(cost < 1e-12).isEqualTo(rotary);
            assertThat(cost > 1e-3).isEqualTo(!rotary);
            assertThat(spectra.path(0).path("modes")).hasSize(2);
        }
        assertThat(runs).contains("nanda-s0");
    }
}
