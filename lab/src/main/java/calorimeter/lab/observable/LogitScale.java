// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.observable;

import calorimeter.engine.model.LossFunction;
import calorimeter.engine.model.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/// How large the logits z are that the loss sees, over all N examples of both sides of the split, with the output
/// temperature τ; and the norm of all matrices W, which can be large in its own right:
///
///     ℓ = (1/N) Σ ‖z/τ‖,   s = (1/N) Σ max softmax(z/τ),   ‖W‖ = (Σ W²)^½
///
/// ℓ is the logit scale of Truong, arXiv:2606.18465; s is ours.
public final class LogitScale implements Instrument {

    private final double temperature;

    public LogitScale(LossFunction loss) {
        temperature = loss.temperature();
    }

    @Override
    public List<Quantity> quantities() {
        return List.of(
                new Quantity("logits.scale", "ℓ", "mean L2 norm of the logits over τ, over all examples"),
                new Quantity(
                        "softmax.saturation",
                        "⟨max p⟩",
                        "1",
                        "largest probability of softmax of the logits over τ, averaged over all examples"),
                new Quantity("weights.norm.matrices", "‖W‖", "L2 norm of all matrices, without biases and gains"));
    }

    @Override
    public double[] measure(Moment moment) {
        int examples = moment.examples();
        float[] logits = moment.model().logits(IntStream.range(0, examples).toArray());
        int classes = logits.length / examples;
        double norms = 0;
        double largest = 0;
        for (int example = 0; example < examples; example++) {
            norms += norm(logits, example * classes, classes);
            largest += largestProbability(logits, example * classes, classes);
        }
        return new double[] {norms / examples, largest / examples, matrices(moment)};
    }

    private double norm(float[] logits, int from, int classes) {
        double squares = 0;
        for (int i = from; i < from + classes; i++) {
            squares += (double) logits[i] * logits[i];
        }
        return Math.sqrt(squares) / temperature;
    }

    private double largestProbability(float[] logits, int from, int classes) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = from; i < from + classes; i++) {
            highest = Math.max(highest, logits[i]);
        }
        double sum = 0;
        for (int i = from; i < from + classes; i++) {
            sum += StrictMath.exp((logits[i] - highest) / temperature);
        }
        return 1 / sum;
    }

    private static double matrices(Moment moment) {
        double squares = 0;
        for (Tensor tensor : moment.layout().tensors()) {
            if (!tensor.vector()) {
                for (float value : moment.tensor(tensor.name())) {
                    squares += (double) value * value;
                }
            }
        }
        return Math.sqrt(squares);
    }
}
