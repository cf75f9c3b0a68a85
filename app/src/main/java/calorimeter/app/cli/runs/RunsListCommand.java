// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.runs;

import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.ResultCommand;
import calorimeter.app.cli.text.HumanText;
import calorimeter.app.cli.text.Json;
import calorimeter.app.cli.text.TextTable;
import calorimeter.app.cli.view.RecordedSweep;
import calorimeter.app.cli.view.RunJson;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStatus;
import calorimeter.lab.store.RunStore;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `calorimeter runs list`.
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "List the runs of the store, the one started last first.")
final class RunsListCommand extends ResultCommand {

    @Option(names = "--preset", paramLabel = "PRESET", description = "Only runs of this preset.")
    private @Nullable String preset;

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            description = "Only runs of this status: ${COMPLETION-CANDIDATES}.")
    private @Nullable RunStatus status;

    @Option(names = "--sweep", paramLabel = "NAME", description = "Only runs of this sweep; `sweep --list` names all.")
    private @Nullable String sweep;

    RunsListCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        List<RunRecord> runs;
        Map<String, Long> sizes = new HashMap<>();
        try (RunStore store = context.openStoreToRead()) {
            RecordedSweep wanted = sweep == null ? null : RecordedSweep.find(store, sweep);
            runs = store.runs().stream()
                    .filter(run -> isWanted(run) && (wanted == null || wanted.has(run)))
                    .toList();
            runs.forEach(run -> sizes.put(run.name(), store.size(run)));
        }
        if (json) {
            ArrayNode array = Json.array();
            runs.forEach(run -> array.add(RunJson.summary(run).put("bytes", sizes.get(run.name()))));
            context.printJson(array);
        } else if (runs.isEmpty()) {
            context.err().println("no runs in " + context.home() + (isFiltered() ? " are like that" : ""));
        } else {
            context.out().print(table(runs, sizes));
        }
        return 0;
    }

    private boolean isFiltered() {
        return preset != null || status != null || sweep != null;
    }

    private boolean isWanted(RunRecord run) {
        return (preset == null || run.preset().equals(preset)) && (status == null || run.status() == status);
    }

    private static TextTable table(List<RunRecord> runs, Map<String, Long> sizes) {
        TextTable table = new TextTable(
                "run", "preset", "model", "data", ">seed", "status", ">step", ">time", ">size", "started");
        for (RunRecord run : runs) {
            table.row(
                    run.name(),
                    run.preset(),
                    RunJson.model(run),
                    RunJson.data(run),
                    run.seed(),
                    RunJson.name(run.status()),
                    run.step(),
                    HumanText.duration(run.wallSeconds()),
                    HumanText.bytes(sizes.getOrDefault(run.name(), 0L)),
                    HumanText.time(run.provenance().startedAt()));
        }
        return table;
    }
}
