// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.network;

import static calorimeter.engine.range.OutOfRangeException.require;

import calorimeter.engine.data.Examples;
import calorimeter.engine.data.Images;
import calorimeter.engine.data.TaskSettings;
import calorimeter.engine.data.TokenSequences;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Activation;
import calorimeter.engine.model.Initialization;
import calorimeter.engine.model.LossFunction;
import calorimeter.engine.model.ModelSettings;
import calorimeter.engine.model.Normalization;
import calorimeter.engine.model.ParameterLayout;
import calorimeter.engine.network.MlpInput.Pixels;
import calorimeter.engine.network.MlpInput.Tokens;
import java.util.List;
import java.util.stream.IntStream;

/// A multilayer perceptron: `layers` times an affine map, a batch norm if there are any, and the nonlinearity, then an
/// affine map to the logits.
///
///     x_i = σ(norm(x_{i−1} W_i + b_i)) [hidden],   z = x_n W + b [classes]
///
/// Its tensors are `embedding` where it reads tokens, `layer0.weight`, `layer0.bias`, `layer0.norm.gain`,
/// `layer0.norm.bias`, …, `readout.weight`, `readout.bias`.
///
/// @param input x₀, what it reads
/// @param classes number of answers
/// @param layers hidden layers
/// @param hidden width of the hidden layers
/// @param normalization [Normalization#NONE], or [Normalization#BATCH_NORM] behind every hidden affine map
public record MlpSettings(
        MlpInput input,
        int classes,
        int layers,
        int hidden,
        Activation activation,
        Normalization normalization,
        Initialization initialization,
        LossFunction loss)
        implements ModelSettings {

    private static final double LARGEST_MODEL = 1e9;

    public MlpSettings {
        require(classes >= 2, "classes", classes, "at least 2");
        require(layers >= 1, "layers", layers, "an integer of at least 1");
        require(hidden >= 1, "MLP width", hidden, "an integer of at least 1");
        boolean known = normalization != Normalization.PRE_LAYER_NORM;
        require(known, "norm", "pre-layer-norm", "none or batch-norm for an MLP");
        double embedding = input instanceof Tokens tokens ? (double) tokens.vocabulary() * tokens.width() : 0;
        double parameters = embedding
                + (double) input.features() * hidden
                + (layers - 1.0) * hidden * hidden
                + (double) hidden * classes;
        require(parameters < LARGEST_MODEL, "number of parameters", (long) parameters, "below " + (long) LARGEST_MODEL);
    }

    @Override
    public int numericVersion() {
        return 1;
    }

    /// The variance of one vector is 0, and its unbiased estimate 0/0.
    @Override
    public int smallestBatch() {
        return normalization == Normalization.BATCH_NORM ? 2 : 1;
    }

    @Override
    public List<String> normalizedFilters() {
        return normalization == Normalization.BATCH_NORM
                ? IntStream.range(0, layers)
                        .mapToObj(layer -> "layer" + layer + ".weight")
                        .toList()
                : List.of();
    }

    @Override
    public long bytesPerExample() {
        return chain(none(), Kernels.active()).bytesPerExample();
    }

    @Override
    public void requireFits(TaskSettings task) {
        switch (input) {
            case Tokens tokens -> task.requireTokens(tokens.vocabulary(), classes, tokens.sequence());
            case Pixels pixels -> task.requireImages(pixels.height(), pixels.width(), pixels.channels(), classes);
        }
    }

    /// Its tensors.
    public ParameterLayout tensors() {
        return chain(none(), Kernels.active()).tensors.build();
    }

    private Examples none() {
        return switch (input) {
            case Tokens tokens -> new TokenSequences(tokens.sequence(), new int[0], new int[0]);
            case Pixels pixels -> Images.none(pixels.height(), pixels.width(), pixels.channels());
        };
    }

    /// Builds the model for its examples.
    ///
    /// @param largestBatch most examples of a batch
    /// @throws IllegalArgumentException when the examples are not what it reads
    public Network build(Examples examples, int largestBatch, Kernel kernel, Workers workers) {
        return new Network(this, chain(examples, kernel), examples, largestBatch, workers);
    }

    private NetworkChain chain(Examples examples, Kernel kernel) {
        NetworkChain chain = new NetworkChain(kernel, initialization, loss);
        switch (input) {
            case Tokens tokens ->
                chain.tokens(TokenSequences.of(examples), tokens.vocabulary(), tokens.width(), "layer0", hidden);
            case Pixels pixels -> {
                chain.images(Images.of(examples), false);
                chain.affine("layer0", hidden);
            }
        }
        for (int layer = 0; layer < layers; layer++) {
            if (layer > 0) {
                chain.affine("layer" + layer, hidden);
            }
            if (normalization == Normalization.BATCH_NORM) {
                chain.batchNorm("layer" + layer + ".norm");
            }
            chain.activation(activation);
        }
        chain.affine("readout", classes);
        return chain;
    }
}
