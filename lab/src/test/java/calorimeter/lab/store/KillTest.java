// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A process that is killed with SIGKILL at a random instant, again and again, loses nothing that it was told
/// is stored.
@Timeout(120)
class KillTest {

    private static final int KILLS = 6;

    @TempDir
    Path home;

    @Test
    void whatWasAcknowledgedIsThere() throws Exception {
        Random random = new Random(20261101);
        long lastRow = 0;
        long lastCheckpoint = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            for (String line : runUntilKilled(random)) {
                long step = Long.parseLong(line.substring(line.indexOf(' ') + 1));
                if (line.startsWith("row ")) {
                    lastRow = Math.max(lastRow, step);
                } else {
                    lastCheckpoint = Math.max(lastCheckpoint, step);
                }
            }
            assertIntact(lastRow, lastCheckpoint);
        }
        assertThat(lastCheckpoint).as("the kills hit a run that makes progress").isGreaterThan(KILLS);
    }

    /// The acknowledgements; the instant falls anywhere in the work on a row or a checkpoint.
    private List<String> runUntilKilled(Random random) throws Exception {
        List<String> acknowledged = new ArrayList<>();
        try (ChildProcess child = ChildProcess.run(EndlessRun.class, home.toString())) {
            assertThat(child.readLine()).startsWith("ready ");
            int lines = 1 + random.nextInt(60);
            for (int i = 0; i < lines; i++) {
                String line = child.readLine();
                assertThat(line).as("the child ended by itself").isNotNull();
                acknowledged.add(line);
            }
            Thread.sleep(0, random.nextInt(1_000_000));
            acknowledged.addAll(child.kill());
        }
        return acknowledged;
    }

    private void assertIntact(long lastRow, long lastCheckpoint) {
        try (RunStore store = RunStore.open(home)) {
            RunRecord run = store.runs().getFirst();
            assertThat(run.status()).isEqualTo(RunStatus.INTERRUPTED);
            RunSeries series = store.series(run);
            assertThat(series.size()).isGreaterThanOrEqualTo((int) lastRow);
            for (int row = 0; row < series.size(); row++) {
                assertThat(series.step(row)).isEqualTo(row + 1);
                assertThat(series.row(row)).containsExactly(Samples.values(row + 1));
            }
            long found = store.checkpoints(run).latest().map(Checkpoint::step).orElse(0L);
            assertThat(found).isGreaterThanOrEqualTo(lastCheckpoint);
            if (found > 0) {
                assertThat(store.checkpoints(run).load(found)).isEqualTo(Samples.checkpoint(found));
            }
        }
    }
}
