// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.noether.twin;

import calorimeter.physics.noether.symmetry.AttentionSymmetries;
import calorimeter.physics.noether.twin.Tape.Node;
import java.util.List;
import java.util.stream.DoubleStream;

/// The networks whose symmetries docs/theory.md lists, each as small as it can be, on data of the caller.
public final class Twins {

    private Twins() {}

    /// ReLU layer: x W_1 + b_1, W_2; squared error Σ/divisor.
    ///
    /// @param inputs  [n × inputs]
    /// @param targets [n × outputs]
    public static Twin relu(double[][] inputs, int units, double[][] targets, double divisor) {
        Layout layout = Layout.empty()
                .with("W_1", inputs[0].length, units)
                .with("b_1", 1, units)
                .with("W_2", units, targets[0].length);
        return new Twin(layout, tape -> {
            Node hidden = affine(tape, tape.constant(inputs), "W_1", "b_1");
            return tape.squaredError(tape.multiply(tape.relu(hidden), tape.parameter("W_2")), targets, divisor);
        });
    }

    /// Linear factors: inputs U Vᵀ; squared error Σ/divisor.
    ///
    /// @param inputs  [samples × n]
    /// @param targets [samples × m]
    public static Twin factors(double[][] inputs, int rank, double[][] targets, double divisor) {
        Layout layout = Layout.empty().with("U", inputs[0].length, rank).with("V", targets[0].length, rank);
        return new Twin(
                layout,
                tape -> tape.squaredError(
                        tape.multiply(
                                tape.multiply(tape.constant(inputs), tape.parameter("U")),
                                tape.transposed(tape.parameter("V"))),
                        targets,
                        divisor));
    }

    /// Softmax classifier: inputs W_U + b_U, mean cross entropy.
    public static Twin unembedding(double[][] inputs, int classes, int[] labels, boolean bias) {
        Layout weights = Layout.empty().with("W_U", inputs[0].length, classes);
        return new Twin(bias ? weights.with("b_U", 1, classes) : weights, tape -> {
            Node logits = tape.multiply(tape.constant(inputs), tape.parameter("W_U"));
            return tape.crossEntropy(bias ? tape.add(logits, tape.parameter("b_U")) : logits, labels);
        });
    }

    /// Gain and bias of a norm (γ, b) before two maps A and B, one through a ReLU; inputs are already
    /// normalised; squared error Σ/divisor.
    public static Twin normGain(double[][] inputs, double[][] targets, double divisor) {
        int width = inputs[0].length;
        int outputs = targets[0].length;
        Layout layout = Layout.empty()
                .with("gain", 1, width)
                .with("bias", 1, width)
                .with("A", width, outputs)
                .with("B", width, outputs)
                .with("B_bias", 1, outputs);
        return new Twin(layout, tape -> {
            Node scaled = tape.add(tape.scale(tape.constant(inputs), tape.parameter("gain")), tape.parameter("bias"));
            Node straight = tape.multiply(scaled, tape.parameter("A"));
            Node bent = tape.relu(affine(tape, scaled, "B", "B_bias"));
            return tape.squaredError(tape.add(straight, bent), targets, divisor);
        });
    }

    /// Filters W before a batch norm with gain γ and bias, squared error.
    public static Twin batchNorm(double[][] inputs, double epsilon, double[][] targets) {
        int filters = targets[0].length;
        Layout layout = Layout.empty()
                .with("W", inputs[0].length, filters)
                .with("gain", 1, filters)
                .with("bias", 1, filters);
        return new Twin(layout, tape -> {
            Node filtered = tape.multiply(tape.constant(inputs), tape.parameter("W"));
            Node normal = tape.transposed(tape.normalise(tape.transposed(filtered), epsilon));
            Node output = tape.add(tape.scale(normal, tape.parameter("gain")), tape.parameter("bias"));
            return tape.squaredError(output, targets, 2.0 * inputs.length);
        });
    }

    /// A residual stream that layer norms alone read: embedding E and positions, an MLP behind a norm, a norm before
    /// the unembedding; mean cross entropy at every position.
    ///
    /// @param tokens of the sequence; position i has row i of `pos`
    /// @param labels one for every position
    public static Twin residual(int[] tokens, int vocabulary, int width, int units, double epsilon, int[] labels) {
        Layout layout = Layout.empty()
                .with("E", vocabulary, width)
                .with("pos", tokens.length, width)
                .with("W_1", width, units)
                .with("b_1", 1, units)
                .with("W_2", units, width)
                .with("b_2", 1, width)
                .with("W_U", width, vocabulary);
        double[][] chosen = new double[tokens.length][vocabulary];
        for (int i = 0; i < tokens.length; i++) {
            chosen[i][tokens[i]] = 1;
        }
        return new Twin(layout, tape -> {
            Node stream = tape.add(tape.multiply(tape.constant(chosen), tape.parameter("E")), tape.parameter("pos"));
            Node hidden = tape.relu(affine(tape, tape.normalise(stream, epsilon), "W_1", "b_1"));
            Node next = tape.add(stream, affine(tape, hidden, "W_2", "b_2"));
            return tape.crossEntropy(tape.multiply(tape.normalise(next, epsilon), tape.parameter("W_U")), labels);
        });
    }

