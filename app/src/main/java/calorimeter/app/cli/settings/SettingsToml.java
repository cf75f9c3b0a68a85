package calorimeter.app.cli.settings;

import calorimeter.lab.run.TrainParameters;
import java.util.regex.Pattern;

/// All settings of a run as a TOML file that `--config` reads.
public final class SettingsToml {

    /// What TOML writes without quotes: numbers, and the two truth values.
    private static final Pattern BARE = Pattern.compile("true|false|[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");

    private SettingsToml() {}

    public static String of(TrainParameters run) {
        StringBuilder text = new StringBuilder("preset = \"" + run.preset() + "\"\n");
        run.values()
                .forEach((key, value) -> text.append(key)
                        .append(" = ")
                        .append(BARE.matcher(value).matches() ? value : "\"" + value + "\"")
                        .append('\n'));
        return text.toString();
    }
}
