// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.runs;

import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.OptionCheck;
import calorimeter.app.cli.command.ResultCommand;
import calorimeter.app.cli.text.Json;
import calorimeter.lab.store.BundleFile;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStore;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `calorimeter runs pack RUN… --output FILE`: several runs in one file.
@Command(
        name = "pack",
        mixinStandardHelpOptions = true,
        description = "Write runs to one file, which `runs add` puts into another store.")
final class RunsPackCommand extends ResultCommand {

    @Parameters(
            arity = "1..*",
            paramLabel = "RUN",
            description = "Runs, each by its name or a beginning that no other run has.")
    private List<String> names = List.of();

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "The file to write.")
    private Path output = Path.of("");

    @Option(names = "--force", description = "Overwrite the file if it exists.")
    private boolean force;

    RunsPackCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        Path file = output.toAbsolutePath();
        OptionCheck.requireFree(file, force);
        List<RunRecord> runs;
        try (RunStore store = context.openStoreToRead()) {
            runs = names.stream().map(store::find).distinct().toList();
            BundleFile.write(file, runs.stream().map(store::pack));
        }
        if (json) {
            List<String> packed = runs.stream().map(RunRecord::name).toList();
            context.printJson(Json.object().put("file", file.toString()).set("runs", Json.array(packed)));
        } else {
            context.out().println(file);
            context.err().println("packed " + runs.size() + (runs.size() == 1 ? " run" : " runs"));
        }
        return 0;
    }
}
