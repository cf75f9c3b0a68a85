// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.view;

import calorimeter.app.cli.command.CommandContext;
import calorimeter.lab.run.TrainParameters;
import java.util.List;

/// Says before the training that a run is too short for any event to count.
public final class ShortBudget {

    private ShortBudget() {}

    /// One line, or none if every run is long enough.
    public static void tell(CommandContext context, List<TrainParameters> runs) {
        List<TrainParameters> tooShort =
                runs.stream().filter(run -> !run.stopping().decides()).toList();
        if (!tooShort.isEmpty()) {
            TrainParameters.Stopping first = tooShort.getFirst().stopping();
            context.err()
                    .println("note: "
                            + (tooShort.size() == runs.size()
                                    ? ""
                                    : "in " + tooShort.size() + " of " + runs.size() + " runs ")
                            + "--max-steps " + first.maxSteps() + " is less than --sustain " + first.sustain()
                            + ", so no level is kept for long enough to count as memorised or generalised");
        }
    }
}
