// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.app.cli.SmallTraining;
import calorimeter.app.cli.Terminal;
import calorimeter.app.cli.Terminal.Outcome;
import calorimeter.app.cli.text.Json;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStore;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A sweep is found again by its name, by whatever looks at runs.
@Timeout(120)
class SweepLookupTest {

    @TempDir
    private Path home;

    @BeforeEach
    void aSweepAndAnotherRun() {
        assertThat(run(SmallTraining.sweep("--name", "small", "--p", "5,7", "--seeds", "1..2"))
                        .status())
                .isZero();
        assertThat(run(SmallTraining.command("--seed", "9")).status()).isZero();
    }

    private Outcome run(String... words) {
        return new Terminal(home).run(words);
    }

    @Test
    void theListNamesSweepsWithTheirRunsDone() {
        assertThat(run("sweep", "--list").out().lines().map(line -> line.strip().replaceAll(" +", " ")))
                .containsExactly("sweep done of", "small 4 4");
        try (RunStore store = RunStore.open(home)) {
            store.delete(
                    store.attempts(store.sweep("small").getFirst().identity()).getFirst());
        }
        assertThat(run("sweep", "--list", "--json").out().strip())
                .isEqualTo("[{\"sweep\":\"small\",\"done\":3,\"total\":4}]");
        assertThat(run("sweep", "--list", "--seeds", "0..9").errorLines())
                .singleElement()
                .asString()
                .contains("--list names all sweeps and goes with no other choice");
    }

    @Test
    void runsOfASweepAreListed() {
        JsonNode runs =
                Json.parse(run("runs", "list", "--sweep", "small", "--json").out());

        assertThat(runs).hasSize(4).noneMatch(one -> one.path("seed").longValue() == 9);
        assertThat(run("runs", "list", "--sweep", "smal").errorLines())
                .containsExactly("calorimeter: there is no sweep 'smal' in " + home
                        + "; did you mean small? `calorimeter sweep --list` shows all");
    }

    @Test
    void aReportOfASweepGroupsItsRuns() throws IOException {
        Path page = home.resolve("page.html");
        Outcome outcome = run("report", "--sweep", "small", "--output", page.toString());

        assertThat(outcome).isEqualTo(new Outcome(0, page + System.lineSeparator(), ""));
        assertThat(Files.readString(page)).contains("4 runs in 2 groups by p").contains("\"name\":\"p = 5\"");
    }

    /// Two sweeps may share a run, and each has its own page; another axis is another page.
    @Test
    void aReportOfASweepLiesInItsOwnFolder() {
        Path folder = home.resolve("sweeps").resolve("small");

        assertThat(run("report", "--sweep", "small").out().strip())
                .isEqualTo(folder.resolve("sweep.html").toString());
        assertThat(run("report", "--sweep", "small", "--by", "seed").out().strip())
                .isEqualTo(folder.resolve("sweep-by-seed.html").toString());
        assertThat(folder.resolve("sweep.html")).isRegularFile();
        assertThat(folder.resolve("sweep-by-seed.html")).isRegularFile();
    }

    @Test
    void aSweepIsGroupedByTheKeyThatIsAskedFor() throws IOException {
        Path page = home.resolve("page.html");

        assertThat(run("report", "--sweep", "small", "--by", "seed", "--output", page.toString())
                        .status())
                .isZero();
        assertThat(Files.readString(page)).contains("\"name\":\"seed = 2\"");
        Outcome unknown = run("report", "--sweep", "small", "--by", "sed");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.errorLines())
                .containsExactly(
                        "calorimeter: --by: the runs do not differ in 'sed'; the axes are p, seed; did you mean"
                                + " seed?");
        assertThat(run("report", "nanda-s9", "--by", "p").errorLines())
                .containsExactly("calorimeter: --by p is for the page of a sweep; give --sweep NAME too");
    }

    @Test
    void runsWithoutRowsAreLeftOutOfAReport() {
        try (RunStore store = RunStore.open(home)) {
            RunRecord first =
                    store.attempts(store.sweep("small").getFirst().identity()).getFirst();
            store.delete(first);
        }
        Path page = home.resolve("page.html");

        assertThat(run("report", "--sweep", "small", "--output", page.toString())
                        .errorLines())
                .containsExactly("1 of the 4 runs of the sweep small have no rows yet and are left out");
    }

    @Test
    void aSweepsNameInPlaceOfARunsSaysHowToAsk() {
        for (List<String> command : List.of(List.of("report", "small"), List.of("runs", "show", "small"))) {
            assertThat(run(command.toArray(String[]::new)).errorLines())
                    .containsExactly("calorimeter: there is no run 'small' in " + home + ", but a sweep of that name;"
                            + " `calorimeter runs list --sweep small` lists its runs, `calorimeter report --sweep small`"
                            + " shows them");
        }
        assertThat(run("report").errorLines()).singleElement().asString().contains("either runs or --sweep NAME");
        assertThat(run("report", "nanda-s9", "--sweep", "small").status()).isEqualTo(2);
    }
}
