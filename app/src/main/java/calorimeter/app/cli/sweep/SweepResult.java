// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.sweep;

import calorimeter.app.cli.text.HumanText;
import calorimeter.app.cli.text.Json;
import calorimeter.app.cli.text.TextTable;
import calorimeter.app.cli.view.RunJson;
import calorimeter.app.cli.view.SweepProgress;
import calorimeter.engine.training.TrainingStep;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.sweep.Sweep;
import calorimeter.lab.sweep.SweepRun;
import calorimeter.lab.sweep.SweepSummary;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// What came of a sweep, run by run in its order.
///
/// @param runs all of them, in order
record SweepResult(Sweep sweep, List<SweepRun> runs, SweepSummary summary) {

    private static final List<String> TIMES = List.of("wall_seconds", "steps_per_second");

    SweepResult {
        runs = List.copyOf(runs);
    }

    String table(RunStore store) {
        List<String> varied = sweep.varied();
        List<String> headings = new ArrayList<>();
        varied.forEach(key -> headings.add(">" + key));
        headings.addAll(List.of("status", ">memorised", ">generalised", ">steps", ">time", "run"));
        TextTable table = new TextTable(headings.toArray(String[]::new));
        for (SweepRun run : runs) {
            List<String> cells = new ArrayList<>();
            varied.forEach(key -> cells.add(Sweep.setting(run.parameters(), key)));
            RunRecord record = run.record();
            EventCells events = EventCells.of(store, run);
            cells.add(run.state().word());
            cells.add(events.memorised());
            cells.add(events.generalised());
            cells.add(record == null ? "-" : Long.toString(record.step()));
            cells.add(record == null ? "-" : HumanText.duration(record.wallSeconds()));
            cells.add(record == null ? "-" : record.name());
            table.row(cells.toArray());
        }
        return table.toString();
    }

    /// `runs` is the same bytes whenever the same sweep is complete, however often it was killed on the way and
    /// whatever computed it; what depends on that is in `times`.
    ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("sweep", sweep.name());
        json.put("identity", sweep.identity());
        json.put("total", summary.total());
        json.put("completed", summary.completed());
        json.put("diverged", summary.diverged());
        json.put("failed", summary.failed());
        json.put("busy", summary.busy());
        json.put("interrupted", summary.interrupted());
        json.set("varied", Json.array(sweep.varied()));
        ArrayNode table = json.putArray("runs");
        ArrayNode times = json.putArray("times");
        for (SweepRun run : runs) {
            table.add(row(run));
            if (run.record() != null) {
                ObjectNode time = times.addObject();
                time.put("run", run.record().name());
                Json.putNumber(time, "wall_seconds", run.record().wallSeconds());
            }
        }
        return json;
    }

    private ObjectNode row(SweepRun run) {
        ObjectNode row = Json.object();
        RunRecord record = run.record();
        row.put("preset", run.parameters().preset());
        ObjectNode settings = row.putObject("settings");
        sweep.varied().forEach(key -> settings.put(key, Sweep.setting(run.parameters(), key)));
        row.put("identity", run.identity());
        row.put("status", run.state().word());
        if (record != null) {
            row.put("run", record.name());
            row.put("steps", record.step());
            JsonNode result = RunJson.result(record);
            if (result instanceof ObjectNode object && !object.isEmpty()) {
                object.remove(TIMES);
                row.set("result", object);
            }
        }
        if (run.failure() != null) {
            row.put("failure", run.failure());
        }
        return row;
    }

    /// What a person should know besides the table: failures with their reasons, and how to go on.
    List<String> complaints(String program) {
        List<String> lines = new ArrayList<>();
        for (SweepRun run : runs) {
            String label = SweepProgress.label(sweep.varied(), run);
            switch (run.state()) {
                case FAILED -> lines.add("failed: " + label + ": " + run.failure());
                case DIVERGED -> lines.add("diverged: " + label + diverged(run));
                case BUSY -> lines.add("busy: " + label + " is being computed by another process");
                case COMPLETED, INTERRUPTED, MISSING -> {}
            }
        }
        if (!summary.isComplete()) {
            lines.add((summary.interrupted() > 0 ? "stopped with " : "ended with ")
                    + (summary.completed() + summary.diverged()) + " of " + summary.total()
                    + " runs done; continue with: " + program + " sweep --name " + sweep.name());
        }
        return lines;
    }

    private static String diverged(SweepRun run) {
        RunRecord record = run.record();
        JsonNode result = record == null ? Json.object() : RunJson.result(record);
        return ": the " + result.path("quantity").asText("loss") + " is "
                + result.path("value").asText(TrainingStep.NOT_FINITE) + " after step "
                + result.path("diverged_at").asText();
    }
}
