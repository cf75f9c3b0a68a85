// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.view;

import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.text.HumanText;
import calorimeter.app.cli.text.LiveLine;
import calorimeter.lab.sweep.Sweep;
import calorimeter.lab.sweep.SweepEta;
import calorimeter.lab.sweep.SweepListener;
import calorimeter.lab.sweep.SweepRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/// The one live display of a sweep: how many runs have ended, which threads compute, how long it takes yet.
/// Runs that end are told one by one where nothing can be drawn over, and everywhere when they did not
/// complete.
public final class SweepProgress implements SweepListener {

    private static final double SECONDS_BETWEEN_DRAWINGS = 0.2;
    private static final double SECONDS_BETWEEN_LINES = 30;

    private final CommandContext context;
    private final LiveLine live;
    private final long startedAt = System.nanoTime();
    private final Map<Integer, SweepRun> runs = new LinkedHashMap<>();
    private final Map<Integer, Integer> threads = new LinkedHashMap<>();
    private List<String> varied = List.of();
    private SweepEta eta;
    private double drawnAt;

    public SweepProgress(CommandContext context) {
        this.context = context;
        live = new LiveLine(context);
        eta = new SweepEta(List.of());
    }

    @Override
    public synchronized void opened(Sweep sweep, List<SweepRun> found) {
        found.forEach(run -> runs.put(run.position(), run));
        varied = sweep.varied();
        eta = new SweepEta(found);
        context.err().println("sweep " + sweep.name() + ": " + standing());
        ShortBudget.tell(
                context,
                found.stream()
                        .filter(run -> !run.state().isEnded())
                        .map(SweepRun::parameters)
                        .toList());
    }

    private String standing() {
        List<String> parts = new ArrayList<>();
        parts.add(runs.size() + (runs.size() == 1 ? " run" : " runs"));
        for (SweepRun.State state : SweepRun.State.values()) {
            int count = count(state);
            if (count > 0) {
                parts.add(count + " " + state.word());
            }
        }
        return String.join(", ", parts);
    }

    private int count(SweepRun.State state) {
        return SweepRun.count(runs.values(), state);
    }

    private int done() {
        return count(SweepRun.State.COMPLETED) + count(SweepRun.State.DIVERGED);
    }

    @Override
    public synchronized void started(SweepRun run, int given) {
        threads.put(run.position(), given);
        eta.started(run);
    }

    @Override
    public synchronized void step(SweepRun run, long step) {
        eta.step(run, step);
        double seconds = (System.nanoTime() - startedAt) * 1e-9;
        double interval = context.terminal() ? SECONDS_BETWEEN_DRAWINGS : SECONDS_BETWEEN_LINES;
        if (seconds - drawnAt >= interval) {
            drawnAt = seconds;
            live.draw(line());
        }
    }

    private String line() {
        String computing = threads.values().stream().map(String::valueOf).collect(Collectors.joining("+"));
        OptionalDouble left = eta.secondsLeft();
        return String.format(
                Locale.ROOT,
                "done %d/%d  diverged %d  running %d (threads %s)  failed %d%s",
                done(),
                runs.size(),
                count(SweepRun.State.DIVERGED),
                threads.size(),
                computing,
                count(SweepRun.State.FAILED),
                left.isEmpty()
                        ? ""
                        : (eta.isExpected() ? "  about " : "  at most ") + HumanText.duration(left.getAsDouble()));
    }

    @Override
    public synchronized void ended(SweepRun run) {
        threads.remove(run.position());
        eta.ended(run);
        runs.put(run.position(), run);
        if (!context.terminal() || run.state() != SweepRun.State.COMPLETED) {
            live.print(told(run));
        }
    }

    private String told(SweepRun run) {
        String label = label(varied, run);
        String time = run.record() == null
                ? ""
                : " at step " + run.step() + " after "
                        + HumanText.duration(run.record().wallSeconds());
        String reason = run.failure() == null ? "" : ": " + run.failure();
        return done() + "/" + runs.size() + "  " + label + "  " + run.state().word() + time + reason;
    }

    /// What tells a run of a sweep from the others; the preset where nothing does.
    public static String label(List<String> varied, SweepRun run) {
        return varied.isEmpty() ? run.parameters().preset() : Sweep.label(varied, run.parameters());
    }

    /// Ends a line that is being drawn.
    public synchronized void end() {
        live.end();
    }

    /// All runs in order, as they stand.
    public synchronized List<SweepRun> runs() {
        return List.copyOf(runs.values());
    }
}
