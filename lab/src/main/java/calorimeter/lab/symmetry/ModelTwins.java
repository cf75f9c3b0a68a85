package calorimeter.lab.symmetry;

import calorimeter.engine.model.Activation;
import calorimeter.engine.model.LossFunction;
import calorimeter.engine.model.ModelSettings;
import calorimeter.engine.model.ParameterLayout;
import calorimeter.engine.model.Tensor;
import calorimeter.engine.network.MlpInput;
import calorimeter.engine.network.MlpSettings;
import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.physics.noether.twin.Layout;
import calorimeter.physics.noether.twin.Tape;
import calorimeter.physics.noether.twin.Tape.Node;
import calorimeter.physics.noether.twin.Twin;
import org.hipparchus.special.Erf;

/// Models in double precision, straight from their equations: slow, so small. They share nothing with the engine but
/// names and shapes of tensors.
public final class ModelTwins {

    private static final double ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

    private ModelTwins() {}

    /// The mean loss of a model on a batch.
    ///
    /// @param tokens [examples × positions]
    /// @param labels one class an example
    /// @param epsilon what norms add to variances; 0 leaves the symmetry of scale whole
    public static Twin of(ModelSettings model, int[][] tokens, int[] labels, double epsilon) {
        return switch (model) {
            case TransformerSettings settings -> TransformerTwin.of(settings, tokens, labels, epsilon);
            case MlpSettings settings
            when settings.input() instanceof MlpInput.Tokens read ->
                MlpTwin.of(settings, read, tokens, labels, epsilon);
            default -> throw new IllegalArgumentException("there is no twin of " + model);
        };
    }

    static Layout layout(ParameterLayout tensors) {
        Layout layout = Layout.empty();
        for (Tensor tensor : tensors.tensors()) {
            layout = layout.with(tensor.name(), tensor.rows(), tensor.columns());
        }
        return layout;
    }

    /// Rows of an embedding, one for each token: a matrix of ones and zeros times E.
    static Node embedded(Tape tape, String embedding, int vocabulary, int... tokens) {
        double[][] chosen = new double[tokens.length][vocabulary];
        for (int i = 0; i < tokens.length; i++) {
            chosen[i][tokens[i]] = 1;
        }
        return tape.multiply(tape.constant(chosen), tape.parameter(embedding));
    }

    /// Mean over rows of logits. StableMax is the softmax of ln s(z) = sign(z) ln(1 + |z|).
    static Node loss(Tape tape, Node logits, int[] labels, LossFunction loss) {
        return switch (loss) {
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
