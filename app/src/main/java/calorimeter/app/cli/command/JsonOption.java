package calorimeter.app.cli.command;

import picocli.CommandLine.Option;

/// The option that every command with a result has.
public final class JsonOption {

    @Option(names = "--json", description = "Print the result as one JSON value.")
    private boolean json;

    public boolean isSet() {
        return json;
    }
}
