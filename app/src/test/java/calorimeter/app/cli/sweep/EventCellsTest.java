// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.lab.run.SettingValues;
import calorimeter.lab.run.TrainJson;
import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.store.Column;
import calorimeter.lab.store.Provenance;
import calorimeter.lab.store.RunDescription;
import calorimeter.lab.store.RunHandle;
import calorimeter.lab.store.RunIdentity;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStatus;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.sweep.SweepRun;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs of which the training set is memorised from step 10 on, and which have to keep it for 20 steps.
class EventCellsTest {

    private static final String IDENTITY = RunIdentity.of("train", "{}", 0, 1);

    @TempDir
    private Path home;

    private static TrainParameters parameters() {
        SettingValues values = SettingValues.ofPreset("nanda");
        values.put("sustain", "20", "test");
        return TrainParameters.of("nanda", values);
    }

    private static RunDescription description() {
        return new RunDescription(
                "train",
                "nanda",
                0,
                TrainJson.configuration(parameters()),
                IDENTITY,
                List.of(new Column("train.accuracy", "", "", ""), new Column("test.accuracy", "", "", "")),
                Provenance.ofThisProcess("0.0.0", null, "vector", 1));
    }

    private EventCells cells(SweepRun.State state, int lastStep, RunStatus status, @Nullable String result) {
        try (RunStore store = RunStore.open(home)) {
            RunRecord record;
            try (RunHandle run = store.start(description())) {
                for (int step = 0; step <= lastStep; step += 10) {
                    store.append(run, step, step, new double[] {step < 10 ? 0.5 : 1, 0.25});
                }
                store.finish(run, status, Math.max(0, lastStep), 1, result);
                record = store.find(run.name());
            }
            return EventCells.of(store, new SweepRun(0, parameters(), IDENTITY, state, record, null));
        }
    }

    @Test
    void whatHadHappenedBeforeAnInterruptionIsShown() {
        assertThat(cells(SweepRun.State.INTERRUPTED, 40, RunStatus.INTERRUPTED, null))
                .isEqualTo(new EventCells("10", "?"));
    }

    @Test
    void whatHadNotHappenedYetIsUnknown() {
        assertThat(cells(SweepRun.State.INTERRUPTED, 20, RunStatus.INTERRUPTED, null))
                .isEqualTo(new EventCells("?", "?"));
        assertThat(cells(SweepRun.State.INTERRUPTED, -1, RunStatus.INTERRUPTED, null))
                .isEqualTo(new EventCells("?", "?"));
    }

    @Test
    void aDivergedRunIsOver() {
        assertThat(cells(SweepRun.State.DIVERGED, 40, RunStatus.DIVERGED, "{\"diverged_at\":50}"))
                .isEqualTo(new EventCells("10", "-"));
    }

    /// Memorised for 10 of the 20 steps that count: a longer run would decide.
    @Test
    void aLevelHeldAtTheEndOfARunIsUndecided() {
        String result = "{\"memorised_at\":null,\"generalised_at\":{\"0.99\":null}}";
        assertThat(cells(SweepRun.State.COMPLETED, 20, RunStatus.COMPLETED, result))
                .isEqualTo(new EventCells("undecided", "-"));
    }

    @Test
    void aFinishedRunSaysItself() {
        String result = "{\"memorised_at\":11,\"generalised_at\":{\"0.99\":null}}";
        assertThat(cells(SweepRun.State.COMPLETED, 40, RunStatus.COMPLETED, result))
                .isEqualTo(new EventCells("11", "-"));
    }

    @Test
    void ofARunThatHasNotBegunNothingIsKnown() {
        try (RunStore store = RunStore.open(home)) {
            assertThat(EventCells.of(
                            store, new SweepRun(0, parameters(), IDENTITY, SweepRun.State.MISSING, null, null)))
                    .isEqualTo(new EventCells("?", "?"));
        }
    }
}
