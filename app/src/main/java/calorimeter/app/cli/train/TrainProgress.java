// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.train;

import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.text.HumanText;
import calorimeter.app.cli.text.LiveLine;
import calorimeter.app.cli.view.ShortBudget;
import calorimeter.lab.run.ProgressListener;
import calorimeter.lab.run.TrainParameters;
import java.util.List;
import java.util.Locale;

/// The live line of a training run: drawn again and again on a terminal, printed once in a while elsewhere.
final class TrainProgress implements ProgressListener {

    private static final double SECONDS_BETWEEN_DRAWINGS = 0.2;
    private static final double SECONDS_BETWEEN_LINES = 10;

    /// The first steps are slower than all others: the JVM compiles, and most rows are logged then.
    private static final double SECONDS_BEFORE_ESTIMATES = 5;

    private final CommandContext context;
    private final LiveLine live;
    private final TrainParameters parameters;
    private final int maxSteps;
    private final List<String> columns;
    private double[] row = new double[0];
    private long rowStep;
    private long firstStep = -1;
    private long startedAt;
    private double drawnAt = Double.NEGATIVE_INFINITY;

    /// @param columns names of what a row holds
    TrainProgress(CommandContext context, TrainParameters parameters, List<String> columns) {
        this.context = context;
        live = new LiveLine(context);
        this.columns = columns;
        this.parameters = parameters;
        maxSteps = parameters.stopping().maxSteps();
    }

    @Override
    public void started(String run, boolean resumed) {
        context.err().println((resumed ? "resuming " : "training ") + run);
        ShortBudget.tell(context, List.of(parameters));
    }

    @Override
    public void row(long step, double[] values) {
        row = values;
        rowStep = step;
    }

    @Override
    public void step(long step) {
        if (firstStep < 0) {
            firstStep = step;
            startedAt = System.nanoTime();
        }
        double seconds = (System.nanoTime() - startedAt) * 1e-9;
        double interval = context.terminal() ? SECONDS_BETWEEN_DRAWINGS : SECONDS_BETWEEN_LINES;
        if (row.length == 0 || seconds - drawnAt < interval) {
            return;
        }
        drawnAt = seconds;
        live.draw(line(step, seconds));
    }

    private String line(long step, double seconds) {
        double rate = seconds > 0 ? (step - firstStep) / seconds : 0;
        String speed = rate > 0 ? String.format(Locale.ROOT, "  %.1f/s", rate) : "";
        String left = rate > 0 && seconds >= SECONDS_BEFORE_ESTIMATES
                ? "  at most " + HumanText.duration((maxSteps - step) / rate)
                : "";
        return String.format(
                Locale.ROOT,
                "step %d/%d%s%s  loss %.3g|%.3g  acc %.3f|%.3f%s%s",
                step,
                maxSteps,
                speed,
                left,
                last("train.loss"),
                last("test.loss"),
                last("train.accuracy"),
                last("test.accuracy"),
                attention(),
                // the numbers are older than the step when no row has come since
                rowStep == step ? "" : "  (measured at step " + rowStep + ")");
    }

    private String attention() {
        return columns.contains("attention.C")
                ? String.format(
                        Locale.ROOT,
                        "  C %.4f  V %.4f  S %.4f",
                        last("attention.C"),
                        last("attention.V"),
                        last("attention.S"))
                : "";
    }

    private double last(String column) {
        return row[columns.indexOf(column)];
    }

    /// Ends a line that is being drawn.
    void end() {
        live.end();
    }
}
