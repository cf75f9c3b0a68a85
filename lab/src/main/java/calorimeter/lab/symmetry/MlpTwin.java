package calorimeter.lab.symmetry;

import calorimeter.engine.model.Normalization;
import calorimeter.engine.network.MlpInput;
import calorimeter.engine.network.MlpSettings;
import calorimeter.physics.noether.twin.Tape;
import calorimeter.physics.noether.twin.Tape.Node;
import calorimeter.physics.noether.twin.Twin;
import java.util.Arrays;

/// The multilayer perceptron on a tape, for a whole batch X [examples × features], by the equations of [MlpSettings].
/// Batch norm takes the statistics of the batch.
final class MlpTwin {

    private MlpTwin() {}

    static Twin of(MlpSettings settings, MlpInput.Tokens read, int[][] tokens, int[] labels, double epsilon) {
        return new Twin(ModelTwins.layout(settings.tensors()), tape -> {
            Node x = tape.constant(new double[tokens.length][settings.hidden()]);
            for (int position = 0; position < read.sequence(); position++) {
                x = tape.add(x, read(tape, read, tokens, position));
            }
            for (int layer = 0; layer < settings.layers(); layer++) {
                Node mapped = layer == 0 ? x : tape.multiply(x, tape.parameter("layer" + layer + ".weight"));
                Node biased = tape.add(mapped, tape.parameter("layer" + layer + ".bias"));
                x = ModelTwins.activated(
                        tape, norm(tape, settings, biased, "layer" + layer + ".norm", epsilon), settings.activation());
            }
            Node logits = tape.multiply(x, tape.parameter("readout.weight"));
            return ModelTwins.loss(tape, tape.add(logits, tape.parameter("readout.bias")), labels, settings.loss());
        });
    }

    /// What the first map makes of the tokens at one position.
    private static Node read(Tape tape, MlpInput.Tokens settings, int[][] tokens, int position) {
        int[] here =
                Arrays.stream(tokens).mapToInt(example -> example[position]).toArray();
        Node embedded = ModelTwins.embedded(tape, "embedding", settings.vocabulary(), here);
        int width = settings.width();
        return tape.multiply(embedded, tape.rows(tape.parameter("layer0.weight"), position * width, width));
    }

    private static Node norm(Tape tape, MlpSettings settings, Node x, String name, double epsilon) {
        if (settings.normalization() != Normalization.BATCH_NORM) {
            return x;
        }
        Node normal = tape.transposed(tape.normalise(tape.transposed(x), epsilon));
        return tape.add(tape.scale(normal, tape.parameter(name + ".gain")), tape.parameter(name + ".bias"));
    }
}
