// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.app.cli.SmallTraining;
import calorimeter.app.cli.TrainProcess;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStatus;
import calorimeter.lab.store.RunStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// SIGTERM, as Ctrl-C, stops a run at a checkpoint. Windows has neither for another process.
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
class TerminationTest {

    private static final int SIGTERM = 15;

    @TempDir
    private Path home;

    @Test
    void aRunThatIsAskedToStopSaysHowToGoOn() throws Exception {
        String[] command = SmallTraining.command("--max-steps", "1000000", "--stop", "budget", "--threads", "2");
        String name;
        List<String> said;
        try (TrainProcess process = TrainProcess.start(home, command)) {
            name = Objects.requireNonNull(process.awaitRun(), "the run that was begun");
            assertThat(process.endsWithin(300)).isFalse();
            said = process.terminate();
            assertThat(process.exitStatus()).isEqualTo(128 + SIGTERM);
        }
        try (RunStore store = RunStore.open(home)) {
            RunRecord run = store.find(name);
            assertThat(run.status()).isEqualTo(RunStatus.INTERRUPTED);
            assertThat(run.step()).isPositive();
            assertThat(store.checkpoints(run).steps()).containsExactly(run.step());
            long logged = 10 * ((run.step() - 1) / 10);
            assertThat(store.series(run).steps()).endsWith(logged);
            assertThat(said)
                    .last()
                    .isEqualTo(
                            "stopped at step " + run.step() + "; continue with: ./calorimeter train --resume " + name);
        }
    }
}
