// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.models;

import calorimeter.app.cli.command.BadInputException;
import calorimeter.app.cli.command.CommandContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `calorimeter models …`: pretrained models for `scan`.
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "Pretrained models for `scan` that can be fetched.",
        synopsisSubcommandLabel = "(list | get)")
public final class ModelsCommand implements Runnable {

    private ModelsCommand() {}

    public static CommandLine withSubcommands(CommandContext context) {
        return new CommandLine(new ModelsCommand())
                .addSubcommand(new ModelsListCommand(context))
                .addSubcommand(new ModelsGetCommand(context));
    }

    @Override
    public void run() {
        throw new BadInputException("`calorimeter models` needs list or get after it");
    }
}
