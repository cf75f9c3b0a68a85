// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.runs;

import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.ResultCommand;
import calorimeter.app.cli.text.HumanText;
import calorimeter.app.cli.text.Json;
import calorimeter.app.cli.text.TextTable;
import calorimeter.app.cli.view.RunJson;
import calorimeter.lab.run.TrainFindings;
import calorimeter.lab.run.TrainJson;
import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.run.TrainRecord;
import calorimeter.lab.store.Column;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunSeries;
import calorimeter.lab.store.RunStore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `calorimeter runs show RUN`.
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Show all that is known of a run but its rows, which `export` writes.")
final class RunsShowCommand extends ResultCommand {

    @Parameters(paramLabel = "RUN", description = "The run's name, or a beginning that no other run has.")
    private String name = "";

    RunsShowCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        try (RunStore store = context.openStoreToRead()) {
            RunRecord run = store.find(name);
            List<JsonNode> sessions = store.sessions(run).stream()
                    .map(session -> Json.parse(session.toJson()))
                    .toList();
            print(() -> json(store, run, sessions), () -> text(store, run, sessions));
        }
        return 0;
    }

    private static ObjectNode json(RunStore store, RunRecord run, List<JsonNode> sessions) {
        ObjectNode json = RunJson.summary(run);
        json.set("configuration", RunJson.configuration(run));
        json.putArray("sessions").addAll(sessions);
        json.put("rows", store.series(run).size());
        ArrayNode columns = json.putArray("columns");
        for (Column column : store.columns(run)) {
            columns.addObject()
                    .put("name", column.name())
                    .put("symbol", column.symbol())
                    .put("unit", column.unit())
                    .put("description", column.description());
        }
        ArrayNode checkpoints = json.putArray("checkpoints");
        store.checkpoints(run).steps().forEach(checkpoints::add);
        return json;
    }

    private static String text(RunStore store, RunRecord run, List<JsonNode> sessions) {
        List<Long> checkpoints = store.checkpoints(run).steps();
        TextTable head = new TextTable("", "");
        head.row("run", run.name());
        head.row("status", RunJson.name(run.status()) + " at step " + run.step());
        head.row("time", HumanText.duration(run.wallSeconds()));
        head.row("rows", store.series(run).size() + " of " + store.columns(run).size() + " columns");
        head.row("checkpoints", checkpoints.isEmpty() ? "none" : "steps " + checkpoints);
        head.row("identity", run.identity());
        StringBuilder text = new StringBuilder(head.toString());
        addSection(text, "configuration", lines(RunJson.configuration(run)));
        addSection(text, "result", result(store, run));
        for (int i = 0; i < sessions.size(); i++) {
            addSection(text, "session " + (i + 1), lines(sessions.get(i)));
        }
        return text.toString();
    }

    /// What `train` says of events and charges, in the same words.
    private static Map<String, String> result(RunStore store, RunRecord run) {
        Map<String, String> lines = ResultText.of(RunJson.result(run));
        RunSeries rows = store.series(run);
        boolean events = rows.hasColumn("train.accuracy") && rows.hasColumn("test.accuracy");
        if (run.resultJson() == null || !events) {
            return lines;
        }
        TrainParameters parameters = TrainJson.parameters(run.configurationJson());
        TrainFindings findings = TrainFindings.of(parameters, TrainRecord.of(rows));
        int sustain = parameters.stopping().sustain();
        lines.put("memorised_at", TrainFindings.told(findings.memorisation(), sustain));
        findings.generalisation()
                .forEach((level, onset) -> lines.put("generalised_at." + level, TrainFindings.told(onset, sustain)));
        findings.charges().ifPresent(charges -> lines.put("charges", charges.summary()));
        return lines;
    }

    private static Map<String, String> lines(JsonNode content) {
        Map<String, String> lines = new LinkedHashMap<>();
        Json.leaves(content).forEach((path, value) -> lines.put(path, HumanText.value(value)));
        return lines;
    }

    private static void addSection(StringBuilder text, String title, Map<String, String> lines) {
        lines.remove("");
        if (lines.isEmpty()) {
            return;
        }
        TextTable table = new TextTable("", "");
        lines.forEach((path, value) -> table.row("  " + path, value));
        text.append('\n').append(title).append('\n').append(table);
    }
}
