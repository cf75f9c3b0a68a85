// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

/// A [Workload] of this engine, ready to run.
interface EngineWork {

    /// Does it once, and returns what the other contestants must get too: of a training step the loss, of a convolution
    /// in turn the mean squares of its result and of the gradients of images and weights.
    double step();

    double time(int steps);
}
