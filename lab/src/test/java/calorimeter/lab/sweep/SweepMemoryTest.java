// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.sweep;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calorimeter.lab.run.SettingException;
import calorimeter.lab.store.RunStore;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepMemoryTest {

    private final Sweep sweep = TinySweeps.of("mlp", "p=7,11,5", "model=mlp", "norm=batch-norm", "max-steps=10");

    @TempDir
    private Path home;

    private RunStore store;

    @BeforeEach
    void open() {
        store = RunStore.open(home);
    }

    @AfterEach
    void close() {
        store.close();
    }

    /// A heap of which a step of the run may take all but a byte too few or one too many.
    private long heap(int run, int spare) {
        return (long) (sweep.runs().get(run).training().activationBytes() / 0.8) + spare;
    }

    @Test
    void aPointOfTheGridThatDoesNotFitIsNamed() {
        List<SweepRun> runs = SweepRun.of(store, sweep);

        assertThatThrownBy(() -> SweepRun.requireMemory(runs, 1, heap(1, -2)))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("run p=11: batch-size is 0, all ")
                .hasMessageContaining("give a smaller one, as in --batch-size 128");
        assertThatCode(() -> SweepRun.requireMemory(runs, 1, heap(1, 2))).doesNotThrowAnyException();
    }

    @Test
    void runsThatDoNotFitTogetherNeedFewerCores() {
        List<SweepRun> runs = SweepRun.of(store, sweep);
        long both = heap(0, 0) + heap(1, 4);

        assertThatThrownBy(() -> SweepRun.requireMemory(runs, 2, heap(1, 2)))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("cores is 2: steps of 2 runs at a time need about ")
                .hasMessageContaining("--cores 1");
        assertThatCode(() -> SweepRun.requireMemory(runs, 2, both)).doesNotThrowAnyException();
        assertThatThrownBy(() -> SweepRun.requireMemory(runs, 3, both)).hasMessageContaining("steps of 3 runs");
    }

    /// What another machine has computed needs no memory here.
    @Test
    void runsThatHaveEndedNeedNone() {
        TinySweeps.run(store, sweep, 1);

        assertThatCode(() -> SweepRun.requireMemory(SweepRun.of(store, sweep), 2, 1))
                .doesNotThrowAnyException();
    }
}
