// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.constraints;

import calorimeter.app.cli.command.BadInputException;
import calorimeter.app.cli.command.CommandContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `calorimeter constraints …`: runs that were trained under constraints.
@Command(
        name = "constraints",
        mixinStandardHelpOptions = true,
        description = "Explain runs that were trained with --constraint.",
        synopsisSubcommandLabel = "explain")
public final class ConstraintsCommand implements Runnable {

    private ConstraintsCommand() {}

    public static CommandLine withSubcommands(CommandContext context) {
        return new CommandLine(new ConstraintsCommand()).addSubcommand(new ConstraintsExplainCommand(context));
    }

    @Override
    public void run() {
        throw new BadInputException("`calorimeter constraints` needs explain after it");
    }
}
