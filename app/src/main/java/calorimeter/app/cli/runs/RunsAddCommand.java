package calorimeter.app.cli.runs;

import calorimeter.app.cli.command.BadInputException;
import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.ResultCommand;
import calorimeter.app.cli.text.Json;
import calorimeter.lab.store.BundleFile;
import calorimeter.lab.store.ReproducibilityException;
import calorimeter.lab.store.RunStore;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `calorimeter runs add FILE…`. Every file is checked, and compared with the store, before anything is added.
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        description = "Add the runs of files that `runs pack` has written. What is there already stays as it is.")
final class RunsAddCommand extends ResultCommand {

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files that `runs pack` has written.")
    private List<Path> files = List.of();

    RunsAddCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        ArrayNode all = Json.array();
        try (RunStore store = context.openStore()) {
            files.forEach(file -> BundleFile.read(file, store::requireSameBits));
            files.forEach(file -> BundleFile.read(file, bundle -> tell(all, store.adopt(bundle))));
        } catch (ReproducibilityException otherBits) {
            // A fault of the file that was given, not of this program's own work.
            throw new BadInputException(otherBits.getMessage()
                    + (all.isEmpty() ? "; nothing was changed" : "; the runs before it in these files were added"));
        }
        if (json) {
            context.printJson(all);
        }
        return 0;
    }

    private void tell(ArrayNode all, RunStore.Adoption adoption) {
        String name = adoption.run().name();
        all.addObject().put("run", name).put("added", adoption.added());
        if (!json) {
            context.out().println(adoption.added() ? "added " + name : name + " is there already");
        }
    }
}
