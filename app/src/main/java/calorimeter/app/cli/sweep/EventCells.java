// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.sweep;

import calorimeter.app.cli.text.HumanText;
import calorimeter.app.cli.view.RunJson;
import calorimeter.lab.run.TrainFindings;
import calorimeter.lab.run.TrainRecord;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunSeries;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.sweep.SweepRun;
import calorimeter.statistics.peaks.Onset;
import calorimeter.statistics.peaks.SustainedEvent;
import com.fasterxml.jackson.databind.JsonNode;

/// When a run of a sweep memorised and generalised, for its row in a table.
///
/// A run without a result has rows, by which an event may have happened already; a dash says that it has not in
/// all of the run, a question mark that the run has not come so far.
record EventCells(String memorised, String generalised) {

    private static final String NEVER = "-";
    private static final String UNKNOWN = "?";

    static EventCells of(RunStore store, SweepRun run) {
        RunRecord record = run.record();
        if (record == null) {
            return new EventCells(UNKNOWN, UNKNOWN);
        }
        JsonNode result = RunJson.result(record);
        if (result.has("memorised_at")) {
            return new EventCells(
                    HumanText.value(result.path("memorised_at")),
                    HumanText.value(result.path("generalised_at").path(level())));
        }
        RunSeries rows = store.series(record);
        String otherwise = run.state().isEnded() ? NEVER : UNKNOWN;
        if (rows.size() == 0) {
            return new EventCells(otherwise, otherwise);
        }
        TrainRecord recorded = TrainRecord.of(rows);
        int sustain = run.parameters().stopping().sustain();
        return new EventCells(
                cell(recorded, "train.accuracy", TrainFindings.MEMORISED, sustain, otherwise),
                cell(recorded, "test.accuracy", TrainFindings.GENERALISED.getLast(), sustain, otherwise));
    }

    private static String level() {
        return Double.toString(TrainFindings.GENERALISED.getLast());
    }

    private static String cell(TrainRecord rows, String column, double level, int sustain, String otherwise) {
        return new SustainedEvent(level, sustain).in(rows.series(column)) instanceof Onset.Occurred occurred
                ? Long.toString((long) occurred.step())
                : otherwise;
    }
}
