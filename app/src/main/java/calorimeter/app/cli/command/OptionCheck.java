// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Checks of what options take, with the complaints that commands have in common. All throw [BadInputException].
public final class OptionCheck {

    private static final int MOST_CORES = 256;

    /// A day: whoever loses more by a crash meant something else.
    private static final int MOST_CHECKPOINT_SECONDS = 86_400;

    private OptionCheck() {}

    public static void requireRange(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new BadInputException(option + " is " + value + " but must be from " + least + " to " + most);
        }
    }

    /// Refuses two options that exclude each other if both are given.
    public static void requireOne(String first, boolean firstGiven, String second, boolean secondGiven) {
        if (firstGiven && secondGiven) {
            throw new BadInputException(first + " and " + second + " exclude each other; give one of them");
        }
    }

    public static void requireCores(int cores) {
        requireRange("--cores", cores, 1, MOST_CORES);
    }

    /// Returns the longest time between two checkpoints, from `--checkpoint-seconds`.
    public static Duration betweenCheckpoints(double seconds) {
        if (!(seconds >= 0 && seconds <= MOST_CHECKPOINT_SECONDS)) {
            throw new BadInputException(
                    "--checkpoint-seconds is " + seconds + " but must be from 0 to " + MOST_CHECKPOINT_SECONDS);
        }
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    /// Finds out before the work, which may take hours, whether a page could be written there without overwriting
    /// what nobody gave up.
    ///
    /// @param option that gives another place
    /// @param force whether a file that exists may be overwritten
    public static void requirePage(Path file, String option, boolean force) {
        if (!isReplaceable(file)) {
            throw new BadInputException("cannot write the page " + file
                    + ": its folder must exist and be writable, and what stands there must be a plain file; give another"
                    + " place with " + option + " FILE");
        }
        requireNew(option, file, force);
    }

    /// Finds out before the work whether a file could be written there, in place of one that may be written.
    public static void requireWritable(String option, Path file) {
        if (!isReplaceable(file) || (Files.exists(file) && !Files.isWritable(file))) {
            throw new BadInputException(option + " is " + file
                    + " but must be a file that can be written, in a folder that exists and can be written to");
        }
    }

    /// Refuses an `--output` that is no place for a file, or is one that must not be overwritten.
    public static void requireFree(Path file, boolean force) {
        requireFree(file, "--output", force);
    }

    /// @param option that gives another place
    public static void requireFree(Path file, String option, boolean force) {
        if (file.endsWith("-")) {
            throw new BadInputException(
                    option + " is - but must be a file's name; bundles do not go to standard output");
        }
        if (Files.isDirectory(file)) {
            throw new BadInputException("cannot write " + file + ": it is a folder; give a file's name to " + option);
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new BadInputException("cannot write " + file + ": it is no plain file; choose another " + option);
        }
        requireNew(option, file, force);
    }

    /// Refuses a file that exists, unless it may be overwritten.
    public static void requireNew(String option, Path file, boolean force) {
        if (!force && Files.exists(file)) {
            throw new BadInputException(
                    "cannot write " + file + ": it exists; add --force to overwrite it or choose another " + option);
        }
    }

    private static boolean isReplaceable(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder != null
                && Files.isDirectory(folder)
                && Files.isWritable(folder)
                && (!Files.exists(file) || Files.isRegularFile(file));
    }
}
