// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer;

import calorimeter.engine.data.TokenSequences;
import calorimeter.engine.golden.GoldenExample;
import calorimeter.engine.golden.GoldenFile;
import calorimeter.engine.golden.GoldenTensor;
import calorimeter.engine.model.Activation;
import calorimeter.engine.model.Initialization;
import calorimeter.engine.model.LossFunction;
import calorimeter.engine.model.Normalization;
import calorimeter.engine.model.ParameterLayout;
import calorimeter.engine.transformer.settings.AttentionKind;
import calorimeter.engine.transformer.settings.AttentionSettings;
import calorimeter.engine.transformer.settings.Biases;
import calorimeter.engine.transformer.settings.Mask;
import calorimeter.engine.transformer.settings.PlanChoice;
import calorimeter.engine.transformer.settings.Positions;
import calorimeter.engine.transformer.settings.Readout;
import calorimeter.engine.transformer.settings.Sharing;
import calorimeter.engine.transformer.settings.TemperatureSchedule;
import calorimeter.engine.transformer.settings.TransformerSettings;
import java.util.List;
import java.util.Map;

/// A model and its examples as a golden file describes them.
public record GoldenModel(GoldenFile file, TransformerSettings settings, TokenSequences examples) {

    public static GoldenModel read(String name) {
        GoldenFile file = GoldenFile.read(name);
        List<GoldenExample> list = GoldenExample.of(file);
        int sequence = list.getFirst().tokens().size();
        int[] tokens = list.stream()
                .flatMap(e -> e.tokens().stream())
                .mapToInt(Integer::intValue)
                .toArray();
        int[] labels = list.stream().mapToInt(GoldenExample::label).toArray();
        return new GoldenModel(file, settings(file, sequence), new TokenSequences(sequence, tokens, labels));
    }

    private static TransformerSettings settings(GoldenFile file, int sequence) {
        int p = file.integer("p");
        return new TransformerSettings(
                p + sequence - 2,
                p,
                sequence,
                file.integer("layers"),
                file.integer("width"),
                file.integer("heads"),
                file.integer("mlpWidth"),
                Activation.valueOf(file.setting("activation")),
                Normalization.valueOf(file.setting("norm").equals("NONE") ? "NONE" : "PRE_LAYER_NORM"),
                switch (file.setting("positions")) {
                    case "ROPE" -> Positions.ROTARY;
                    case String other -> Positions.valueOf(other);
                },
                1e4,
                Mask.valueOf(file.setting("mask")),
                Biases.valueOf(file.setting("biases")),
                Readout.valueOf(file.setting("readout")),
                file.setting("unembedding").equals("TIED"),
                Initialization.NANDA,
                new LossFunction(LossFunction.Form.valueOf(file.settings().getOrDefault("loss", "SOFTMAX")), 1),
                attention(file.settings()),
                PlanChoice.AUTO);
    }

    /// Orders that are trained are those of the parameters, whatever the settings begin with.
    private static AttentionSettings attention(Map<String, String> settings) {
        AttentionKind kind = AttentionKind.valueOf(settings.getOrDefault("attention", "SOFTMAX"));
        double begin = kind == AttentionKind.SOFTMAX ? Double.NaN : kind.order(0.5);
        return new AttentionSettings(
                kind,
                settings.containsKey("order") ? Double.parseDouble(settings.get("order")) : begin,
                Sharing.valueOf(settings.getOrDefault("trainedOrder", "NONE")),
                TemperatureSchedule.constant(Double.parseDouble(settings.getOrDefault("temperature", "1"))),
                Sharing.valueOf(settings.getOrDefault("trainedTemperature", "NONE")));
    }

    /// The initial parameters of the golden script in the engine's layout.
    public float[] parameters(ParameterLayout layout, List<GoldenTensor> tensors) {
        float[] flat = new float[layout.length()];
        for (GoldenTensor tensor : tensors) {
            layout.insert(layout.tensor(tensor.name()), tensor.parameters(), flat);
        }
        return flat;
    }
}
