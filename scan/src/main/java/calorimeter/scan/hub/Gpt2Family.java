// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.hub;

import calorimeter.engine.computation.Rows;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// gpt2: causal, learned positions, norms before; queries, keys and values stand side by side in one map
/// whose weights are [inputs × outputs].
final class Gpt2Family implements Family {

    private final Weights weights;
    private final Architecture architecture;
    private final StoredTensor table;
    private final float[] place;

    Gpt2Family(ConfigReader config, Weights weights) {
        this.weights = weights;
        int width = config.integer("n_embd");
        int heads = config.integer("n_head");
        if (width % heads != 0) {
            throw config.bad("a width of " + width + " cannot be divided among " + heads + " heads");
        }
        if (config.flag("scale_attn_by_inverse_layer_idx", false)) {
            throw config.bad("scale_attn_by_inverse_layer_idx is true, which is not known here");
        }
        int layers = config.integer("n_layer");
        int[] window = new int[layers];
        Arrays.fill(window, Integer.MAX_VALUE);
        architecture = new Architecture(
                "gpt2",
                layers,
                width,
                heads,
                heads,
                width / heads,
                config.integer("n_inner", 4 * width),
                config.integer("vocab_size"),
                config.integer("n_positions"),
                true,
                Architecture.Order.NORMS_BEFORE,
                new Normalisation(true, config.number("layer_norm_epsilon", 1e-5), 0),
                config.activation("activation_function", "gelu_new"),
                config.flag("scale_attn_weights", true) ? 1 / Math.sqrt((double) width / heads) : 1,
                Double.POSITIVE_INFINITY,
                window,
                null);
        weights.choosePrefix("wte.weight", "", "transformer.");
        table = weights.get("wte.weight", architecture.vocabulary(), width);
        place = weights.get("wpe.weight", architecture.positions(), width).floats();
    }

    @Override
    public Architecture architecture() {
        return architecture;
    }

    @Override
    public void embed(int[] tokens, Rows x, int first) {
        int width = architecture.width();
        for (int i = 0; i < tokens.length; i++) {
            int at = x.at(first + i);
            table.read((long) tokens[i] * width, width, x.values, at);
            for (int j = 0; j < width; j++) {
                x.values[at + j] += place[i * width + j];
            }
        }
        table.unload();
    }

    @Override
    public Layer layer(int index) {
        String layer = "h." + index + ".";
        int width = architecture.width();
        int inner = architecture.inner();
        StoredTensor joint = weights.get(layer + "attn.c_attn.weight", width, 3L * width);
        StoredTensor bias = weights.get(layer + "attn.c_attn.bias", 3L * width);
        return new Layer(
                norm(layer + "ln_1"),
                Affine.ofColumns(weights.shelf(), joint, bias, 0, width),
                Affine.ofColumns(weights.shelf(), joint, bias, width, width),
                Affine.ofColumns(weights.shelf(), joint, bias, 2 * width, width),
                affine(layer + "attn.c_proj", width, width),
                null,
                null,
                null,
                norm(layer + "ln_2"),
                null,
                affine(layer + "mlp.c_fc", width, inner),
                affine(layer + "mlp.c_proj", inner, width),
                null);
    }

    @Override
    public @Nullable Norm finalNorm() {
        return norm("ln_f");
    }

    private Affine affine(String name, int inputs, int outputs) {
        return Affine.ofColumns(
                weights.shelf(),
                weights.get(name + ".weight", inputs, outputs),
                weights.get(name + ".bias", outputs),
                0,
                outputs);
    }

    private Norm norm(String name) {
        int width = architecture.width();
        return new Norm(
                architecture.normalisation(),
                weights.get(name + ".weight", width).floats(),
                weights.get(name + ".bias", width).floats());
    }
}
