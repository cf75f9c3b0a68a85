// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.app.cli.SmallTraining;
import calorimeter.app.cli.Terminal;
import calorimeter.app.cli.TrainProcess;
import calorimeter.app.cli.text.Json;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStatus;
import calorimeter.lab.store.RunStore;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A sweep killed with SIGKILL again and again and run again each time: the same table, byte for byte, and the same
/// rows, as if it had never been killed.
@Timeout(300)
class SweepKillTest {

    private static final int KILLS = 3;

    private static final int LONGEST_STRETCH_MILLISECONDS = 1500;

    private static final int SIGTERM = 15;

    @TempDir
    private Path folder;

    private final Random random = new Random(20261122);

    private static String[] command(String steps, String... others) {
        List<String> words = new ArrayList<>(List.of(SmallTraining.sweep(
                "--name",
                "kill",
                "--p",
                "7,11",
                "--seeds",
                "0..2",
                "--max-steps",
                steps,
                "--stop",
                "budget",
                "--cores",
                "2",
                "--checkpoint-seconds",
                "0.1")));
        words.addAll(List.of(others));
        return words.toArray(String[]::new);
    }

    @Test
    void aSweepKilledThreeTimesIsTheSweep() throws Exception {
        Path wholeHome = folder.resolve("whole");
        Path home = folder.resolve("killed");
        String[] command = command("1500", "--json");
        JsonNode whole = Json.parse(new Terminal(wholeHome).run(command).out());
        int killsInTheMiddle = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            killsInTheMiddle += killed(home, command) ? 1 : 0;
        }
        assertThat(killsInTheMiddle).as("kills in the middle of the work").isPositive();

        Terminal.Outcome outcome = new Terminal(home).run(command);

        assertThat(outcome.status()).isZero();
        JsonNode again = Json.parse(outcome.out());
        assertThat(whole.path("runs")).hasSize(6);
        assertThat(again.path("runs").toString()).isEqualTo(whole.path("runs").toString());
        assertThat(again.path("completed").intValue()).isEqualTo(6);
        assertSameRows(wholeHome, home);
    }

    /// Returns whether a run was left half done.
    private boolean killed(Path home, String[] command) throws IOException, InterruptedException {
        try (TrainProcess process = TrainProcess.start(home, command)) {
            assertThat(process.awaitLine("sweep kill: ")).startsWith("sweep kill: 6 runs");
            boolean ended = process.endsWithin(random.nextInt(LONGEST_STRETCH_MILLISECONDS));
            if (!ended) {
                process.kill();
            }
        }
        try (RunStore store = RunStore.open(home)) {
            assertThat(store.runs())
                    .extracting(RunRecord::status)
                    .isSubsetOf(RunStatus.COMPLETED, RunStatus.INTERRUPTED);
            return store.runs().stream().anyMatch(run -> run.status() == RunStatus.INTERRUPTED && run.step() > 0);
        }
    }

    private static void assertSameRows(Path expectedHome, Path home) {
        try (RunStore expected = RunStore.open(expectedHome);
                RunStore store = RunStore.open(home)) {
            assertThat(store.runs()).hasSameSizeAs(expected.runs());
            for (RunRecord run : expected.runs()) {
                assertThat(Arrays.deepEquals(
                                store.series(store.find(run.name())).matrix(),
                                expected.series(run).matrix()))
                        .as("the rows of " + run.name())
                        .isTrue();
            }
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aSweepThatIsAskedToStopSaysHowToGoOn() throws Exception {
        try (TrainProcess process = TrainProcess.start(folder, command("1000000"))) {
            assertThat(process.awaitLine("sweep kill: ")).isEqualTo("sweep kill: 6 runs, 6 missing");
            assertThat(process.endsWithin(1000)).isFalse();
            List<String> said = process.terminate();
            assertThat(process.exitStatus()).isEqualTo(128 + SIGTERM);
            assertThat(said)
                    .last()
                    .isEqualTo("stopped with 0 of 6 runs done; continue with: ./calorimeter sweep --name kill");
        }
        try (RunStore store = RunStore.open(folder)) {
            assertThat(store.runs()).hasSize(2).allSatisfy(run -> {
                assertThat(run.status()).isEqualTo(RunStatus.INTERRUPTED);
                assertThat(store.checkpoints(run).steps()).contains(run.step());
            });
        }
    }
}
