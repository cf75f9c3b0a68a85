// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.symmetry;

import calorimeter.engine.model.Activation;
import calorimeter.engine.model.LossFunction;
import calorimeter.engine.model.ParameterLayout;
import calorimeter.engine.model.Tensor;
import calorimeter.physics.noether.twin.Layout;
import calorimeter.physics.noether.twin.Tape;
import calorimeter.physics.noether.twin.Tape.Node;
import org.hipparchus.special.Erf;

/// What the twins of models have in common. Twins are models in double precision, straight from their equations: slow,
/// so small. They share nothing with the engine but names and shapes of tensors.
final class ModelTwins {

    private static final double ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

    private ModelTwins() {}

    static Layout layout(ParameterLayout tensors) {
        Layout layout = Layout.empty();
        for (Tensor tensor : tensors.tensors()) {
            layout = layout.with(tensor.name(), tensor.rows(), tensor.columns());
        }
        return layout;
    }

    /// Rows of an embedding, one for each token.
    static Node embedded(Tape tape, String embedding, int... tokens) {
        Node table = tape.parameter(embedding);
        int width = table.columns();
        return tape.pick(table, tokens.length, width, i -> tokens[i / width] * width + i % width);
    }

    /// Mean over rows of logits. StableMax is the softmax of ln s(z) = sign(z) ln(1 + |z|).
    static Node loss(Tape tape, Node logits, int[] labels, LossFunction loss) {
        return switch (loss.form()) {
            case SOFTMAX -> tape.crossEntropy(logits, labels);
            case STABLEMAX ->
                tape.crossEntropy(
                        tape.function(
                                logits, z -> Math.signum(z) * Math.log1p(Math.abs(z)), z -> 1 / (1 + Math.abs(z))),
                        labels);
            case SQUARED_ERROR -> {
                double[][] targets = new double[labels.length][logits.columns()];
                for (int i = 0; i < labels.length; i++) {
                    targets[i][labels[i]] = 1;
                }
                yield tape.squaredError(logits, targets, (double) labels.length * logits.columns());
            }
        };
    }

    static Node activated(Tape tape, Node x, Activation activation) {
        return switch (activation) {
            case RELU -> tape.relu(x);
            case GELU ->
                tape.function(x, z -> z * cumulative(z), z -> cumulative(z) + z * Math.exp(-z * z / 2) / ROOT_TWO_PI);
        };
    }

    /// Φ(z).
    private static double cumulative(double z) {
        return 0.5 * Erf.erfc(-z / Math.sqrt(2));
    }
}
