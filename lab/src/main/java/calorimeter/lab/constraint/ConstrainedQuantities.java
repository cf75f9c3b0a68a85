// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.constraint;

import calorimeter.engine.training.TrainingSettings;
import calorimeter.engine.transformer.settings.AttentionKind;
import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.lab.observable.HeadAverage;
import calorimeter.lab.observable.Norms;
import calorimeter.lab.observable.Quantity;
import calorimeter.lab.observable.ReadRows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What of a run can be constrained, by the names under which it is recorded.
final class ConstrainedQuantities {

    private static final List<HeadAverage> AVERAGES = List.of(HeadAverage.ENTROPY, HeadAverage.SPECIFIC_HEAT);

    private ConstrainedQuantities() {}

    /// What a constraint calls so; empty if there is no such quantity.
    static Optional<ConstrainedQuantity> find(String name, TrainingSettings training) {
        Optional<ConstrainedQuantity> quantity =
                Optional.ofNullable(of(training).get(name));
        return quantity.isPresent() ? quantity : RateSum.parse(name).map(sum -> sum);
    }

    /// All but rates, of which there is no end.
    static Map<String, ConstrainedQuantity> of(TrainingSettings training) {
        Map<String, ConstrainedQuantity> all = new LinkedHashMap<>();
        // Gradients of S and C are those of softmax rows.
        if (training.model() instanceof TransformerSettings model
                && model.attention().kind() == AttentionKind.SOFTMAX) {
            for (HeadAverage average : AVERAGES) {
                for (boolean read : new boolean[] {false, true}) {
                    heads(all, model, average, read);
                }
            }
        }
        all.put(TrainLoss.NAME, new TrainLoss());
        for (Quantity norm : Norms.ofWeights(training.model())) {
            all.put(norm.name(), new WeightNorm(Norms.prefix(norm)));
        }
        return all;
    }

    private static void heads(
            Map<String, ConstrainedQuantity> all, TransformerSettings model, HeadAverage average, boolean read) {
        String name = average.ofHeads(read ? ReadRows.READ : "").name();
        all.put(name, new HeadMean(model, average, read, -1, -1));
        for (int layer = 0; layer < model.layers(); layer++) {
            all.put(name + ".layer" + layer, new HeadMean(model, average, read, layer, -1));
            for (int head = 0; head < model.heads(); head++) {
                all.put(name + ".layer" + layer + ".head" + head, new HeadMean(model, average, read, layer, head));
            }
        }
    }
}
