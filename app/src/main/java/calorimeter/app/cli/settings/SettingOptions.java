// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.settings;

import calorimeter.lab.run.Setting;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/// One option for every [Setting].
public final class SettingOptions {

    private SettingOptions() {}

    /// @param heading above the options in the help
    /// @param label of what an option takes
    /// @param given is filled with what is given, by [Setting#key], in the order of the command line
    /// @param plurals further names for a setting, each with an s at its end
    public static void add(
            CommandSpec command, String heading, String label, Map<String, String> given, String... plurals) {
        ArgGroupSpec.Builder settings =
                ArgGroupSpec.builder().heading("%n" + heading + "%n").validate(false);
        for (Setting setting : Setting.values()) {
            settings.addArg(option(command, setting.key(), label, setting.description(), given));
        }
        for (String key : plurals) {
            settings.addArg(option(command, key, label, "the same as --" + key.substring(0, key.length() - 1), given));
        }
        command.addArgGroup(settings.build());
    }

    private static OptionSpec option(
            CommandSpec command, String key, String label, String description, Map<String, String> given) {
        return OptionSpec.builder("--" + key)
                .paramLabel(label)
                .description(description.replace("%", "%%"))
                .type(String.class)
                .setter(new CommandLine.Model.ISetter() {
                    @Override
                    @SuppressWarnings({"unchecked", "NullAway"}) // picocli asks for the previous value
                    public <T> T set(T value) {
                        if (value == null) {
                            return null;
                        }
                        requireOnce(command, key, given.get(key), value.toString());
                        return (T) given.put(key, value.toString());
                    }
                })
                .build();
    }

    /// The last of several would win in silence.
    private static void requireOnce(CommandSpec command, String key, @Nullable String before, String value) {
        if (before != null) {
            throw new ParameterException(
                    command.commandLine(),
                    "--" + key + " is given twice, as " + before + " and as " + value + "; leave one out");
        }
    }
}
