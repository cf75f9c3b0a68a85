// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.optimizer.OptimizerSettings;
import calorimeter.engine.training.Trainer;
import calorimeter.lab.constraint.Constrained;
import calorimeter.lab.constraint.Optimality;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunSeries;
import calorimeter.lab.store.RunStore;
import java.util.ArrayList;
import java.util.List;

/// What became of a run's constraints: the conditions of Karush, Kuhn and Tucker at its newest checkpoint, and how its
/// multipliers have moved.
///
/// @param optimality on the whole training set
/// @param decoupled whether weight decay is in no gradient, so that the conditions cannot hold exactly
/// @param largest the largest |λ| of each constraint among the recorded rows
/// @param spread greatest minus least λ among the rows of the last tenth of the steps, at least the last two
public record ConstraintReview(
        RunRecord run, long step, Optimality optimality, boolean decoupled, List<Double> largest, List<Double> spread) {

    /// A multiplier is settled when it moves by less than this share of its largest value.
    private static final double SETTLED = 0.01;

    public ConstraintReview {
        largest = List.copyOf(largest);
        spread = List.copyOf(spread);
    }

    /// @throws SettingException if the run has no constraints
    public static ConstraintReview of(RunStore store, RunRecord run) {
        TrainParameters parameters = TrainJson.parameters(run.configurationJson());
        if (!parameters.constraints().present()) {
            throw new SettingException(
                    "run " + run.name() + " has no constraints; name one that was trained with --constraint");
        }
        TrainedRun trained = TrainedRun.of(store, run);
        try (Workers workers = new Workers(1)) {
            Trainer trainer = TrainExperiment.trainer(parameters, Kernels.active(), workers);
            trained.restore(trainer);
            Constrained constrained = parameters.constraints().begin(parameters.training());
            constrained.restore(trained.carried());
            OptimizerSettings optimizer = parameters.training().optimizer();
            boolean decoupled = optimizer instanceof OptimizerSettings.AdamW && optimizer.weightDecay() > 0;
            Optimality optimality = constrained.review(trainer);
            RunSeries series = store.series(run);
            int count = optimality.conditions().size();
            List<Double> largest = new ArrayList<>();
            List<Double> spread = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                double[] multipliers = series.column(Constrained.multiplierColumn(i));
                largest.add(largest(multipliers));
                spread.add(spread(series.steps(), multipliers));
            }
            return new ConstraintReview(run, trained.step(), optimality, decoupled, largest, spread);
        }
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static double spread(long[] steps, double[] values) {
        int last = steps.length - 1;
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i <= last; i++) {
            if (i >= last - 1 || steps[i] >= 0.9 * steps[last]) {
                least = Math.min(least, values[i]);
                greatest = Math.max(greatest, values[i]);
            }
        }
        return greatest - least;
    }

    /// Whether the multiplier of a constraint moved by at most 1 % of its largest value in the last tenth of the steps.
    public boolean settled(int constraint) {
        return spread.get(constraint) <= SETTLED * largest.get(constraint);
    }
}
