// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.observable;

import calorimeter.engine.model.Evaluation;
import calorimeter.engine.model.LossFunction;
import java.util.List;

/// Loss and accuracy on both sides of the split:
///
///     L = −(1/N) Σ ln p(answer | example),   or (1/N) Σ squared error
///
/// A loss that is not finite ends the run.
final class Losses implements Instrument {

    private final String unit;
    private final String mean;

    /// @param loss its unit and words
    Losses(LossFunction loss) {
        boolean entropy = loss.form() != LossFunction.Form.SQUARED_ERROR;
        unit = entropy ? "nat" : "1";
        mean = entropy ? "mean cross entropy" : "mean squared error of the logits";
    }

    @Override
    public List<Quantity> quantities() {
        return List.of(
                new Quantity("train.loss", "L_train", unit, mean + " on the training set"),
                new Quantity("test.loss", "L_test", unit, mean + " on the test set"),
                new Quantity(
                        "train.accuracy", "acc_train", "fraction", "share of training examples answered correctly"),
                new Quantity("test.accuracy", "acc_test", "fraction", "share of test examples answered correctly"));
    }

    @Override
    public double[] measure(Moment moment) {
        Evaluation train = moment.train();
        Evaluation test = moment.test();
        requireFinite(moment, "training loss", train.loss());
        requireFinite(moment, "test loss", test.loss());
        return new double[] {train.loss(), test.loss(), train.accuracy(), test.accuracy()};
    }

    private static void requireFinite(Moment moment, String quantity, double value) {
        if (!Double.isFinite(value)) {
            throw new RunDivergedException(moment.step(), quantity);
        }
    }
}
