// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.hub;

import java.util.Optional;

/// gpt_neox (Pythia): causal, rotary positions for a part of each head, attention and feed-forward network
/// side by side. One map holds query, key and value of each head in turn: rows [heads × 3 × head size].
final class NeoxFamily extends Family {

    NeoxFamily(ConfigReader config, Weights weights) {
        super(weights, architecture(config), "embed_in.weight", "", "gpt_neox.");
    }

    private static Architecture architecture(ConfigReader config) {
        int width = config.integer("hidden_size");
        int heads = config.integer("num_attention_heads");
        int size = config.headSize(width, heads);
        return new Architecture(
                "gpt_neox",
                config.integer("num_hidden_layers"),
                width,
                heads,
                heads,
                size,
                config.integer("intermediate_size"),
                config.integer("vocab_size"),
                config.integer("max_position_embeddings"),
                true,
                config.flag("use_parallel_residual", true)
                        ? Architecture.Order.PARALLEL
                        : Architecture.Order.NORMS_BEFORE,
                new Normalisation(true, config.positive("layer_norm_eps", 1e-5), 0),
                config.activation("hidden_act", "gelu"),
                1 / Math.sqrt(size),
                Double.POSITIVE_INFINITY,
                Architecture.NO_WINDOW,
                RotaryConfig.read(config, size, 10_000, 0.25));
    }

    @Override
    Layer layer(int index) {
        String layer = "layers." + index + ".";
        int width = architecture.width();
        int inner = architecture.inner();
        String joint = layer + "attention.query_key_value";
        StoredTensor all = weights.get(joint + ".weight", 3L * width, width);
        Optional<StoredTensor> bias = weights.find(joint + ".bias", 3L * width);
        return new Layer(
                norm(layer + "input_layernorm", width),
                part(all, bias, 0),
                part(all, bias, 1),
                part(all, bias, 2),
                affine(layer + "attention.dense", width, width),
                null,
                null,
                null,
                norm(layer + "post_attention_layernorm", width),
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
    Norm finalNorm() {
        return norm("final_layer_norm", architecture.width());
    }

    @Override
    Optional<OutputHead> head(ConfigReader config) {
        return head(config, "embed_out.weight", false);
    }
}
