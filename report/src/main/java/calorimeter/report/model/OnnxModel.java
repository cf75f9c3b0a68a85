// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.model;

import static calorimeter.report.model.OnnxGraph.Attribute.integer;
import static calorimeter.report.model.OnnxGraph.Attribute.integers;

import calorimeter.engine.model.Activation;
import calorimeter.engine.model.Normalization;
import calorimeter.engine.model.Tensor;
import calorimeter.engine.transformer.settings.Mask;
import calorimeter.engine.transformer.settings.Positions;
import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.engine.transformer.settings.TransformerTensors.Affine;
import calorimeter.engine.transformer.settings.TransformerTensors.Layer;
import calorimeter.engine.transformer.settings.TransformerTensors.Norm;
import calorimeter.lab.run.TrainedRun;
import calorimeter.report.model.OnnxGraph.Attribute;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A run's transformer as an ONNX file of opset 17: input_ids [batch × sequence] ↦ logits [batch × classes].
///
///     x = embedding[tokens] + positions
///     x ← x + W_O softmax(q kᵀ/(T √d)) v,   q, k, v from norm(x)
///     x ← x + W₂ φ(W₁ norm(x))
///     logits = norm(x) U, at the last position or as the mean
public final class OnnxModel {

    private final ExportedTransformer model;
    private final TransformerSettings settings;
    private final OnnxGraph graph = new OnnxGraph();
    private final String heads;
    private final String rows;

    private OnnxModel(ExportedTransformer model) {
        this.model = model;
        settings = model.settings;
        heads = graph.integers("heads", 0, 0, settings.heads(), settings.headSize());
        rows = graph.integers("rows", 0, 0, settings.width());
    }

    /// Bytes of the file.
    ///
    /// @throws calorimeter.lab.store.StoreException if the run is no transformer, or its attention is not
    ///     softmax
    public static byte[] of(TrainedRun run) {
        return new OnnxModel(new ExportedTransformer(run)).bytes();
    }

    private byte[] bytes() {
        String embedding = tensor(model.tensors.embedding);
        String x = graph.node("Gather", embedding, "input_ids");
        Tensor positions = model.tensors.positions;
        if (positions != null) {
            x = graph.node("Add", x, tensor(positions));
        } else if (settings.positions() == Positions.SINUSOIDAL) {
            x = graph.node("Add", x, matrix("positions", model.sinusoids()));
        }
        Turn turn = settings.positions() == Positions.ROTARY ? new Turn() : null;
        String mask = settings.mask() == Mask.CAUSAL ? mask() : null;
        for (int i = 0; i < settings.layers(); i++) {
            Layer layer = model.tensors.layers.get(i);
            x = graph.node("Add", x, attention(i, layer, norm(layer.norm1(), x), turn, mask));
            String hidden = activation(affine(layer.mlpInput(), norm(layer.norm2(), x)));
            x = graph.node("Add", x, affine(layer.mlpOutput(), hidden));
        }
        String logits = logits(read(norm(model.tensors.finalNorm, x)), embedding);
        return graph.model(model.description(), settings.sequence(), logits, settings.classes());
    }

    private String attention(int i, Layer layer, String x, @Nullable Turn turn, @Nullable String mask) {
        String queries = split(affine(layer.query(), x));
        String keys = split(affine(layer.key(), x));
        if (turn != null) {
            queries = turn.of(queries);
            keys = turn.of(keys);
        }
        String scores = graph.node("MatMul", queries, graph.node("Transpose", integers("perm", 0, 1, 3, 2), keys));
        scores = graph.node("Mul", scores, scale(i));
        if (mask != null) {
            scores = graph.node("Where", mask, scores, number(Double.NEGATIVE_INFINITY));
        }
        String weights = graph.node("Softmax", integer("axis", -1), scores);
        String mixed = graph.node("MatMul", weights, split(affine(layer.value(), x)));
        String joined = graph.node("Reshape", graph.node("Transpose", integers("perm", 0, 2, 1, 3), mixed), rows);
        return affine(layer.output(), joined);
    }

    /// [batch × positions × width] ↦ [batch × heads × positions × headSize].
    private String split(String x) {
        return graph.node("Transpose", integers("perm", 0, 2, 1, 3), graph.node("Reshape", x, heads));
    }

