// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.network.ConvolutionPass;
import calorimeter.engine.random.Seed;
import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.lab.run.TrainParameters;
import java.util.Optional;

/// What all contestants of a case do over and over.
public sealed interface Workload {

    /// The training whose observables are timed too, if it is that of a transformer. Other models have few but the
    /// evaluation of all examples, which takes longer than a turn.
    default Optional<TrainParameters> observed() {
        return this instanceof Training(TrainParameters parameters)
                        && parameters.training().model() instanceof TransformerSettings
                ? Optional.of(parameters)
                : Optional.empty();
    }

    /// Steps of a training.
    record Training(TrainParameters parameters) implements Workload {}

    /// One 3 × 3 convolution alone: its result, and the gradients of images, weights and biases.
    ///
    /// @param inputs channels of an image
    /// @param outputs channels of the result
    record Convolution(int height, int width, int inputs, int outputs, int images) implements Workload {

        /// The same numbers in every process.
        ConvolutionPass build(Kernel kernel, Workers workers) {
            return new ConvolutionPass(height, width, inputs, outputs, images, Seed.of(0), kernel, workers);
        }
    }
}
