// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/// A command with a result, which `--json` prints as one JSON value. [#call] returns the exit status.
public abstract class ResultCommand implements Callable<Integer> {

    protected final CommandContext context;

    @Option(names = "--json", description = "Print the result as one JSON value.")
    protected boolean json;

    protected ResultCommand(CommandContext context) {
        this.context = context;
    }

    /// Prints the one or the other to standard output.
    ///
    /// @param value one JSON value, for `--json`
    /// @param text lines for a person, each ended
    protected void print(Supplier<? extends JsonNode> value, Supplier<?> text) {
        if (json) {
            context.printJson(value.get());
        } else {
            context.out().print(text.get());
        }
    }
}
