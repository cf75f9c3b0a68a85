// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.network;

import static calorimeter.engine.range.OutOfRangeException.require;

import calorimeter.engine.data.Images;
import calorimeter.engine.data.TaskSettings;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Activation;
import calorimeter.engine.model.Initialization;
import calorimeter.engine.model.LossFunction;
import calorimeter.engine.model.ModelSettings;
import calorimeter.engine.model.Normalization;
import calorimeter.engine.model.ParameterLayout;
import java.util.List;
import java.util.stream.IntStream;

/// A convolutional network in the manner of VGG (Simonyan & Zisserman, arXiv:1409.1556): stages of two 3 × 3
/// convolutions, each followed by a batch norm if there are any and ReLU; a 2 × 2 max-pool behind each stage; an affine
/// map to the logits.
///
/// Its tensors are `stage0.convolution0.weight` [9·inputs × outputs] (rows by line, column and channel of the
/// neighbourhood), `.bias`, `stage0.norm0.gain`, `stage0.norm0.bias`, …, `readout.weight` [lines·columns·channels ×
/// classes], `readout.bias`.
///
/// @param height of an image
/// @param width of an image
/// @param channels of an image
/// @param classes number of answers
/// @param stages channels of every stage, multiples of 16
/// @param normalization [Normalization#NONE], or [Normalization#BATCH_NORM] behind every convolution
public record VggSettings(
        int height,
        int width,
        int channels,
        int classes,
        List<Integer> stages,
        Normalization normalization,
        Initialization initialization,
        LossFunction loss)
        implements ModelSettings {

    /// Convolutions of a stage.
    public static final int CONVOLUTIONS = 2;

    /// Wider ones would not fit into arrays for a batch.
    private static final int WIDEST = 1024;

    public VggSettings {
        stages = List.copyOf(stages);
        require(classes >= 2, "classes", classes, "at least 2");
        require(channels >= 1, "channels", channels, "at least 1");
        require(!stages.isEmpty(), "stages", stages, "at least one");
        boolean known = normalization != Normalization.PRE_LAYER_NORM;
        require(known, "norm", "pre-layer-norm", "none or batch-norm for a VGG");
        int smallest = Math.min(height, width) >> stages.size();
        require(smallest >= 1, "stages", stages.size(), "few enough that a pixel is left of " + height + " × " + width);
        for (int outputs : stages) {
            boolean fits = outputs >= 16 && outputs % 16 == 0 && outputs <= WIDEST;
            require(fits, "stages", stages, "multiples of 16, at most " + WIDEST + ", the channels of each");
        }
    }

    @Override
    public int numericVersion() {
        return 1;
    }

    /// An image alone would be normalised by its own pixels: another model.
    @Override
    public int smallestBatch() {
        return normalization == Normalization.BATCH_NORM ? 2 : 1;
    }

    @Override
    public List<String> normalizedFilters() {
        return normalization == Normalization.BATCH_NORM
                ? IntStream.range(0, CONVOLUTIONS * stages.size())
                        .mapToObj(i -> "stage" + i / CONVOLUTIONS + ".convolution" + i % CONVOLUTIONS + ".weight")
                        .toList()
                : List.of();
    }

    @Override
    public long bytesPerExample() {
        return chain(Images.none(height, width, channels), Kernels.active()).bytesPerExample();
    }

    @Override
    public void requireFits(TaskSettings task) {
        task.requireImages(height, width, channels, classes);
    }

    /// Its tensors.
    public ParameterLayout tensors() {
        return chain(Images.none(height, width, channels), Kernels.active())
                .tensors
                .build();
    }

    /// Builds the model for its examples.
    ///
    /// @param largestBatch most examples of a batch
    public Network build(Images examples, int largestBatch, Kernel kernel, Workers workers) {
        requireSize(examples);
        return new Network(this, chain(examples, kernel), examples, largestBatch, workers);
    }

    private NetworkChain chain(Images examples, Kernel kernel) {
        NetworkChain chain = new NetworkChain(kernel, initialization, loss);
        chain.images(examples, true);
        for (int stage = 0; stage < stages.size(); stage++) {
            for (int i = 0; i < CONVOLUTIONS; i++) {
                chain.convolution("stage" + stage + ".convolution" + i, stages.get(stage));
                if (normalization == Normalization.BATCH_NORM) {
                    chain.batchNorm("stage" + stage + ".norm" + i);
                }
                chain.activation(Activation.RELU);
            }
            chain.maxPool(stage + 1 < stages.size());
        }
        chain.affine("readout", classes);
        return chain;
    }

    private void requireSize(Images examples) {
        if (examples.height() != height || examples.width() != width || examples.channels() != channels) {
            throw new IllegalArgumentException("the model reads images of " + height + " × " + width + " × " + channels
                    + ", but those of the data set are " + examples.height() + " × " + examples.width() + " × "
                    + examples.channels());
        }
    }
}
