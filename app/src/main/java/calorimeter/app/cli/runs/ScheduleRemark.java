package calorimeter.app.cli.runs;

import calorimeter.app.cli.view.RunJson;
import calorimeter.lab.store.RunRecord;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What must be known before runs are compared whose rows were logged at different steps.
final class ScheduleRemark {

    private static final String BUDGET = "max-steps";
    private static final String SPACED = "log-spaced";

    private ScheduleRemark() {}

    /// Empty if the runs have one schedule.
    ///
    /// @param different the settings in which the runs differ, with their values
    static List<String> of(List<RunRecord> runs, Map<String, List<JsonNode>> different) {
        List<String> settings = new ArrayList<>();
        for (String setting : List.of(BUDGET, "log-every", SPACED)) {
            if (different.containsKey(setting) && (!setting.equals(BUDGET) || anySpaced(runs))) {
                settings.add(setting);
            }
        }
        return settings.isEmpty()
                ? List.of()
                : List.of(
                        "the runs differ in " + String.join(", ", settings) + " and so in the steps at which they were"
                                + " logged: an event is at a logged step, and which peaks stand out depends on the samples, so"
                                + " small differences of either may come from that alone");
    }

    /// The budget is the end of the log-spaced steps; without such it decides nothing.
    private static boolean anySpaced(List<RunRecord> runs) {
        return runs.stream()
                .anyMatch(run -> RunJson.configuration(run).path(SPACED).asInt() > 0);
    }
}
