// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.training;

/// Something that is added to the loss whose gradient a [Trainer] follows.
public interface AddedLoss {

    /// Nothing.
    AddedLoss NONE = new AddedLoss() {};

    /// Looks at the model, which holds the step's parameters, and tells it what its gradient must have beside the loss.
    ///
    /// @param trainer before [Trainer#gradient] is computed
    default void prepare(Trainer trainer) {}

    /// Adds what depends on the parameters alone.
    ///
    /// @param gradient of the loss, in place
    default void complete(float[] parameters, float[] gradient) {}
}
