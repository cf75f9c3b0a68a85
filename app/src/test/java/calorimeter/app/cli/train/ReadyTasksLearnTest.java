// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.app.cli.Terminal;
import calorimeter.app.cli.Terminal.Outcome;
import calorimeter.lab.store.RunSeries;
import calorimeter.lab.store.RunStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The ready sequence tasks are learned by the commands of the manual, on rows that training has not seen.
@Tag("slow")
class ReadyTasksLearnTest {

    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(strings = {"lookup", "induction", "parity"})
    void theManualsCommandLearns(String task) throws IOException {
        String beginning = "./calorimeter train --task " + task + " ";
        String command = Files.readAllLines(Path.of("../docs/manual.md")).stream()
                .filter(line -> line.startsWith(beginning))
                .findFirst()
                .orElseThrow();

        Outcome outcome = new Terminal(home)
                .run(command.substring("./calorimeter ".length()).split(" ", -1));

        assertThat(outcome.status()).as(outcome.err()).isZero();
        try (RunStore store = RunStore.openToRead(home)) {
            RunSeries rows = store.series(store.runs().getFirst());
            double[] accuracy = rows.column("test.accuracy");
            assertThat(accuracy[accuracy.length - 1]).isGreaterThanOrEqualTo(0.99);
            assertThat(accuracy[0]).as("chance at first").isLessThan(0.65);
        }
    }
}
