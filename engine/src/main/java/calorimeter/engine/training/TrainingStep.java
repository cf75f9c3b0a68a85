// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.training;

import calorimeter.engine.model.Evaluation;

/// What became of one step.
public sealed interface TrainingStep {

    /// The gradient is finite and ready for [Trainer#update].
    ///
    /// @param batch loss and accuracy on the step's batch, before the update
    /// @param gradientNorm L2 norm of the gradient, before clipping
    record Ready(Evaluation batch, double gradientNorm) implements TrainingStep {}

    /// A quantity has a value with which no step can be made; the parameters are left as they were.
    ///
    /// @param step updates made before
    /// @param value in words: "not finite" (its square may be what is not), or "0"
    record Diverged(long step, String quantity, String value) implements TrainingStep {

        /// A quantity that is not finite any more.
        public Diverged(long step, String quantity) {
            this(step, quantity, NOT_FINITE);
        }
    }

    /// What a quantity is that has overflown or has no value.
    String NOT_FINITE = "not finite";
}
