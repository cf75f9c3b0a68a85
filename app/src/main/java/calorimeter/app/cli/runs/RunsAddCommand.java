// SPDX-License-Identifier: Apache-2.0
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
            requireSameBits(store);
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

    /// Compares every run with the store's, and with those of the same identity that come before it in the files.
    private void requireSameBits(RunStore store) {
        Map<String, Set<Path>> filesOf = new HashMap<>();
        for (Path file : files) {
            BundleFile.read(file, bundle -> {
                store.requireSameBits(bundle);
                Set<Path> holders = filesOf.computeIfAbsent(bundle.run().identity(), identity -> new HashSet<>());
                holders.forEach(holder -> BundleFile.read(holder, other -> {
                    if (other.run().identity().equals(bundle.run().identity())) {
                        bundle.requireSameBits(other, holder.toString());
                    }
                }));
                holders.add(file);
            });
        }
    }

    private void tell(ArrayNode all, RunStore.Adoption adoption) {
        String name = adoption.run().name();
        all.addObject()
                .put("run", name)
                .put("added", adoption.change() == RunStore.Change.ADDED)
                .put("change", adoption.change().name().toLowerCase(Locale.ROOT));
        if (!json) {
            context.out()
                    .println(
                            switch (adoption.change()) {
                                case NONE -> name + " is there already";
                                case ADDED -> "added " + name;
                                case CARRIED_FORWARD ->
                                    name + " was there already and has been carried forward to step "
                                            + adoption.run().step();
                                case CHECKPOINT_ADDED ->
                                    name + " is there already; its checkpoint was missing and has been put back";
                            });
        }
    }
}
