// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.model;

import static calorimeter.engine.range.OutOfRangeException.require;

/// How the logits z of an example and its label become a loss: a form, of z/τ.
///
/// τ is the output temperature (Truong, arXiv:2606.18465). It is no weight: nothing trains it, and no weight decay or
/// norm sees it.
///
/// @param temperature τ
public record LossFunction(Form form, double temperature) {

    public static final LossFunction SOFTMAX = new LossFunction(Form.SOFTMAX, 1);
    public static final LossFunction STABLEMAX = new LossFunction(Form.STABLEMAX, 1);
    public static final LossFunction SQUARED_ERROR = new LossFunction(Form.SQUARED_ERROR, 1);

    /// Beyond, logits leave what single precision can hold of them.
    private static final double LEAST = 1e-6;

    public LossFunction {
        require(
                temperature >= LEAST && temperature <= 1 / LEAST,
                "output temperature",
                temperature,
                "a number from 1e-6 to 1e6");
    }

    /// What is done with z/τ.
    public enum Form {
        /// −ln of the share that softmax gives to the label.
        SOFTMAX,

        /// −ln of the label's share of s, where s grows only linearly (StableMax, Prieto et al., arXiv:2501.04697).
        STABLEMAX,

        /// The mean over classes of the squared distance from 1 at the label and 0 elsewhere (torch.nn.MSELoss on
        /// one-hot targets). It has no unit, and sees what is added to all logits alike.
        SQUARED_ERROR
    }
}
