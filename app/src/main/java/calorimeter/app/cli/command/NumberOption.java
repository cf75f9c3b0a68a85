package calorimeter.app.cli.command;

import java.time.Duration;

/// Checks of numbers that options take, with the complaint all commands have in common.
public final class NumberOption {

    private static final int MOST_CORES = 256;

    /// A day: whoever loses more by a crash meant something else.
    private static final int MOST_CHECKPOINT_SECONDS = 86_400;

    private NumberOption() {}

    /// @throws BadInputException when the value lies outside
    public static void require(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new BadInputException(option + " is " + value + " but must be from " + least + " to " + most);
        }
    }

    /// @throws BadInputException when there cannot be as many
    public static void requireCores(int cores) {
        require("--cores", cores, 1, MOST_CORES);
    }

    /// The longest time between two checkpoints, from `--checkpoint-seconds`.
    ///
    /// @throws BadInputException when there cannot be so many
    public static Duration betweenCheckpoints(double seconds) {
        if (!(seconds >= 0 && seconds <= MOST_CHECKPOINT_SECONDS)) {
            throw new BadInputException(
                    "--checkpoint-seconds is " + seconds + " but must be from 0 to " + MOST_CHECKPOINT_SECONDS);
        }
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }
}
