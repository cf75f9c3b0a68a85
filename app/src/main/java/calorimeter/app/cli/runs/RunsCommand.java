// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.runs;

import calorimeter.app.cli.command.BadInputException;
import calorimeter.app.cli.command.CommandContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `calorimeter runs …`: what the store holds.
@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        description = "List, show, compare and delete runs, and carry them between stores.",
        synopsisSubcommandLabel = "(list | show | compare | delete | pack | add)")
public final class RunsCommand implements Runnable {

    private RunsCommand() {}

    public static CommandLine withSubcommands(CommandContext context) {
        return new CommandLine(new RunsCommand())
                .addSubcommand(new RunsListCommand(context))
                .addSubcommand(new RunsShowCommand(context))
                .addSubcommand(new RunsCompareCommand(context))
                .addSubcommand(new RunsDeleteCommand(context))
                .addSubcommand(new RunsPackCommand(context))
                .addSubcommand(new RunsAddCommand(context));
    }

    @Override
    public void run() {
        throw new BadInputException("`calorimeter runs` needs one of list, show, compare, delete, pack, add after it");
    }
}
