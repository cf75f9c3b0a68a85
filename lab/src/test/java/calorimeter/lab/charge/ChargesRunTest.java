// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.charge;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.lab.run.TinyRuns;
import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.store.RunStore;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs that record their charges.
class ChargesRunTest {

    @TempDir
    Path home;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nanda model=mlp norm=batch-norm batch-size=8 learning-rate=0.05 optimizer=sgd momentum=0.9"
                        + " weight-decay=0.005 dampening=0.3",
                "nanda learning-rate=0.05 optimizer=sgd weight-decay=0.005",
                "pandey batch-size=8"
            })
    void anInterruptedRunRecordsTheSameBits(String text) throws Exception {
        TrainParameters parameters = FollowedTraining.parameters(text + " charges=true log-every=7");
        try (RunStore store = RunStore.open(home)) {
            String whole = TinyRuns.start(store, parameters).run();
            String parts = TinyRuns.start(store, parameters, 2, 17).run();
            TinyRuns.resume(store, parts, 11);
            TinyRuns.resume(store, parts, 14);
            TinyRuns.resume(store, parts, Integer.MAX_VALUE);

            long[] bits = TinyRuns.bits(store.series(store.find(whole)));
            assertThat(Arrays.stream(bits).distinct().count()).isGreaterThan(100);
            assertThat(TinyRuns.bits(store.series(store.find(parts)))).isEqualTo(bits);
        }
    }

    /// The last row of a run is measured again from the last checkpoint.
    @ParameterizedTest
    @ValueSource(strings = "nanda learning-rate=0.05 optimizer=sgd momentum=0.9 weight-decay=0.005")
    void aStepThatIsRepeatedIsFollowedOnce(String text) throws Exception {
        TrainParameters parameters = FollowedTraining.parameters(text + " charges=true");
        try (RunStore store = RunStore.open(home)) {
            String run = TinyRuns.start(store, parameters).run();
            TinyRuns.loseResult(home, run);
            TinyRuns.resume(store, run, Integer.MAX_VALUE);
            assertThat(store.series(store.find(run)).size()).isEqualTo(7);
        }
    }
}
