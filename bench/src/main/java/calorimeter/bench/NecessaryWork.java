// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

import calorimeter.engine.model.Activation;
import calorimeter.engine.model.Normalization;
import calorimeter.engine.network.MlpInput;
import calorimeter.engine.network.MlpSettings;
import calorimeter.engine.network.VggSettings;
import calorimeter.engine.transformer.settings.Mask;
import calorimeter.engine.transformer.settings.Readout;
import calorimeter.engine.transformer.settings.TransformerSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Floating-point operations of one training step by the cheapest exact algebra that is written down here; a
/// multiplication and an addition count as two. Softmax, activation, norms, biases and the optimiser are left
/// out: they are linear in the activations, and leaving them out makes the fraction of peak smaller. A shorter
/// way that is missing here would make it larger than it deserves; the one we know, W_O folded into the values
/// of the first layer of a model with norms, is worth a few per cent (docs/decisions/0006-folding.md).
///
/// Symbols: N examples of a batch, t positions, d width, h MLP width, H heads, C classes, R distinct (token,
/// position) rows. A matrix product of n rows, 2 n · inputs · outputs, is paid three times: forward, for the
/// gradient of its input, and for that of its weights.
///
/// @param floatingPointOperations of one step
/// @param formula as text, with what was put in
public record NecessaryWork(long floatingPointOperations, String formula) {

    public double giga() {
        return floatingPointOperations * 1e-9;
    }

    /// @param examples N
    /// @param distinctTokens how many tokens occur at each position
    public static NecessaryWork of(TransformerSettings model, int examples, int[] distinctTokens) {
        NecessaryWork layered = layered(model, examples, distinctTokens);
        if (!folds(model)) {
            return layered;
        }
        NecessaryWork folded =
                folded(model, examples, Arrays.stream(distinctTokens).sum());
        // Products of matrices do not pay for a handful of examples.
        return folded.floatingPointOperations < layered.floatingPointOperations ? folded : layered;
    }

    /// One layer without norms is linear between embedding and ReLU but for the attention weights, and linear
    /// from the ReLU on, so that constant matrices fold into one another.
    private static boolean folds(TransformerSettings model) {
        return model.layers() == 1
                && model.normalization() == Normalization.NONE
                && model.readout() == Readout.LAST
                && model.activation() == Activation.RELU
                && !model.tied();
    }

    /// All examples end in the same token, so there is one query, and its scores need R dot products a head. A
    /// key enters hidden units and logits through the table of its values v = x W_V times G = W_O [W_1 | U]:
    ///
    ///     values   [R × d] · [d × d]
    ///     G        [d × d] · [d × (h + C)]
    ///     table    [R × d/H] · [d/H × (h + C)] for each head: its columns of v with its rows of G
    ///
    /// With a = H t attention weights an example is then
    ///
    ///     forward    Σ of a weighted table rows, from a constant one on    2a (h + C)
    ///     backward   a dot products with table rows, for the weights       2a (h + C)
    ///                their scatter into the table's gradient and the
    ///                constant's                                           (2a + 1)(h + C)
    ///
    /// and its hidden units reach the logits through W_2 U [h × C].
    private static NecessaryWork folded(TransformerSettings model, long examples, long rows) {
        long d = model.width();
        long h = model.mlpWidth();
        long c = model.classes();
        long heads = model.heads();
        long weights = heads * model.sequence();
        long logits = 6 * examples * h * c;
        long tableRows = (6 * weights + 1) * (h + c) * examples;
        long tables = 3 * (2 * rows * d * d + 2 * d * d * (h + c) + 2 * rows * d * (h + c));
        long product = 6 * h * d * c;
        long scores = 3 * (2 * d * d + 2 * d * d + 2 * rows * heads * d);
        return new NecessaryWork(
                logits + tableRows + tables + product + scores,
                "6NhC + (6Ht+1)(h+C)N + 6(Rd²+d²(h+C)+Rd(h+C)) + 6hdC + 6(2d²+RHd) with N=" + examples + ", h=" + h
                        + ", C=" + c + ", H=" + heads + ", t=" + model.sequence() + ", R=" + rows + ", d=" + d);
    }

