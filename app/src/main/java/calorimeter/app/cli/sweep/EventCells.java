// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.sweep;

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
/// A run without a result has rows, by which an event may have happened already. A dash says that it has
/// not in all of the run, `undecided` that its level was held at the end but not for long enough to count,
/// a question mark that the run has not come so far.
record EventCells(String memorised, String generalised) {

    private static final String NEVER = "-";
    private static final String UNDECIDED = "undecided";
    private static final String UNKNOWN = "?";

    static EventCells of(RunStore store, SweepRun run) {
        RunRecord record = run.record();
        if (record == null) {
            return new EventCells(UNKNOWN, UNKNOWN);
        }
        JsonNode result = RunJson.result(record);
        JsonNode memorised = result.path("memorised_at");
        JsonNode generalised = result.path("generalised_at").path(level());
        if (memorised.isNumber() && generalised.isNumber()) {
            // the rows, of which there may be thousands, say nothing else
            return new EventCells(memorised.asText(), generalised.asText());
        }
        boolean ended = run.state().isEnded();
        RunSeries rows = store.series(record);
        if (rows.size() == 0) {
            String none = ended ? NEVER : UNKNOWN;
            return new EventCells(none, none);
        }
        TrainRecord recorded = TrainRecord.of(rows);
        int sustain = run.parameters().stopping().sustain();
        SustainedEvent memorisation = new SustainedEvent(TrainFindings.MEMORISED, sustain);
        SustainedEvent generalisation = new SustainedEvent(TrainFindings.GENERALISED.getLast(), sustain);
        return new EventCells(
                cell(memorised, memorisation.in(recorded.series("train.accuracy")), ended),
                cell(generalised, generalisation.in(recorded.series("test.accuracy")), ended));
    }

    private static String level() {
        return Double.toString(TrainFindings.GENERALISED.getLast());
    }

    /// @param stored the step in the run's result
    private static String cell(JsonNode stored, Onset onset, boolean ended) {
        return switch (onset) {
            case Onset _ when stored.isNumber() -> stored.asText();
            case Onset.Occurred occurred -> Long.toString((long) occurred.step());
            case Onset.Pending pending -> ended ? UNDECIDED : UNKNOWN;
            case Onset.NotOccurred never -> ended ? NEVER : UNKNOWN;
        };
    }
}