    /// What [#attention] computes.
    ///
    /// @param heads       query heads
    /// @param keyHeads    heads of keys and values; divides `heads`
    /// @param size        d_k
    /// @param biases      whether there are b_Q, b_K, b_V and b_O
    /// @param frequencies of rotary positions, d_k/2 of them, or none
    public record Attention(int heads, int keyHeads, int size, boolean biases, List<Double> frequencies) {

        public Attention {
            frequencies = List.copyOf(frequencies);
        }

        public Attention(int heads, int keyHeads, int size, boolean biases, double... frequencies) {
            this(
                    heads,
                    keyHeads,
                    size,
                    biases,
                    DoubleStream.of(frequencies).boxed().toList());
        }

        /// Where the tensors lie: W_Q, W_K, W_V, W_O, then b_Q, b_K, b_V, b_O.
        public Layout layout(int width) {
            Layout layout = Layout.empty()
                    .with("W_Q", width, heads * size)
                    .with("W_K", width, keyHeads * size)
                    .with("W_V", width, keyHeads * size)
                    .with("W_O", heads * size, width);
            return !biases
                    ? layout
                    : layout.with("b_Q", 1, heads * size)
                            .with("b_K", 1, keyHeads * size)
                            .with("b_V", 1, keyHeads * size)
                            .with("b_O", 1, width);
        }

        /// Its symmetries, found from its shape.
        public AttentionSymmetries symmetries(int width) {
            Layout layout = layout(width);
            return new AttentionSymmetries(
                    "",
                    layout.block("W_Q"),
                    layout.block("W_K"),
                    layout.block("W_V"),
                    layout.block("W_O"),
                    biases ? List.of(layout.block("b_Q"), layout.block("b_K"), layout.block("b_V")) : List.of(),
                    heads,
                    keyHeads,
                    !frequencies.isEmpty());
        }
    }

    /// Causal attention on one sequence, scores/√d_k; squared error Σ/divisor at every position.
    ///
    /// @param inputs  [sequence × width]
    /// @param targets [sequence × width]
    public static Twin attention(Attention shape, double[][] inputs, double[][] targets, double divisor) {
        return new Twin(shape.layout(inputs[0].length), tape -> {
            Node x = tape.constant(inputs);
            Node queries = projected(tape, x, shape, "W_Q", "b_Q");
            Node keys = projected(tape, x, shape, "W_K", "b_K");
            Node values = projected(tape, x, shape, "W_V", "b_V");
            Node output = tape.constant(new double[inputs.length][inputs[0].length]);
            for (int head = 0; head < shape.heads; head++) {
                int keyHead = head * shape.keyHeads / shape.heads;
                Node query = turned(tape, tape.columns(queries, head * shape.size, shape.size), shape);
                Node key = turned(tape, tape.columns(keys, keyHead * shape.size, shape.size), shape);
                Node scores = tape.scale(tape.multiply(query, tape.transposed(key)), 1 / Math.sqrt(shape.size));
                Node read = tape.multiply(
                        tape.softmax(scores, true), tape.columns(values, keyHead * shape.size, shape.size));
                Node written = tape.rows(tape.parameter("W_O"), head * shape.size, shape.size);
                output = tape.add(output, tape.multiply(read, written));
            }
            return tape.squaredError(shape.biases ? tape.add(output, tape.parameter("b_O")) : output, targets, divisor);
        });
    }

    private static Node projected(Tape tape, Node x, Attention shape, String weights, String bias) {
        return shape.biases ? affine(tape, x, weights, bias) : tape.multiply(x, tape.parameter(weights));
    }

    private static Node turned(Tape tape, Node x, Attention shape) {
        return shape.frequencies.isEmpty() ? x : tape.rotary(x, shape.frequencies);
    }

    private static Node affine(Tape tape, Node x, String weights, String bias) {
        return tape.add(tape.multiply(x, tape.parameter(weights)), tape.parameter(bias));
    }
}
