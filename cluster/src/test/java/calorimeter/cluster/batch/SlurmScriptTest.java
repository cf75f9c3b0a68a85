// SPDX-License-Identifier: Apache-2.0
package calorimeter.cluster.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calorimeter.lab.sweep.SweepException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlurmScriptTest {

    @TempDir
    private Path folder;

    /// Times as sbatch(1) lists them, less two minutes or a tenth.
    @ParameterizedTest
    @CsvSource({
        "30, 1680",
        "10:30, 567",
        "4:00:00, 14280",
        "1-12, 129480",
        "1-12:30, 131280",
        "2-01:02:03, 176403",
    })
    void readsTimesAsSlurmDoes(String time, long seconds) {
        assertThat(SlurmScript.workingTime(time)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4h", "-1", "1:2:3:4", "4:00:00\n#SBATCH", "0", "0:00", "99999999999999999999"})
    void refusesOtherTexts(String time) {
        assertThatThrownBy(() -> SlurmScript.workingTime(time)).isInstanceOf(SweepException.class);
    }

    @Test
    void quotesPaths() {
        BatchFolder batch = BatchFolder.plan(
                folder.resolve("my runs"), BatchManifest.of(BatchSamples.sweep(4), BatchSamples.PROGRAM, 2));
        String text = new SlurmScript(Path.of("/opt/it's/calorimeter"), "60", "night", 3).text(batch);
        assertThat(text)
                .startsWith("""
                        #!/bin/bash
                        #SBATCH --job-name=calorimeter-s
                        #SBATCH --array=0-1
                        #SBATCH --time=60
                        #SBATCH --partition=night
                        #SBATCH --cpus-per-task=3
                        #SBATCH --requeue
                        """)
                .contains("#SBATCH --output=logs/%a.log\n#SBATCH --signal=B:USR1@120\n")
                .contains("'/opt/it'\\''s/calorimeter' sweep --array \"$SLURM_ARRAY_TASK_ID/2\" --batch '"
                        + batch.path() + "' --cores");
    }
}
