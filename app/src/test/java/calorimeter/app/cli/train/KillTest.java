// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.app.cli.SmallTraining;
import calorimeter.app.cli.Terminal;
import calorimeter.app.cli.TrainProcess;
import calorimeter.app.cli.text.Json;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunSeries;
import calorimeter.lab.store.RunStatus;
import calorimeter.lab.store.RunStore;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `train` killed with SIGKILL again and again and resumed each time: the same parameters, the same rows, and
/// none that was readable is lost.
@Timeout(300)
class KillTest {

    private static final int KILLS = 20;

    /// Several stretches between two kills on most machines; when a run ends in a stretch, another is begun.
    private static final int STEPS = 2500;

    private static final int LONGEST_STRETCH_MILLISECONDS = 700;

    @TempDir
    private Path home;

    private final Random random = new Random(20261121);

    private static String[] command() {
        return SmallTraining.command(
                "--max-steps",
                Integer.toString(STEPS),
                "--stop",
                "budget",
                "--log-every",
                "1",
                "--threads",
                "1",
                "--checkpoint-seconds",
                "0.1");
    }

    @Test
    void aRunKilledTwentyTimesIsTheRun() throws Exception {
        JsonNode whole =
                Json.parse(new Terminal(home).run(with(command(), "--json")).out());
        try (RunStore store = RunStore.open(home)) {
            RunSeries expected = store.series(store.find(whole.path("run").textValue()));
            List<String> runs = new ArrayList<>();
            String run = null;
            int kills = 0;
            int killsAfterProgress = 0;
            while (kills < KILLS) {
                long before = run == null ? 0 : store.find(run).step();
                run = killedOrEnded(store, run, expected);
                if (!runs.contains(run)) {
                    runs.add(run);
                }
                if (store.find(run).status() == RunStatus.COMPLETED) {
                    run = null;
                } else {
                    kills++;
                    killsAfterProgress += store.find(run).step() > before ? 1 : 0;
                }
            }
            assertThat(killsAfterProgress).as("kills in the middle of the work").isGreaterThan(KILLS / 4);
            for (String name : runs) {
                assertSame(store, name, whole, expected);
            }
        }
    }

    private static String[] with(String[] words, String last) {
        String[] all = Arrays.copyOf(words, words.length + 1);
        all[words.length] = last;
        return all;
    }

    /// One process, killed at a random instant after it has taken up its run. Returns the run.
    private String killedOrEnded(RunStore store, @Nullable String run, RunSeries expected) throws Exception {
        String[] arguments = run == null ? command() : resume(run);
        try (TrainProcess process = TrainProcess.start(home, arguments)) {
            String name = process.awaitRun();
            assertThat(name).as("the run that was begun").isNotNull();
            boolean ended = process.endsWithin(random.nextInt(LONGEST_STRETCH_MILLISECONDS));
            RunSeries readable = store.series(store.find(name));
            if (!ended) {
                process.kill();
            }
            RunRecord left = store.find(name);
            assertThat(left.status()).isIn(RunStatus.INTERRUPTED, RunStatus.COMPLETED);
            assertThat(store.series(left).size()).isGreaterThanOrEqualTo(readable.size());
            assertBeginning(store.series(left), expected);
            return left.name();
        }
    }

    private static String[] resume(String run) {
        return new String[] {"train", "--resume", run, "--threads", "1", "--checkpoint-seconds", "0.1"};
    }

    /// Rows without a gap, each with the bits of the run that was never killed.
    private static void assertBeginning(RunSeries series, RunSeries expected) {
        for (int row = 0; row < series.size(); row++) {
            assertThat(series.step(row)).isEqualTo(row);
            if (!Arrays.equals(series.row(row), expected.row(row))) {
                assertThat(series.row(row)).as("row " + row).containsExactly(expected.row(row));
            }
        }
    }

    /// The last run is still to be ended.
    private void assertSame(RunStore store, String name, JsonNode whole, RunSeries expected) {
        if (store.find(name).status() != RunStatus.COMPLETED) {
            assertThat(new Terminal(home).run(resume(name)).status()).isZero();
        }
        RunRecord run = store.find(name);
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(store.series(run).size()).isEqualTo(expected.size());
        assertBeginning(store.series(run), expected);
        String result = run.resultJson();
        assertThat(result).isNotNull();
        assertThat(Json.parse(result).path("parameters_sha256")).isEqualTo(whole.path("parameters_sha256"));
        assertThat(Json.parse(result).path("peaks")).isEqualTo(whole.path("peaks"));
    }
}