    /// A single number where all heads have the same temperature.
    private String scale(int layer) {
        double[] scales = model.scales(layer);
        boolean same = Arrays.stream(scales).allMatch(scale -> scale == scales[0]);
        float[] values = new float[same ? 1 : scales.length];
        for (int head = 0; head < values.length; head++) {
            values[head] = (float) scales[head];
        }
        String name = "layer" + layer + ".scale";
        return same ? graph.floats(name, values) : graph.floats(name, values, 1, values.length, 1, 1);
    }

    /// True at keys that a query sees.
    private String mask() {
        int sequence = settings.sequence();
        byte[] visible = new byte[sequence * sequence];
        for (int query = 0; query < sequence; query++) {
            Arrays.fill(visible, query * sequence, query * sequence + settings.visible(query), (byte) 1);
        }
        return graph.truths("visible", visible, sequence, sequence);
    }

    private String activation(String x) {
        if (settings.activation() == Activation.RELU) {
            return graph.node("Relu", x);
        }
        // x Φ(x) = x/2 (1 + erf(x/√2))
        String erf = graph.node("Erf", graph.node("Mul", x, number(Math.sqrt(0.5))));
        return graph.node("Mul", graph.node("Mul", x, number(0.5)), graph.node("Add", erf, number(1)));
    }

    /// The mean over positions, or the last one: a product with the share of each.
    private String read(String x) {
        float[] shares = new float[settings.sequence()];
        switch (settings.readout()) {
            case MEAN -> Arrays.fill(shares, 1f / shares.length);
            case LAST -> shares[shares.length - 1] = 1;
        }
        return graph.node("MatMul", graph.floats("shares", shares, shares.length), x);
    }

    private String logits(String x, String embedding) {
        Tensor own = model.tensors.unembedding;
        String unembedding = own != null
                ? tensor(own)
                : graph.node(
                        "Transpose",
                        integers("perm", 1, 0),
                        graph.node(
                                "Slice",
                                embedding,
                                graph.integers("from", 0),
                                graph.integers("to", settings.classes())));
        String logits = graph.node("MatMul", x, unembedding);
        Tensor bias = model.tensors.unembeddingBias;
        return bias == null ? logits : graph.node("Add", logits, tensor(bias));
    }

    private String norm(@Nullable Norm norm, String x) {
        return norm == null
                ? x
                : graph.node(
                        "LayerNormalization",
                        Attribute.number("epsilon", (float) Normalization.EPSILON),
                        x,
                        tensor(norm.gain()),
                        tensor(norm.bias()));
    }

    private String affine(Affine map, String x) {
        String product = graph.node("MatMul", x, tensor(map.weight()));
        Tensor bias = map.bias();
        return bias == null ? product : graph.node("Add", product, tensor(bias));
    }

    private String number(double value) {
        return graph.node("Constant", Attribute.number("value_float", (float) value));
    }

    private String tensor(Tensor tensor) {
        float[][] values = model.values(tensor);
        return tensor.vector()
                ? graph.floats(tensor.name(), values[0], values[0].length)
                : matrix(tensor.name(), values);
    }

    private String matrix(String name, float[][] rows) {
        return graph.floats(name, ExportedTransformer.flat(rows), rows.length, rows[0].length);
    }

    /// Rotary positions: x cos + (x R) sin, where R takes each pair (a, b) of a head to (−b, a).
    private final class Turn {
        private final String cosine;
        private final String sine;
        private final String quarter;

        Turn() {
            int size = settings.headSize();
            float[][] cosines = new float[settings.sequence()][size];
            float[][] sines = new float[settings.sequence()][size];
            for (int position = 0; position < cosines.length; position++) {
                for (int i = 0; i < size; i++) {
                    double angle = position * Math.pow(settings.rotaryBase(), -(double) (i - i % 2) / size);
                    cosines[position][i] = (float) Math.cos(angle);
                    sines[position][i] = (float) Math.sin(angle);
                }
            }
            float[][] turn = new float[size][size];
            for (int i = 0; i < size; i += 2) {
                turn[i + 1][i] = -1;
                turn[i][i + 1] = 1;
            }
            cosine = matrix("rotary.cosine", cosines);
            sine = matrix("rotary.sine", sines);
            quarter = matrix("rotary.quarter", turn);
        }

        String of(String x) {
            String turned = graph.node("Mul", graph.node("MatMul", x, quarter), sine);
            return graph.node("Add", graph.node("Mul", x, cosine), turned);
        }
    }
}
