// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.observable;

import calorimeter.engine.transformer.AttentionScores;
import calorimeter.engine.transformer.settings.AttentionKind;
import calorimeter.engine.transformer.settings.AttentionSettings;
import calorimeter.engine.transformer.settings.Sharing;
import calorimeter.engine.transformer.settings.TransformerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// The order and the temperature of attention, where they change in training: one value for each that is
/// trained, one for all where the temperature follows a schedule.
final class AttentionConstants implements Instrument {

    private final List<Quantity> quantities = new ArrayList<>();
    private final List<ToDoubleFunction<AttentionScores>> values = new ArrayList<>();

    AttentionConstants(TransformerSettings model) {
        AttentionSettings attention = model.attention();
        add(model, attention.trainedOrder(), "order", symbol(attention.kind()), AttentionScores::order);
        Sharing trained = attention.trainedTemperature();
        add(model, trained, "temperature", "T", AttentionScores::temperature);
        if (!attention.temperature().isConstant()) {
            quantities.add(
                    new Quantity("attention.temperature", "T", "√headSize", "temperature of attention, as scheduled"));
            values.add(scores -> scores.temperature(0, 0));
        }
    }

    private static String symbol(AttentionKind kind) {
        return switch (kind) {
            case SOFTMAX -> "";
            case TSALLIS -> "α";
            case KANIADAKIS -> "κ";
            case ABE -> "q";
        };
    }

    private interface OfHead {
        double of(AttentionScores scores, int layer, int head);
    }

    private void add(TransformerSettings model, Sharing sharing, String key, String symbol, OfHead value) {
        String unit = key.equals("temperature") ? "√headSize" : "1";
        for (int layer = 0; layer < model.layers(); layer++) {
            for (int index = 0; index < sharing.count(model.heads()); index++) {
                String head = sharing == Sharing.HEAD ? ".head" + index : "";
                quantities.add(new Quantity(
                        "attention." + key + ".layer" + layer + head,
                        symbol,
                        unit,
                        key + " of attention of layer " + layer + head.replace(".head", ", head ") + ", trained"));
                int place = layer;
                int first = index;
                values.add(scores -> value.of(scores, place, first));
            }
        }
    }

    @Override
    public List<Quantity> quantities() {
        return quantities;
    }

    @Override
    public double[] measure(Moment moment) {
        return values.stream()
                .mapToDouble(value -> value.applyAsDouble(moment.scores()))
                .toArray();
    }
}
