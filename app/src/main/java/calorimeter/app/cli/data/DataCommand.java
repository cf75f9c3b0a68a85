// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.data;

import calorimeter.app.cli.command.BadInputException;
import calorimeter.app.cli.command.CommandContext;
import calorimeter.engine.data.image.DataFolders;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `calorimeter data …`: the data sets that are read from files.
@Command(
        name = "data",
        mixinStandardHelpOptions = true,
        description = "Image data sets on this machine; nothing is downloaded.",
        synopsisSubcommandLabel = "(list)")
public final class DataCommand implements Runnable {

    private DataCommand() {}

    public static CommandLine withSubcommands(CommandContext context) {
        return new CommandLine(new DataCommand()).addSubcommand(new DataListCommand(context, DataFolders::standard));
    }

    @Override
    public void run() {
        throw new BadInputException("`calorimeter data` needs list after it");
    }
}
