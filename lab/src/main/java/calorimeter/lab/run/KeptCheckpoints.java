// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import static calorimeter.engine.range.OutOfRangeException.require;

import java.util.regex.Pattern;

/// At which steps a run keeps its parameters for good, beside the newest checkpoints from which it can go on.
///
/// | text | steps |
/// |---|---|
/// | `none` | none |
/// | `every:1000` | 0, 1000, 2000 … |
/// | `log:20` | 0, and 20 evenly spaced in the logarithm from 1 to the step budget |
/// | `all` | every logged step |
///
/// @param text one of these
public record KeptCheckpoints(String text) {

    private static final Pattern FORM = Pattern.compile("none|all|(every|log):[1-9]\\d{0,5}");
    static final String ALLOWED = "none, every:N, log:N or all, with N from 1 to 999999";
    public static final KeptCheckpoints NONE = new KeptCheckpoints("none");

    public KeptCheckpoints {
        require(FORM.matcher(text).matches(), "keep checkpoints", text, ALLOWED);
    }

    /// Whether the run keeps its parameters after so many updates.
    interface Schedule {
        boolean keeps(long step);
    }

    /// @param logged steps of the run's rows
    /// @param last the run's step budget
    Schedule schedule(LogSchedule logged, int last) {
        return switch (text) {
            case "none" -> step -> false;
            case "all" -> logged::logs;
            default -> {
                int number = Integer.parseInt(text.substring(text.indexOf(':') + 1));
                yield text.startsWith("log")
                        ? new LogSchedule(Integer.MAX_VALUE, number, last)::logs
                        : step -> step % number == 0;
            }
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
