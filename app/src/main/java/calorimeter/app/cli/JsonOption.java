package calorimeter.app.cli;

import picocli.CommandLine.Option;

/// The option that every command with a result has.
final class JsonOption {

    @Option(names = "--json", description = "Print the result as one JSON value.")
    private boolean json;

    boolean isSet() {
        return json;
    }
}
