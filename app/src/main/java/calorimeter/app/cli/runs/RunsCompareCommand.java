// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.runs;

import calorimeter.app.cli.command.BadInputException;
import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.ResultCommand;
import calorimeter.lab.store.RunStore;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `calorimeter runs compare RUN RUN…`.
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Show in which settings runs differ, and their results side by side.")
final class RunsCompareCommand extends ResultCommand {

    @Parameters(
            arity = "1..*",
            paramLabel = "RUN",
            description = "Two or more runs, each by its name or a beginning that no other run has.")
    private List<String> names = List.of();

    RunsCompareCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        if (names.size() < 2) {
            throw new BadInputException("only run '" + names.getFirst() + "' was given to compare; name another one");
        }
        RunComparison comparison;
        try (RunStore store = context.openStoreToRead()) {
            comparison = RunComparison.of(names.stream().map(store::find).toList());
        }
        print(comparison::toJson, comparison::toText);
        return 0;
    }
}
