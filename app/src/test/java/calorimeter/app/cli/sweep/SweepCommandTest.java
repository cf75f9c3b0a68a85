// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.app.cli.SmallTraining;
import calorimeter.app.cli.Terminal;
import calorimeter.app.cli.Terminal.Outcome;
import calorimeter.app.cli.text.Json;
import calorimeter.lab.store.RunStore;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class SweepCommandTest {

    @TempDir
    private Path home;

    private Outcome sweep(String... others) {
        return new Terminal(home).run(SmallTraining.sweep(others));
    }

    private Outcome plain(String... words) {
        return new Terminal(home).run(words);
    }

    private void assertRefused(Outcome outcome, String line) {
        assertThat(outcome).isEqualTo(new Outcome(2, "", "calorimeter: " + line + System.lineSeparator()));
    }

    private void assertNoRun() {
        try (RunStore store = RunStore.open(home)) {
            assertThat(store.runs()).isEmpty();
        }
    }

    /// Before the first run, which would fit.
    @Test
    void aStepThatDoesNotFitIntoMemoryIsRefused() {
        String[] large = {
            "sweep",
            "--name",
            "large",
            "--model",
            "mlp",
            "--norm",
            "batch-norm",
            "--mlp-width",
            "100000",
            "--p",
            "5,499"
        };

        for (Outcome outcome : List.of(
                plain(large),
                plain(Stream.concat(Arrays.stream(large), Stream.of("--dry-run"))
                        .toArray(String[]::new)))) {
            assertThat(outcome.status()).isEqualTo(2);
            assertThat(outcome.errorLines())
                    .singleElement()
                    .asString()
                    .startsWith("calorimeter: run p=499: batch-size is 0, all ");
        }
        assertThat(plain("runs", "list").out()).doesNotContain("nanda");
    }

    @Test
    void theTableHasARunALine() {
        Outcome outcome = sweep("--weight-decay", "0,1", "--seeds", "3..4");

        assertThat(outcome.status()).isZero();
        List<String> lines = outcome.out().lines().toList();
        assertThat(lines).hasSize(5);
        assertThat(lines.getFirst().strip().split(" +", -1))
                .containsExactly("weight-decay", "seed", "status", "memorised", "generalised", "steps", "time", "run");
        assertThat(lines.stream().skip(1).map(line -> line.strip().replaceAll(" +", " ")))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("0.0 3 completed - - 40 "),
                        line -> assertThat(line).startsWith("0.0 4 completed - - 40 "),
                        line -> assertThat(line).startsWith("1.0 3 completed - - 40 "),
                        line -> assertThat(line).startsWith("1.0 4 completed - - 40 "));
        assertThat(outcome.errorLines()).hasSize(6).last().asString().startsWith("4/4  weight-decay=");
        assertThat(outcome.errorLines().get(1))
                .isEqualTo("note: --max-steps 40 is less than --sustain 500, so no level is kept for long enough to"
                        + " count as memorised or generalised");
    }

    @Test
    void combinationsThatAreOneRunAreTold() {
        Outcome outcome = sweep("--optimizer", "adamw,sgd", "--momentum", "0,0.9", "--dry-run");

        assertThat(outcome.status()).isZero();
        assertThat(outcome.errorLines())
                .contains("the grid's 4 combinations are 3 different runs: a setting has no effect in some of them, or"
                        + " has equal values");
    }

    @Test
    void anAxisThatNoRunHasIsRefused() {
        assertRefused(
                sweep("--controller-gain", "1,2"),
                "--controller-gain has no effect with weight-decay-controller none; leave it out, or give another"
                        + " weight-decay-controller");
        assertNoRun();
    }

    /// Every run is the one that `train` makes of the same settings.
    @Test
    void aRunOfASweepIsTheRunOfTrain() {
        JsonNode alone = Json.parse(new Terminal(home.resolve("alone"))
                .run(SmallTraining.command("--seed", "4", "--json"))
                .out());
        JsonNode json = Json.parse(sweep("--seeds", "3,4", "--json").out());

        JsonNode run = json.path("runs").path(1);
        assertThat(run.path("run")).isEqualTo(alone.path("run"));
        assertThat(run.path("result").path("parameters_sha256")).isEqualTo(alone.path("parameters_sha256"));
        assertThat(json.path("varied").toString()).isEqualTo("[\"seed\"]");
        assertThat(json.path("times")).hasSize(2);
        assertThat(run.toString()).doesNotContain("seconds").doesNotContain("per_second");
    }

    /// What --extend adds to a sample is the rest of a larger one.
    @Test
    void aSampleCanBeExtended() {
        String[] interval = {
            "--name", "s", "--weight-decay", "0:1", "--learning-rate", "log:1e-4:1e-2", "--seeds", "3,4"
        };
        JsonNode two = Json.parse(sweep(sampled(interval, "--sample", "2")).out());
        Outcome five = sweep(sampled(interval, "--sample", "5", "--extend"));

        assertThat(two.path("total").intValue()).isEqualTo(4);
        assertThat(two.path("varied").toString()).isEqualTo("[\"learning-rate\",\"weight-decay\",\"seed\"]");
        assertThat(five.err()).startsWith("sweep s: 10 runs, 4 completed, 6 missing");
        assertThat(Json.parse(five.out()).path("runs"))
                .startsWith(two.path("runs").path(0), two.path("runs").path(1));
        assertThat(sweep(sampled(interval, "--sample", "5", "--sample-seed", "1"))
                        .errorLines())
                .singleElement()
                .asString()
                .contains("the sweep s has changed");
    }

    private static String[] sampled(String[] interval, String... others) {
        return Stream.of(interval, others, new String[] {"--json"})
                .flatMap(Stream::of)
                .toArray(String[]::new);
    }

    @Test
    void aSecondTimeNothingIsComputed() {
        Outcome first = sweep("--seeds", "0..2", "--json");
        Outcome second = sweep("--seeds", "0..2", "--json");
        String name = Json.parse(first.out()).path("sweep").textValue();
        Outcome byName = plain("sweep", "--name", name, "--json");

        assertThat(second.out()).isEqualTo(first.out());
        assertThat(byName.out()).isEqualTo(first.out());
        assertThat(second.err()).isEqualTo("sweep " + name + ": 3 runs, 3 completed" + System.lineSeparator());
    }

    @Test
    void aFileAndOptionsTogether() throws IOException {
        Path file = Files.writeString(home.resolve("decay.toml"), """
                width = 16
                heads = 2
                mlp-width = 32
                [grid]
                weight-decay = [0, 1]
                """);
        String[] others = {
            "--p", "7", "--max-steps", "40", "--log-every", "10", "--log-spaced", "0", "--probe-size", "20", "--json"
        };
        List<String> words = new ArrayList<>(List.of("sweep", file.toString(), "--seeds", "0..1"));
        words.addAll(List.of(others));
        JsonNode json = Json.parse(plain(words.toArray(String[]::new)).out());

        assertThat(json.path("sweep").textValue()).isEqualTo("decay");
        assertThat(json.path("completed").intValue()).isEqualTo(4);
        assertRefused(
                plain("sweep", file.toString(), "--seeds", "0..1", "--width", "32"),
                "width is given twice (" + file + ", line 1, column 9; --width); leave one out");
        assertRefused(
                plain("sweep", file.toString(), "--preset", "bi"),
                "--preset bi is given besides the sweep " + file
                        + ", which says where it starts from; write preset = \"bi\" there");
    }

    @Test
    void aChangedSweepIsNoticed() {
        assertThat(sweep("--name", "s", "--seeds", "0..1").status()).isZero();
        String changed = "the sweep s has changed since it was begun: it had 2 runs and now has 3";

        assertRefused(
                sweep("--name", "s", "--seeds", "0..2"),
                changed + " (seed was 0,1 and is 0,1,2); --extend adds the new ones to those there are, or give another"
                        + " --name");
        assertThat(sweep("--name", "s", "--seeds", "0..2", "--extend").status()).isZero();
        assertThat(sweep("--name", "s", "--seeds", "1..3", "--extend").errorLines())
                .singleElement()
                .asString()
                .contains("1 of the earlier ones are no longer in it (seed was 0,1,2 and is 1,2,3)");
        assertThat(sweep("--name", "s", "--seeds", "0..1", "--dry-run").status())
                .isEqualTo(2);
    }

    @Test
    void aRunThatDivergesIsListedAndDone() {
        Outcome outcome = sweep("--optimizer", "sgd", "--learning-rate", "0.01,1e30");

        assertThat(outcome.status()).isZero();
        assertThat(outcome.out()).contains(" completed ").contains(" diverged ");
        assertThat(outcome.errorLines()).last().asString().startsWith("diverged: learning-rate=1.0E30: the ");
    }

    @Test
    void aDryRunComputesNothing() {
        JsonNode json = Json.parse(
                sweep("--seeds", "0..4", "--cores", "2", "--dry-run", "--json").out());

        assertThat(json.path("missing").intValue()).isEqualTo(5);
        assertThat(json.path("threads_per_run").intValue()).isEqualTo(1);
        assertThat(json.path("steps_left_at_most").intValue()).isEqualTo(200);
        assertThat(json.path("seconds_left_about").doubleValue()).isPositive();
        assertThat(json.path("shapes").path("timed_in_trials").intValue()).isEqualTo(1);
        assertNoRun();
        Outcome text = sweep("--seeds", "0..4", "--cores", "2", "--dry-run");
        assertThat(text.out())
                .contains("missing      5")
                .contains("1 for each run, on 2 cores")
                .containsPattern("time left +about .* if every run uses its whole step budget")
                .contains("1 of 1 kinds of steps, in trials of some seconds");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--p seven | p is 'seven' (--p) but must be an integer of at least 3",
                "--p 5,0:1 | p is '0:1' (--p), but a range is written from:to:step, as 0.1:1:0.1, or log:from:to:count with"
                        + " from and to above 0, as log:1e-3:1:7, and has at most 100000 values",
                "--p 5:9 | p has an interval (--p) but nothing says how many values to draw; give --sample N, or write"
                        + " from:to:step, as 0.1:1:0.1, or log:from:to:count, as log:1e-3:1:7",
                "--p 9:5 --sample 3 | p is '9:5' (--p), but an interval is written from:to, as 0.1:1, or log:from:to"
                        + " with from above 0, as log:1e-4:1e-2, with from below to",
                "--p 5:9 --sample 0 | --sample is 0 but must be from 1 to 100000",
                "--p 5:9 --seeds 0..9 --sample 20000 | the grid has more than 100000 runs; split it",
                "--p 5:9 --sample-seed 3 | --sample-seed has no effect without --sample N; give both, or neither",
                "--p 5,9 --sample 3 | --sample 3 draws from intervals, as --learning-rate log:1e-4:1e-2 or"
                        + " --weight-decay 0:1, but there is none; give one, or leave --sample out",
                "--name s --sample 3 | --sample 3 draws from intervals, as --learning-rate log:1e-4:1e-2 or"
                        + " --weight-decay 0:1, but there is none; give one, or leave --sample out",
                "--p 1:9 --sample 3 | p is '1' (--p) but must be an integer of at least 3",
                "--train-fraction 0.1:2 --sample 1 | train-fraction is '2' (--train-fraction) but must be"
                        + " strictly between 0 and 1",
                "--optimizer 5:9 --sample 3 | optimizer is '5' (--optimizer) but must be one of adamw, adam, sgd",
                "--list --sample 3 | --list names all sweeps and goes with no other choice than --json; leave out the"
                        + " others",
                "--seeds 0..x | seed is '0..x' (--seeds) but must be an integer of at most 64 bits",
                "--seed 1 --seeds 0..9 | seed is given twice (--seed; --seeds); leave one out",
                "--seeds 0-3 | seeds is '0-3' (--seeds), but a range is written 0..3",
                "--p 7,11-13 --seeds 0,1 | p is '11-13' (--p), but a range is written 11..13",
                "--seeds 0..9 --p seven | p is 'seven' (--p) but must be an integer of at least 3",
                "--seeds 0..9 --cores 0 | --cores is 0 but must be from 1 to 256",
                "--seeds 0..9 --preset nada | preset is 'nada' but must be one of nanda, pandey, verma, bi, tanaka, truong;"
                        + " did you mean nanda?",
                "--seeds 0..9 --name a/b | the sweep's name is 'a/b' but must be at most 100 letters, digits, '-', '_'"
                        + " and '.', beginning with a letter or digit",
                "--seeds 0..9 --checkpoint-seconds -1 | --checkpoint-seconds is -1.0 but must be from 0 to 86400"
            })
    void badInput(String flags, String line) {
        assertRefused(sweep(flags.split(" ", -1)), line);
        assertNoRun();
    }

    @Test
    void aSweepOfNothingIsToldWhatItNeeds() {
        assertThat(plain("sweep").errorLines())
                .containsExactly("calorimeter: a sweep needs settings, as --seeds 0..9, a file, or --name of an earlier"
                        + " one");
        assertNoRun();
    }

    @Test
    void aSweepOfASingleRun() {
        Outcome outcome = sweep("--seeds", "3", "--json");
        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(Json.parse(outcome.out()).path("runs")).hasSize(1);
    }

    @Test
    void helpSaysWhatTheNameIs() {
        assertThat(plain("sweep", "--help").out().replaceAll("\\s+", " "))
                .contains("--name=NAME Name of the sweep; alone, it goes on with the sweep of that name.");
    }

    @Test
    void aSettingGivenTwiceIsRefused() {
        assertThat(sweep("--seeds", "0..3", "--seeds", "4..5").errorLines())
                .singleElement()
                .asString()
                .startsWith("calorimeter: --seeds is given twice, as 0..3 and as 4..5; leave one out; ");
        assertNoRun();
    }

    @Test
    void anUnknownName() {
        assertRefused(
                plain("sweep", "--name", "dcay"),
                "there is no sweep 'dcay' in " + home + "; give it a grid, as --seeds 0..9");
        sweep("--name", "decay", "--seeds", "0..1");
        assertRefused(
                plain("sweep", "--name", "dcay"),
                "there is no sweep 'dcay' in " + home + "; did you mean decay? Give it a grid, as --seeds 0..9, or see"
                        + " `calorimeter sweep --list`");
    }

    @Test
    void anUnknownFlagNamesTheNearest() {
        assertThat(sweep("--wieght-decay", "0,1").errorLines())
                .singleElement()
                .asString()
                .startsWith("calorimeter: unknown option '--wieght-decay' of `calorimeter sweep`; did you mean"
                        + " --weight-decay?");
    }
}
