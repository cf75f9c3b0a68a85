// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.optimizer;

import calorimeter.engine.kernel.Kernel;
import java.util.SortedMap;

/// A learning rule with its state. The state is what a checkpoint keeps; everything else follows from the
/// settings.
public sealed interface Optimizer permits AdaptiveMoments, HeavyBall {

    /// @param drops of the learning rate
    static Optimizer of(OptimizerSettings settings, LearningRateDrops drops, Kernel kernel, int length) {
        return switch (settings) {
            case OptimizerSettings.Moments moments -> new AdaptiveMoments(moments, drops, kernel, length);
            case OptimizerSettings.Sgd sgd -> new HeavyBall(sgd, drops, length);
        };
    }

    /// The arrays of the state by name, live and in the layout of the parameters; a checkpoint copies them out
    /// and reads them back in place.
    SortedMap<String, float[]> state();

    /// Moves elements from … to − 1 of the parameters along the gradient times `gradientScale`. Elements are
    /// independent of one another, so ranges may be updated by different threads.
    ///
    /// @param step number of the update, from 1
    /// @param weightDecay λ of this update
    void update(
            float[] parameters, float[] gradient, float gradientScale, long step, double weightDecay, int from, int to);
}
