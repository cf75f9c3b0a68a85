// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.hub;

import calorimeter.engine.computation.Rows;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// gpt_neox (Pythia): causal, rotary positions for a part of each head, attention and feed-forward network
/// side by side. One map holds query, key and value of each head in turn: rows [heads × 3 × head size].
final class NeoxFamily implements Family {

    private final Weights weights;
    private final Architecture architecture;
    private final StoredTensor table;

    NeoxFamily(ConfigReader config, Weights weights) {
        this.weights = weights;
        int width = config.integer("hidden_size");
        int heads = config.integer("num_attention_heads");
        if (width % heads != 0) {
            throw config.bad("a width of " + width + " cannot be divided among " + heads + " heads");
        }
        int layers = config.integer("num_hidden_layers");
        int[] window = new int[layers];
        Arrays.fill(window, Integer.MAX_VALUE);
        architecture = new Architecture(
                "gpt_neox",
                layers,
                width,
                heads,
                heads,
                width / heads,
                config.integer("intermediate_size"),
                config.integer("vocab_size"),
                config.integer("max_position_embeddings"),
                true,
                config.flag("use_parallel_residual", true)
                        ? Architecture.Order.PARALLEL
                        : Architecture.Order.NORMS_BEFORE,
                new Normalisation(true, config.number("layer_norm_eps", 1e-5), 0),
                config.activation("hidden_act", "gelu"),
                1 / Math.sqrt((double) width / heads),
                Double.POSITIVE_INFINITY,
                window,
                RotaryConfig.read(config, width / heads, 10_000, 0.25));
        weights.choosePrefix("embed_in.weight", "", "gpt_neox.");
        table = weights.get("embed_in.weight", architecture.vocabulary(), width);
    }

    @Override
    public Architecture architecture() {
        return architecture;
    }

    @Override
    public void embed(int[] tokens, Rows x, int first) {
        int width = architecture.width();
        for (int i = 0; i < tokens.length; i++) {
            table.read((long) tokens[i] * width, width, x.values, x.at(first + i));
        }
        table.unload();
    }

    @Override
    public Layer layer(int index) {
        String layer = "layers." + index + ".";
        int width = architecture.width();
        int inner = architecture.inner();
        String joint = layer + "attention.query_key_value";
        StoredTensor all = weights.get(joint + ".weight", 3L * width, width);
        Optional<StoredTensor> bias = weights.find(joint + ".bias", 3L * width);
        return new Layer(
                norm(layer + "input_layernorm"),
                part(all, bias, 0),
                part(all, bias, 1),
                part(all, bias, 2),
                affine(layer + "attention.dense", width, width),
                null,
                null,
                null,
                norm(layer + "post_attention_layernorm"),
                null,
                affine(layer + "mlp.dense_h_to_4h", inner, width),
                affine(layer + "mlp.dense_4h_to_h", width, inner),
                null);
    }

    /// The queries (0), keys (1) or values (2) of all heads.
    private Affine part(StoredTensor all, Optional<StoredTensor> bias, int which) {
        return Affine.ofRows(weights.shelf(), all, bias, architecture.headSize(), 3, which);
    }

    @Override
    public @Nullable Norm finalNorm() {
        return norm("final_layer_norm");
    }

    private Affine affine(String name, int outputs, int inputs) {
        Optional<StoredTensor> bias = weights.find(name + ".bias", outputs);
        return Affine.ofRows(weights.shelf(), weights.get(name + ".weight", outputs, inputs), bias);
    }

    private Norm norm(String name) {
        int width = architecture.width();
        return new Norm(
                architecture.normalisation(),
                weights.get(name + ".weight", width).floats(),
                weights.get(name + ".bias", width).floats());
    }
}
