// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calorimeter.lab.run.Presets;
import calorimeter.lab.run.TinyRuns;
import calorimeter.lab.store.RunStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepVerificationTest {

    private final Sweep sweep = Sweep.of(
            "v",
            IntStream.range(0, 4)
                    .mapToObj(seed -> TinyRuns.tiny(Presets.NANDA, "seed=" + seed, "max-steps=20"))
                    .toList());

    @TempDir
    private Path root;

    private SweepVerification verify(RunStore store, double share, String scratch) {
        try (RunStore again = RunStore.open(root.resolve(scratch))) {
            return SweepVerification.of(
                    store, sweep, share, 0, again, SweepRunner.Options.of(1, "2.0", null), SweepListener.NONE);
        }
    }

    @Test
    void confirmsWhatIsTheSameAndShowsBothProvenancesOfWhatIsNot() throws SQLException {
        try (RunStore store = RunStore.open(root.resolve("home"))) {
            assertThatThrownBy(() -> verify(store, 1, "nothing"))
                    .isInstanceOf(SweepException.class)
                    .hasMessageContaining("no run of this sweep has ended");
            new SweepRunner(store, SweepRunner.Options.of(1, "1.0", null)).run(sweep, SweepListener.NONE);
            assertThat(verify(store, 0.5, "one")).matches(SweepVerification::isConfirmed);

            // A result that another machine might have sent.
            SweepRun changed = verify(store, 0.01, "two").drawn().getFirst();
            try (Connection connection = DriverManager.getConnection(
                            "jdbc:sqlite:" + root.resolve("home/calorimeter.db").toUri());
                    Statement update = connection.createStatement()) {
                update.executeUpdate("UPDATE run SET result = json_set(result, '$.parameters_sha256', 'f00')"
                        + " WHERE identity = '" + changed.identity() + "'");
            }
            SweepVerification verification = verify(store, 0.5, "three");

            assertThat(verification.isConfirmed()).isFalse();
            assertThat(verification.equal()).isEqualTo(1);
            assertThat(verification.differences())
                    .singleElement()
                    .satisfies(text -> assertThat(text)
                            .contains("of this machine has the identity of run", "in the store but other bits", "f00")
                            .contains("Calorimeter 1.0", "this machine's by", "Calorimeter 2.0"));
        }
    }

    @Test
    void aLargerShareContainsASmallerOne() {
        try (RunStore store = RunStore.open(root.resolve("home"))) {
            new SweepRunner(store, SweepRunner.Options.of(2, "1.0", null)).run(sweep, SweepListener.NONE);
            List<SweepRun> runs = SweepRun.of(store, sweep);
            assertThat(SweepVerification.draw(runs, 0.01, 3)).hasSize(1);
            assertThat(SweepVerification.draw(runs, 0.6, 3))
                    .hasSize(3)
                    .containsAll(SweepVerification.draw(runs, 0.5, 3))
                    .isSortedAccordingTo(Comparator.comparingInt(SweepRun::position));
            assertThat(SweepVerification.draw(runs, 1, 3)).isEqualTo(runs);
        }
    }
}
