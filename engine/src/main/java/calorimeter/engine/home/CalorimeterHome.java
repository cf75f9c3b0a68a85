// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.home;

import static calorimeter.engine.range.OutOfRangeException.require;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Says where runs and data are kept: `CALORIMETER_HOME` if it is set, otherwise the platform's folder for a
/// user's data.
///
/// Linux follows the XDG Base Directory Specification 0.8, macOS Apple's File System Programming Guide,
/// Windows the known folder LocalAppData (not the roaming one: stores are large and belong to a machine).
public final class CalorimeterHome {

    public static final String VARIABLE = "CALORIMETER_HOME";

    private CalorimeterHome() {}

    public static Path resolve() {
        return resolve(System::getenv, System.getProperty("os.name"), userHome());
    }

    /// HOME before the password file's folder, which is all that Java looks at: a person who sets HOME means
    /// it.
    private static Path userHome() {
        String home = System.getenv("HOME");
        return Path.of(home == null || home.isBlank() ? System.getProperty("user.home") : home);
    }

    /// The home under another environment than this process's.
    ///
    /// @param environment the value of a variable, or null
    /// @param system the name of the operating system as in the property `os.name`
    /// @throws calorimeter.engine.range.OutOfRangeException if a variable is not a path
    public static Path resolve(Function<String, @Nullable String> environment, String system, Path userHome) {
        Path chosen = variable(environment, VARIABLE);
        if (chosen != null) {
            return chosen.toAbsolutePath().normalize();
        }
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            Path local = variable(environment, "LOCALAPPDATA");
            return (local == null ? userHome.resolve("AppData").resolve("Local") : local).resolve("Calorimeter");
        }
        if (name.startsWith("mac")) {
            return userHome.resolve("Library").resolve("Application Support").resolve("Calorimeter");
        }
        Path data = variable(environment, "XDG_DATA_HOME");
        // The specification tells programs to ignore a relative path here.
        if (data == null || !data.isAbsolute()) {
            data = userHome.resolve(".local").resolve("share");
        }
        return data.resolve("calorimeter");
    }

    /// The path that a variable of this process's environment names, or null if it is not set.
    ///
    /// @throws calorimeter.engine.range.OutOfRangeException if it is not a path
    public static @Nullable Path variable(String name) {
        return variable(System::getenv, name);
    }

    private static @Nullable Path variable(Function<String, @Nullable String> environment, String name) {
        String value = environment.apply(name);
        if (value == null || value.isBlank()) {
            return null;
        }
        Path path = path(value);
        require(path != null, "the environment variable " + name, "'" + value + "'", "a path; set it to a folder");
        return path;
    }

    private static @Nullable Path path(String value) {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            return null;
        }
    }
}
