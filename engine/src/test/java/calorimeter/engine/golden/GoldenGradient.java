// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.golden;

import java.util.List;

/// What one batch must give in one precision: loss, accuracy, some logits and every gradient.
///
/// @param loss mean cross entropy in nats
/// @param correct number of examples whose largest logit is the label's
/// @param logits of the first three examples, `[3][classes]`
/// @param tensors in canonical order
public record GoldenGradient(double loss, int correct, List<List<Double>> logits, List<GoldenTensor> tensors) {

    public GoldenGradient {
        logits = List.copyOf(logits);
        tensors = List.copyOf(tensors);
    }

    public GoldenTensor tensor(String name) {
        return tensors.stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("tensor '" + name + "' is not among "
                        + tensors.stream().map(GoldenTensor::name).toList()));
    }

    /// L2 norm of all gradients together.
    public double norm() {
        double sum = 0;
        for (GoldenTensor tensor : tensors) {
            sum += tensor.norm() * tensor.norm();
        }
        return Math.sqrt(sum);
    }
}
