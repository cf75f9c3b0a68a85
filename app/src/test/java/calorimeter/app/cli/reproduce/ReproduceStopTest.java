// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.app.cli.TrainProcess;
import calorimeter.lab.store.RunStatus;
import calorimeter.lab.store.RunStore;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The end of the process waits until it is said how to go on.
@Timeout(120)
class ReproduceStopTest {

    private static final int SIGTERM = 15;

    @TempDir
    private Path home;

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aReproductionThatIsAskedToStopSaysHowToGoOn() throws Exception {
        try (TrainProcess process = TrainProcess.start(home, "reproduce", "bi2026", "--quick", "--cores", "2")) {
            assertThat(process.awaitLine("sweep ")).contains("missing");
            assertThat(process.endsWithin(1000)).isFalse();
            List<String> said = process.terminate();
            assertThat(process.exitStatus()).isEqualTo(128 + SIGTERM);
            assertThat(said)
                    .last()
                    .isEqualTo("calorimeter: stopped; the same command goes on, --judge-only judges what is there");
        }
        try (RunStore store = RunStore.open(home)) {
            assertThat(store.runs())
                    .hasSize(2)
                    .allSatisfy(run -> assertThat(run.status()).isEqualTo(RunStatus.INTERRUPTED));
        }
    }
}
