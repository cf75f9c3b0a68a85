package calorimeter.app.cli.runs;

import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.JsonOption;
import calorimeter.app.cli.text.HumanText;
import calorimeter.app.cli.text.Json;
import calorimeter.app.cli.text.TextTable;
import calorimeter.app.cli.view.RunJson;
import calorimeter.lab.store.Column;
import calorimeter.lab.store.Provenance;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `calorimeter runs show RUN`.
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Show all that is known of a run but its rows, which `export` writes.")
final class RunsShowCommand implements Callable<Integer> {

    private final CommandContext context;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Parameters(paramLabel = "RUN", description = "The run's name, or a beginning that no other run has.")
    private String name = "";

    RunsShowCommand(CommandContext context) {
        this.context = context;
    }

    /// What the store knows of one run.
    private record Details(
            RunRecord run, List<Provenance> sessions, List<Column> columns, int rows, List<Long> checkpoints) {}

    @Override
    public Integer call() {
        Details details;
        try (RunStore store = context.openStoreToRead()) {
            RunRecord run = store.find(name);
            details = new Details(
                    run,
                    store.sessions(run),
                    store.columns(run),
                    store.series(run).size(),
                    store.checkpoints(run).steps());
        }
        if (json.isSet()) {
            context.printJson(json(details));
        } else {
            print(context.out(), details);
        }
        return 0;
    }

    private static ObjectNode json(Details details) {
        ObjectNode json = RunJson.summary(details.run());
        json.set("configuration", RunJson.configuration(details.run()));
        ArrayNode sessions = json.putArray("sessions");
        details.sessions().forEach(session -> sessions.add(RunJson.provenance(session)));
        json.put("rows", details.rows());
        ArrayNode columns = json.putArray("columns");
        for (Column column : details.columns()) {
            columns.addObject()
                    .put("name", column.name())
                    .put("symbol", column.symbol())
                    .put("unit", column.unit())
                    .put("description", column.description());
        }
        ArrayNode checkpoints = json.putArray("checkpoints");
        details.checkpoints().forEach(checkpoints::add);
        return json;
    }

    private static void print(PrintStream out, Details details) {
        RunRecord run = details.run();
        TextTable head = new TextTable("", "");
        head.row("run", run.name());
        head.row("status", RunJson.name(run.status()) + " at step " + run.step());
        head.row("time", HumanText.duration(run.wallSeconds()));
        head.row("rows", details.rows() + " of " + details.columns().size() + " columns");
        head.row("checkpoints", details.checkpoints().isEmpty() ? "none" : "steps " + details.checkpoints());
        head.row("identity", run.identity());
        out.print(head);
        section(out, "configuration", lines(RunJson.configuration(run)));
        section(out, "result", ResultText.of(RunJson.result(run)));
        for (int i = 0; i < details.sessions().size(); i++) {
            section(
                    out,
                    "session " + (i + 1),
                    lines(RunJson.provenance(details.sessions().get(i))));
        }
    }

    private static Map<String, String> lines(JsonNode content) {
        Map<String, String> lines = new LinkedHashMap<>();
        Json.leaves(content).forEach((path, value) -> lines.put(path, HumanText.value(value)));
        return lines;
    }

    private static void section(PrintStream out, String title, Map<String, String> lines) {
        lines.remove("");
        if (lines.isEmpty()) {
            return;
        }
        TextTable table = new TextTable("", "");
        lines.forEach((path, text) -> table.row("  " + path, text));
        out.print("\n" + title + "\n" + table);
    }
}
