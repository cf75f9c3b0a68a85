package calorimeter.app.cli;

import calorimeter.lab.experiment.ProgressListener;
import calorimeter.lab.experiment.TrainParameters;
import java.util.Locale;

/// The live line of a training run: drawn again and again on a terminal, printed once in a while elsewhere.
final class TrainProgress implements ProgressListener {

    private static final double SECONDS_BETWEEN_DRAWINGS = 0.2;
    private static final double SECONDS_BETWEEN_LINES = 10;

    /// Columns of a row, in the order of TrainingObservables.
    private static final int TRAIN_LOSS = 0;

    private static final int TEST_LOSS = 1;
    private static final int TRAIN_ACCURACY = 2;
    private static final int TEST_ACCURACY = 3;
    private static final int SPECIFIC_HEAT = 4;
    private static final int ENTROPY = 5;
    private static final int LANDSCAPE_VARIANCE = 8;

    private final CommandContext context;
    private final int maxSteps;
    private double[] row = new double[0];
    private long firstStep = -1;
    private long startedAt;
    private double drawnAt = Double.NEGATIVE_INFINITY;
    private int drawnWidth;

    TrainProgress(CommandContext context, TrainParameters parameters) {
        this.context = context;
        maxSteps = parameters.stopping().maxSteps();
    }

    @Override
    public void started(String run, boolean resumed) {
        context.err().println((resumed ? "resuming " : "training ") + run);
    }

    @Override
    public void row(long step, double[] values) {
        row = values;
    }

    @Override
    public void step(long step) {
        if (firstStep < 0) {
            firstStep = step;
            startedAt = System.nanoTime();
        }
        double seconds = (System.nanoTime() - startedAt) * 1e-9;
        double interval = context.isTerminal() ? SECONDS_BETWEEN_DRAWINGS : SECONDS_BETWEEN_LINES;
        if (row.length == 0 || seconds - drawnAt < interval) {
            return;
        }
        drawnAt = seconds;
        draw(line(step, seconds));
    }

    private String line(long step, double seconds) {
        double rate = seconds > 0 ? (step - firstStep) / seconds : 0;
        String left = rate > 0 ? HumanText.duration((maxSteps - step) / rate) : "?";
        return String.format(
                Locale.ROOT,
                "step %d/%d  %.1f/s  at most %s  loss %.3g|%.3g  accuracy %.3f|%.3f  C %.4f  V %.4f  S %.4f",
                step,
                maxSteps,
                rate,
                left,
                row[TRAIN_LOSS],
                row[TEST_LOSS],
                row[TRAIN_ACCURACY],
                row[TEST_ACCURACY],
                row[SPECIFIC_HEAT],
                row[LANDSCAPE_VARIANCE],
                row[ENTROPY]);
    }

    private void draw(String line) {
        if (context.isTerminal()) {
            context.err().print("\r" + line + " ".repeat(Math.max(0, drawnWidth - line.length())));
            drawnWidth = line.length();
        } else {
            context.err().println(line);
        }
        context.err().flush();
    }

    /// Ends a line that is being drawn.
    void end() {
        if (drawnWidth > 0) {
            context.err().println();
            drawnWidth = 0;
        }
    }
}
