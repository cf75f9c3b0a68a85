// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.store.SweepHandle;
import calorimeter.lab.store.SweepMember;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A name stands for the same runs for good, or for more of them if that is asked for.
class SweepHistoryTest {

    private static final Sweep FIRST = TinySweeps.of("s", "weight-decay=0,0.3", "seeds=0..1");

    @TempDir
    Path home;

    @BeforeEach
    void begin() {
        record(FIRST, false);
    }

    private void record(Sweep sweep, boolean extend) {
        try (RunStore store = RunStore.open(home);
                SweepHandle handle = store.openSweep(sweep.name())) {
            SweepHistory.record(handle, sweep, extend);
        }
    }

    private void assertRecorded(Sweep sweep) {
        try (RunStore store = RunStore.open(home)) {
            assertThat(store.sweep("s")).isEqualTo(sweep.members());
            assertThat(store.sweepNames()).contains("s");
        }
    }

    @Test
    void theSameRunsInAnyOrder() {
        record(FIRST, false);
        Sweep turned = TinySweeps.of("s", "seeds=0..1", "weight-decay=0,0.3");
        record(turned, false);
        assertRecorded(turned);
    }

    @Test
    void moreRunsAreAddedOnRequest() {
        Sweep larger = TinySweeps.of("s", "weight-decay=0,0.3,1", "seeds=0..1");

        assertThatThrownBy(() -> record(larger, false))
                .isInstanceOf(SweepException.class)
                .hasMessage("the sweep s has changed since it was begun: it had 4 runs and now has 6 (weight-decay was"
                        + " 0.0,0.3 and is 0.0,0.3,1.0); --extend adds the new ones to those there are, or give"
                        + " another --name");
        assertRecorded(FIRST);
        record(larger, true);
        assertRecorded(larger);
    }

    @Test
    void runsAreNotTakenAway() {
        Sweep other = TinySweeps.of("s", "weight-decay=0,0.5", "seeds=0..1");
        String message = "the sweep s has changed since it was begun: it had 4 runs and now has 4, and 2 of the earlier"
                + " ones are no longer in it (weight-decay was 0.0,0.3 and is 0.0,0.5); give another --name, or put"
                + " them back";

        assertThatThrownBy(() -> record(other, false)).hasMessage(message);
        assertThatThrownBy(() -> record(other, true)).hasMessage(message);
        assertRecorded(FIRST);
    }

    /// As after a raise of the numeric version: the same settings are other runs.
    @Test
    void theSameSettingsWithOtherNumericsAreNoChangeOfTheFile() {
        List<SweepMember> earlier = FIRST.members().stream()
                .map(member -> new SweepMember("0" + member.identity().substring(1), member.configurationJson()))
                .toList();

        assertThat(FIRST.members()).noneMatch(earlier::contains);
        assertThatThrownBy(() -> SweepHistory.requireSuccessor(earlier, FIRST, true))
                .isInstanceOf(SweepException.class)
                .hasMessage("the sweep s was begun by a program with other numerics (this one has numeric version "
                        + TransformerSettings.NUMERIC_VERSION
                        + "), so its runs cannot go on with the same bits; give the same"
                        + " settings another --name to begin it anew, or go on with the program that began it");
    }

    /// A version that changes the runs of some models only.
    @Test
    void otherNumericsOfSomeRunsAreNoChangeOfTheFileEither() {
        List<SweepMember> earlier = new ArrayList<>(FIRST.members());
        SweepMember last = earlier.removeLast();
        earlier.add(new SweepMember("0" + last.identity().substring(1), last.configurationJson()));

        assertThatThrownBy(() -> SweepHistory.requireSuccessor(earlier, FIRST, true))
                .isInstanceOf(SweepException.class)
                .hasMessageContaining("other numerics");
    }

    @Test
    void anotherNameIsAnotherSweep() {
        record(TinySweeps.of("other", "weight-decay=0,0.5", "seeds=0..1"), false);
        assertRecorded(FIRST);
    }
}
