package calorimeter.app.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/// A command with a result, which `--json` prints as one JSON value. [#call] returns the exit status.
public abstract class ResultCommand implements Callable<Integer> {

    protected final CommandContext context;

    @Mixin
    protected final JsonOption json = new JsonOption();

    protected ResultCommand(CommandContext context) {
        this.context = context;
    }
}
