// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.sweep;

import calorimeter.app.cli.text.HumanText;
import calorimeter.app.cli.text.Json;
import calorimeter.app.cli.text.TextTable;
import calorimeter.lab.sweep.Sweep;
import calorimeter.lab.sweep.SweepForecast;
import calorimeter.lab.sweep.SweepRun;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// What a dry run tells.
final class SweepCostText {

    private SweepCostText() {}

    static String table(Sweep sweep, SweepForecast.Cost cost, int cores) {
        TextTable table = new TextTable("", "");
        table.row("sweep", sweep.name());
        table.row("runs", Integer.toString(cost.runs().size()));
        table.row("varied", String.join(", ", sweep.varied()));
        for (SweepRun.State state : SweepRun.State.values()) {
            table.row(state.word(), Integer.toString(SweepRun.count(cost.runs(), state)));
        }
        if (cost.stepsLeft() > 0) {
            table.row(
                    "threads",
                    cost.threads() + " for each run, on " + cores + (cores == 1 ? " core" : " cores")
                            + "; the last runs get more");
            table.row("steps left", "at most " + cost.stepsLeft());
            table.row("time left", time(cost));
            table.row("measured on", measured(cost));
        }
        return table.toString();
    }

    private static String time(SweepForecast.Cost cost) {
        return Double.isNaN(cost.seconds())
                ? "unknown: a trial diverged, or was stopped, before it could be timed"
                : "about " + HumanText.duration(cost.seconds()) + " if every run uses its whole step budget";
    }

    private static String measured(SweepForecast.Cost cost) {
        String tried = cost.tried() + " of " + cost.shapes() + " kinds of steps, in trials of some seconds";
        return cost.tried() == cost.shapes() ? tried : tried + "; the others from these by the work in a step";
    }

    static ObjectNode json(Sweep sweep, SweepForecast.Cost cost, int cores) {
        ObjectNode json = Json.object();
        json.put("sweep", sweep.name());
        json.put("identity", sweep.identity());
        json.put("total", cost.runs().size());
        for (SweepRun.State state : SweepRun.State.values()) {
            json.put(state.word(), SweepRun.count(cost.runs(), state));
        }
        json.put("cores", cores);
        json.put("threads_per_run", cost.threads());
        json.put("steps_left_at_most", cost.stepsLeft());
        Json.putNumber(json, "seconds_left_about", cost.seconds());
        ObjectNode shapes = json.putObject("shapes");
        shapes.put("total", cost.shapes());
        shapes.put("timed_in_trials", cost.tried());
        return json;
    }
}
