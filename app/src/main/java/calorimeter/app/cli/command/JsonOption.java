package calorimeter.app.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/// The option `--json` of every command with a result.
public final class JsonOption {

    @Option(names = "--json", description = "Print the result as one JSON value.")
    private boolean json;

    public boolean isSet() {
        return json;
    }

    /// Prints the one or the other to standard output.
    ///
    /// @param value one JSON value, for `--json`
    /// @param text lines for a person, each ended
    public void print(CommandContext context, Supplier<? extends JsonNode> value, Supplier<?> text) {
        if (json) {
            context.printJson(value.get());
        } else {
            context.out().print(text.get());
        }
    }
}
