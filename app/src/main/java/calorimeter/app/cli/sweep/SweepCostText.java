package calorimeter.app.cli.sweep;

import calorimeter.app.cli.text.HumanText;
import calorimeter.app.cli.text.Json;
import calorimeter.app.cli.text.TextTable;
import calorimeter.app.cli.view.RunLabels;
import calorimeter.lab.sweep.Sweep;
import calorimeter.lab.sweep.SweepCost;
import calorimeter.lab.sweep.SweepRun;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// What a dry run tells.
final class SweepCostText {

    private SweepCostText() {}

    static String table(Sweep sweep, SweepCost cost, int cores) {
        TextTable table = new TextTable("", "");
        table.row("sweep", sweep.name());
        table.row("runs", Integer.toString(cost.runs().size()));
        table.row("varied", String.join(", ", sweep.varied()));
        for (SweepRun.State state : SweepRun.State.values()) {
            table.row(RunLabels.word(state), Integer.toString(cost.count(state)));
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

    private static String time(SweepCost cost) {
        return cost.seconds() == null
                ? "unknown: a trial diverged, or was stopped, before it could be timed"
                : "about " + HumanText.duration(cost.seconds()) + " if every run uses its whole step budget";
    }

    private static String measured(SweepCost cost) {
        String shapes = cost.fromRuns() + " of " + cost.shapes() + " shapes on finished runs of this store";
        if (cost.fromTrials() > 0) {
            shapes += ", " + cost.fromTrials() + " in trials of a few steps";
        }
        int carried = carriedOver(cost);
        return carried == 0 ? shapes : shapes + ", " + carried + " from these by the work in a step";
    }

    private static int carriedOver(SweepCost cost) {
        return cost.seconds() == null ? 0 : cost.shapes() - cost.fromRuns() - cost.fromTrials();
    }

    static ObjectNode json(Sweep sweep, SweepCost cost, int cores) {
        ObjectNode json = Json.object();
        json.put("sweep", sweep.name());
        json.put("identity", sweep.identity());
        json.put("total", cost.runs().size());
        for (SweepRun.State state : SweepRun.State.values()) {
            json.put(RunLabels.word(state), cost.count(state));
        }
        json.put("cores", cores);
        json.put("threads_per_run", cost.threads());
        json.put("steps_left_at_most", cost.stepsLeft());
        json.put("seconds_left_about", cost.seconds());
        ObjectNode shapes = json.putObject("shapes");
        shapes.put("total", cost.shapes());
        shapes.put("timed_on_finished_runs", cost.fromRuns());
        shapes.put("timed_in_trials", cost.fromTrials());
        shapes.put("carried_over", carriedOver(cost));
        return json;
    }
}
