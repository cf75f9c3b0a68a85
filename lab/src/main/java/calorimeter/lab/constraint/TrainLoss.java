// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.constraint;

/// Mean loss L on the batch, which is the training loss where batches are full. Its gradient is that of the objective,
/// which is then followed 1 + λ times.
record TrainLoss() implements ConstrainedQuantity {

    static final String NAME = "train.loss";

    @Override
    public Range range() {
        return Range.NOT_NEGATIVE;
    }

    @Override
    public double measure(BatchView view) {
        return view.loss();
    }

    @Override
    public void addTerms(BatchView view, double weight) {
        view.logitTerms().addLoss(weight);
    }
}
