// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.constraint;

/// A quantity q of the model on a batch, with its gradient.
sealed interface ConstrainedQuantity permits HeadMean, WeightNorm, TrainLoss, RateSum {

    /// The least and the greatest value that it can have.
    Range range();

    /// q on the view's batch.
    double measure(BatchView view);

    /// Tells the model that its next gradient has `weight` · ∂q beside that of the loss, as far as q depends on
    /// what the batch makes of the parameters.
    default void addTerms(BatchView view, double weight) {}

    /// Adds `weight` · ∂q/∂θ, as far as q depends on the parameters alone.
    default void addGradient(BatchView view, double weight, float[] gradient) {}

    /// @param lowest may be −∞
    /// @param highest may be ∞
    record Range(double lowest, double highest) {

        static final Range NOT_NEGATIVE = new Range(0, Double.POSITIVE_INFINITY);
    }
}
