// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.symmetry;

import calorimeter.engine.transformer.settings.Biases;
import calorimeter.engine.transformer.settings.Mask;
import calorimeter.engine.transformer.settings.Positions;
import calorimeter.engine.transformer.settings.Readout;
import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.engine.transformer.settings.TransformerTensors;
import calorimeter.physics.noether.twin.Layout;
import calorimeter.physics.noether.twin.Tape;
import calorimeter.physics.noether.twin.Tape.Node;
import calorimeter.physics.noether.twin.Twin;
import calorimeter.physics.positions.Rotary;
import java.util.Arrays;
import java.util.List;

/// The transformer on a tape, for one sequence: X, embeddings and positions added up, is positions × width.
///
///     Q, K, V = norm(X) W + b,   A = softmax(Q Kᵀ/√d_k) by head,   M = X + (A V) W_O + b_O
///     X′ = M + σ(norm(M) W₁ + b₁) W₂ + b₂,   z = norm(X′) U + c, at the last position or as the mean
final class TransformerTwin {

    private final TransformerSettings settings;
    private final double epsilon;
    private final Tape tape;
    private final boolean biased;
    private final boolean biasedMlp;

    private TransformerTwin(TransformerSettings settings, double epsilon, Tape tape) {
        this.settings = settings;
        this.epsilon = epsilon;
        this.tape = tape;
        biased = settings.biases() == Biases.ALL;
        biasedMlp = settings.biases() != Biases.NONE;
    }

    static Twin of(TransformerSettings settings, int[][] tokens, int[] labels, double epsilon) {
        Layout layout = ModelTwins.layout(new TransformerTensors(settings).layout);
        return new Twin(layout, tape -> {
            TransformerTwin twin = new TransformerTwin(settings, epsilon, tape);
            Node sum = tape.constant(new double[1][1]);
            for (int example = 0; example < tokens.length; example++) {
                Node logits = twin.logits(tokens[example]);
                sum = tape.add(sum, ModelTwins.loss(tape, logits, new int[] {labels[example]}, settings.loss()));
            }
            return tape.scale(sum, 1.0 / tokens.length);
        });
    }

    private Node logits(int[] tokens) {
        Node stream = positioned(ModelTwins.embedded(tape, "embedding", tokens));
        for (int layer = 0; layer < settings.layers(); layer++) {
            stream = tape.add(stream, attention(stream, "layer" + layer + "."));
            if (layer == settings.layers() - 1 && settings.readout() == Readout.LAST) {
                stream = tape.rows(stream, settings.sequence() - 1, 1);
            }
            stream = tape.add(stream, mlp(stream, "layer" + layer + "."));
        }
        Node normed = norm(stream, "norm");
        Node read = settings.readout() == Readout.LAST
                ? normed
                : tape.multiply(tape.constant(new double[][] {shares(settings.sequence())}), normed);
        Node logits = settings.tied()
                ? tape.multiply(read, tape.transposed(tape.rows(tape.parameter("embedding"), 0, settings.classes())))
                : tape.multiply(read, tape.parameter("unembedding"));
        return biased ? tape.add(logits, tape.parameter("unembedding.bias")) : logits;
    }

    private static double[] shares(int n) {
        double[] shares = new double[n];
        Arrays.fill(shares, 1.0 / n);
        return shares;
    }

    private Node positioned(Node x) {
        return switch (settings.positions()) {
            case LEARNED -> tape.add(x, tape.parameter("positions"));
            case SINUSOIDAL -> tape.add(x, tape.constant(sinusoids()));
            case ROTARY, NONE -> x;
        };
    }

    /// Sine on even columns, cosine on odd ones.
    private double[][] sinusoids() {
        double[][] rows = new double[settings.sequence()][settings.width()];
        for (int t = 0; t < rows.length; t++) {
            for (int i = 0; i < rows[t].length; i++) {
                int even = i - i % 2;
                double angle = t * Math.pow(1e4, -(double) even / rows[t].length);
                rows[t][i] = i % 2 == 0 ? Math.sin(angle) : Math.cos(angle);
            }
        }
        return rows;
    }

    private Node attention(Node stream, String layer) {
        Node x = norm(stream, layer + "norm1");
        Node queries = map(x, layer + "attention.query", biased);
        Node keys = map(x, layer + "attention.key", biased);
        Node values = map(x, layer + "attention.value", biased);
        int size = settings.headSize();
        Node written = tape.constant(new double[settings.sequence()][settings.width()]);
        for (int head = 0; head < settings.heads(); head++) {
            Node query = turned(tape.columns(queries, head * size, size));
            Node key = turned(tape.columns(keys, head * size, size));
            Node scores = tape.scale(tape.multiply(query, tape.transposed(key)), 1 / Math.sqrt(size));
            Node weights = tape.softmax(scores, settings.mask() == Mask.CAUSAL);
            Node read = tape.multiply(weights, tape.columns(values, head * size, size));
            Node output = tape.rows(tape.parameter(layer + "attention.output"), head * size, size);
            written = tape.add(written, tape.multiply(read, output));
        }
        return biased ? tape.add(written, tape.parameter(layer + "attention.output.bias")) : written;
    }

    private Node turned(Node x) {
        return settings.positions() == Positions.ROTARY ? tape.rotary(x, frequencies()) : x;
    }

    private List<Double> frequencies() {
        double[] frequencies = new Rotary(settings.rotaryBase(), settings.headSize()).frequencies();
        return Arrays.stream(frequencies).boxed().toList();
    }

    private Node mlp(Node stream, String layer) {
        Node hidden = map(norm(stream, layer + "norm2"), layer + "mlp.input", biasedMlp);
        return map(ModelTwins.activated(tape, hidden, settings.activation()), layer + "mlp.output", biasedMlp);
    }

    private Node map(Node x, String name, boolean bias) {
        Node y = tape.multiply(x, tape.parameter(name));
        return bias ? tape.add(y, tape.parameter(name + ".bias")) : y;
    }

    private Node norm(Node x, String name) {
        return settings.normalized()
                ? tape.add(
                        tape.scale(tape.normalise(x, epsilon), tape.parameter(name + ".gain")),
                        tape.parameter(name + ".bias"))
                : x;
    }
}
