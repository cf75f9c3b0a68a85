package calorimeter.app.cli;

import calorimeter.lab.experiment.ProgressListener;
import calorimeter.lab.experiment.TrainParameters;
import calorimeter.lab.reproduction.Campaign;
import calorimeter.lab.reproduction.Plan;
import java.util.Locale;

/// Tells how a reproduction goes on: a line for every stage, a line for every run, on a terminal drawn again while
/// it computes.
final class ReproduceProgress implements Campaign.Progress {

    private static final double SECONDS_BETWEEN_DRAWINGS = 0.2;

    private final CommandContext context;
    private final long startedAt = System.nanoTime();
    private int runs;
    private int done;
    private int drawnWidth;

    ReproduceProgress(CommandContext context) {
        this.context = context;
    }

    @Override
    public void stage(Plan plan, int stage, int missing) {
        end();
        runs = missing;
        done = 0;
        context.err()
                .println("stage " + (stage + 1) + " of " + plan.stages().size() + ", "
                        + plan.stages().get(stage).name() + ": " + missing + (missing == 1 ? " run" : " runs"));
    }

    /// Of the next run of the stage.
    ProgressListener listener(TrainParameters parameters) {
        done++;
        int number = done;
        String what = "p = " + parameters.training().task().modulus() + ", fraction "
                + parameters.training().task().trainFraction() + ", seed "
                + parameters.training().seed();
        return new ProgressListener() {

            private double drawnAt = Double.NEGATIVE_INFINITY;

            @Override
            public void started(String run, boolean resumed) {
                String line = String.format(
                        Locale.ROOT,
                        "  %d/%d  %s  %s  %s%s",
                        number,
                        runs,
                        HumanText.duration((System.nanoTime() - startedAt) * 1e-9),
                        what,
                        run,
                        resumed ? " (resumed)" : "");
                end();
                context.err().println(line);
            }

            @Override
            public void row(long step, double[] values) {}

            @Override
            public void step(long step) {
                double seconds = (System.nanoTime() - startedAt) * 1e-9;
                if (context.isTerminal() && seconds - drawnAt >= SECONDS_BETWEEN_DRAWINGS) {
                    drawnAt = seconds;
                    draw("  step " + step + "/" + parameters.stopping().maxSteps());
                }
            }
        };
    }

    private void draw(String line) {
        context.err().print("\r" + line + " ".repeat(Math.max(0, drawnWidth - line.length())));
        context.err().flush();
        drawnWidth = line.length();
    }

    /// Removes a line that is being drawn.
    void end() {
        if (drawnWidth > 0) {
            context.err().print("\r" + " ".repeat(drawnWidth) + "\r");
            context.err().flush();
            drawnWidth = 0;
        }
    }
}
