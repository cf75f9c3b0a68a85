// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.hub;

import calorimeter.engine.computation.Rows;
import java.util.Optional;

/// gpt2: causal, learned positions, norms before; queries, keys and values stand side by side in one map
/// whose weights are [inputs × outputs].
final class Gpt2Family extends Family {

    private final float[] place;

    Gpt2Family(ConfigReader config, Weights weights) {
        super(weights, architecture(config), "wte.weight", "", "transformer.");
        place = weights.get("wpe.weight", architecture.positions(), architecture.width())
                .floats();
    }

    private static Architecture architecture(ConfigReader config) {
        int width = config.integer("n_embd");
        int heads = config.integer("n_head");
        int size = config.headSize(width, heads);
        if (config.flag("scale_attn_by_inverse_layer_idx", false)) {
            throw config.bad("scale_attn_by_inverse_layer_idx is true, which is not known here");
        }
        return new Architecture(
                "gpt2",
                config.integer("n_layer"),
                width,
                heads,
                heads,
                size,
                config.integer("n_inner", 4 * width),
                config.integer("vocab_size"),
                config.integer("n_positions"),
                true,
                Architecture.Order.NORMS_BEFORE,
                new Normalisation(true, config.positive("layer_norm_epsilon", 1e-5), 0),
                config.activation("activation_function", "gelu_new"),
                config.flag("scale_attn_weights", true) ? 1 / Math.sqrt(size) : 1,
                Double.POSITIVE_INFINITY,
                Architecture.NO_WINDOW,
                null);
    }

    @Override
    void embed(int[] tokens, Rows x, int first) {
        super.embed(tokens, x, first);
        for (int i = 0; i < tokens.length; i++) {
            for (int j = 0; j < x.width; j++) {
                x.values[x.at(first + i) + j] += place[i * x.width + j];
            }
        }
    }

    @Override
    Layer layer(int index) {
        String layer = "h." + index + ".";
        int width = architecture.width();
        int inner = architecture.inner();
        StoredTensor joint = weights.get(layer + "attn.c_attn.weight", width, 3L * width);
        StoredTensor bias = weights.get(layer + "attn.c_attn.bias", 3L * width);
        return new Layer(
                norm(layer + "ln_1", width),
                Affine.ofColumns(weights.shelf(), joint, bias, 0, width),
                Affine.ofColumns(weights.shelf(), joint, bias, width, width),
                Affine.ofColumns(weights.shelf(), joint, bias, 2 * width, width),
                columns(layer + "attn.c_proj", width, width),
                null,
                null,
                null,
                norm(layer + "ln_2", width),
                null,
                columns(layer + "mlp.c_fc", width, inner),
                columns(layer + "mlp.c_proj", inner, width),
                null);
    }

    private Affine columns(String name, int inputs, int outputs) {
        return Affine.ofColumns(
                weights.shelf(),
                weights.get(name + ".weight", inputs, outputs),
                weights.get(name + ".bias", outputs),
                0,
                outputs);
    }

    @Override
    Norm finalNorm() {
        return norm("ln_f", architecture.width());
    }

    @Override
    Optional<OutputHead> head(ConfigReader config) {
        return head(config, "lm_head.weight", true);
    }
}