    /// Layer by layer: keys and values of the rows that differ, queries, attention, W_O and MLP of the rows
    /// that are read. In the first layer a row is one of R; under a causal mask the row at position s depends
    /// on the tokens up to s, of which there may be fewer than N combinations.
    private static NecessaryWork layered(TransformerSettings model, long examples, int[] distinctTokens) {
        long d = model.width();
        long h = model.mlpWidth();
        long forward = 2 * examples * d * model.classes();
        long input = Arrays.stream(distinctTokens).asLongStream().sum();
        for (int layer = 0; layer < model.layers(); layer++) {
            boolean last = layer == model.layers() - 1 && model.readout() == Readout.LAST;
            long output = 0;
            long visible = 0;
            for (int position = last ? model.sequence() - 1 : 0; position < model.sequence(); position++) {
                long rows = prefixes(model, examples, distinctTokens, position);
                output += rows;
                visible += rows * (model.mask() == Mask.CAUSAL ? position + 1 : model.sequence());
            }
            long queries = Math.min(input, output);
            forward += 2 * (2 * input + queries) * d * d; // keys and values, queries
            forward += 4 * visible * d; // scores and mixing
            forward += 2 * output * (d * d + 2 * d * h); // W_O, MLP
            input = output;
        }
        return new NecessaryWork(
                3 * forward,
                "3 · Σ over layers of 2(2n_in+n_q)d² + 4n_vis d + 2n_out(d²+2dh), + 3 · 2NdC, with N=" + examples
                        + ", d=" + d + ", h=" + h + ", C=" + model.classes() + ", t=" + model.sequence() + ", layers="
                        + model.layers() + ", R="
                        + Arrays.stream(distinctTokens).sum());
    }

    /// A multilayer perceptron on t tokens: its first map is a table of R distinct rows, x₀ W₀ for each, added up for
    /// the examples; the further maps are products of all N.
    ///
    /// @param examples N
    /// @param distinctTokens how many tokens occur at each position
    public static NecessaryWork of(MlpSettings model, long examples, int[] distinctTokens) {
        if (!(model.input() instanceof MlpInput.Tokens tokens)) {
            throw new IllegalArgumentException("the perceptron must read tokens, but its input is " + model.input());
        }
        long d = tokens.width();
        long h = model.hidden();
        long c = model.classes();
        long further = model.layers() - 1L;
        long rows = Arrays.stream(distinctTokens).asLongStream().sum();
        return new NecessaryWork(
                6 * (rows * d * h + examples * (further * h * h + h * c)),
                "6(Rdh + N((L−1)h²+hC)) with N=" + examples + ", d=" + d + ", h=" + h + ", C=" + c + ", L="
                        + model.layers() + ", R=" + rows);
    }

    /// A convolutional network of 3 × 3 neighbourhoods, whose taps within an image of H × W pixels are
    /// (3H−2)(3W−2): those in the border multiply zeros. Nobody needs the gradient of the first one's input, the
    /// pixels. Winograd's shorter products, which round otherwise, are not counted.
    ///
    /// @param examples N
    public static NecessaryWork of(VggSettings model, long examples) {
        long height = model.height();
        long width = model.width();
        long inputs = model.channels();
        long operations = 0;
        List<String> maps = new ArrayList<>();
        for (int outputs : model.stages()) {
            for (int i = 0; i < VggSettings.CONVOLUTIONS; i++) {
                long passes = maps.isEmpty() ? 2 : 3;
                operations += passes * convolution(examples, height, width, inputs, outputs);
                maps.add(height + "×" + width + "×" + inputs + "→" + outputs);
                inputs = outputs;
            }
            height /= 2;
            width /= 2;
        }
        long features = height * width * inputs;
        return new NecessaryWork(
                operations + 6 * examples * features * model.classes(),
                "Σ over convolutions of 6N(3H−2)(3W−2)io, of the first 4N…, + 6NfC with N=" + examples + ", H×W×i→o = "
                        + String.join(", ", maps) + ", f=" + features + ", C=" + model.classes());
    }

    public static NecessaryWork of(Workload.Convolution one) {
        return new NecessaryWork(
                3 * convolution(one.images(), one.height(), one.width(), one.inputs(), one.outputs()),
                "6N(3H−2)(3W−2)io with N=" + one.images() + ", H=" + one.height() + ", W=" + one.width() + ", i="
                        + one.inputs() + ", o=" + one.outputs());
    }

    private static long convolution(long examples, long height, long width, long inputs, long outputs) {
        return 2 * examples * (3 * height - 2) * (3 * width - 2) * inputs * outputs;
    }

    /// How many different rows there are at one position after the first layer.
    private static long prefixes(TransformerSettings model, long examples, int[] distinctTokens, int position) {
        long combinations = 1;
        int end = model.mask() == Mask.CAUSAL ? position + 1 : distinctTokens.length;
        for (int i = 0; i < end; i++) {
            combinations = Math.min(examples, combinations * distinctTokens[i]);
        }
        return combinations;
    }
}
