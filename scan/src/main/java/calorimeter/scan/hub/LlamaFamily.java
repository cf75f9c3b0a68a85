// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.hub;

import calorimeter.engine.computation.Rows;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// llama, mistral, qwen2, qwen3 and gemma2: causal, rotary positions, RMSNorm, a gated feed-forward network,
/// keys and values that several query heads share.
///
/// qwen3 norms queries and keys; mistral, and layers of qwen2 and gemma2, see a window; gemma2 caps scores,
/// norms what parts of a layer put out, and multiplies embeddings by √width.
final class LlamaFamily implements Family {

    private final Weights weights;
    private final Architecture architecture;
    private final StoredTensor table;
    private final boolean gemma;
    private final boolean headNorms;

    LlamaFamily(String family, ConfigReader config, Weights weights) {
        this.weights = weights;
        gemma = family.equals("gemma2");
        headNorms = family.equals("qwen3");
        int width = config.integer("hidden_size");
        int heads = config.integer("num_attention_heads");
        int keyHeads = config.integer("num_key_value_heads", heads);
        int headSize = config.integer("head_dim", gemma ? 256 : headNorms ? 128 : width / heads);
        if (heads % keyHeads != 0) {
            throw config.bad(heads + " heads cannot share " + keyHeads + " heads of keys evenly");
        }
        int layers = config.integer("num_hidden_layers");
        double scale = gemma ? config.number("query_pre_attn_scalar", 256) : headSize;
        architecture = new Architecture(
                family,
                layers,
                width,
                heads,
                keyHeads,
                headSize,
                config.integer("intermediate_size"),
                config.integer("vocab_size"),
                config.integer("max_position_embeddings"),
                true,
                Architecture.Order.NORMS_BEFORE,
                new Normalisation(false, config.number("rms_norm_eps", 1e-6), gemma ? 1 : 0),
                config.activation(gemma ? "hidden_activation" : "hidden_act", gemma ? "gelu_pytorch_tanh" : "silu"),
                1 / Math.sqrt(scale),
                gemma ? config.number("attn_logit_softcapping", Double.POSITIVE_INFINITY) : Double.POSITIVE_INFINITY,
                windows(family, config, layers),
                RotaryConfig.read(config, headSize, 10_000, 1));
        weights.choosePrefix("embed_tokens.weight", "model.", "");
        table = weights.get("embed_tokens.weight", architecture.vocabulary(), width);
    }

    /// Which layers see a window only: as the file lists them, or as the family does where it lists none.
    private static int[] windows(String family, ConfigReader config, int layers) {
        int[] windows = new int[layers];
        Arrays.fill(windows, Integer.MAX_VALUE);
        JsonNode types = config.node("layer_types");
        boolean used = family.startsWith("qwen") ? config.flag("use_sliding_window", false) : !family.equals("llama");
        if (!used || !config.node("sliding_window").isNumber()) {
            return windows;
        }
        int window = config.integer("sliding_window");
        for (int layer = 0; layer < layers; layer++) {
            boolean sliding = types.isArray()
                    ? types.path(layer).asText().equals("sliding_attention")
                    : switch (family) {
                        case "gemma2" -> layer % 2 == 0;
                        case "mistral" -> true;
                        default -> layer >= config.number("max_window_layers", 28);
                    };
            windows[layer] = sliding ? window : Integer.MAX_VALUE;
        }
        return windows;
    }

    @Override
    public Architecture architecture() {
        return architecture;
    }

    @Override
    public void embed(int[] tokens, Rows x, int first) {
        int width = architecture.width();
        float factor = gemma ? (float) Math.sqrt(width) : 1;
        for (int i = 0; i < tokens.length; i++) {
            int at = x.at(first + i);
            table.read((long) tokens[i] * width, width, x.values, at);
            for (int j = 0; j < width; j++) {
                x.values[at + j] *= factor;
            }
        }
        table.unload();
    }

    @Override
    public Layer layer(int index) {
        String layer = "layers." + index + ".";
        int width = architecture.width();
        int inner = architecture.inner();
        int size = architecture.headSize();
        int queries = architecture.heads() * size;
        int keys = architecture.keyHeads() * size;
        return new Layer(
                norm(layer + "input_layernorm", width),
                affine(layer + "self_attn.q_proj", queries, width),
                affine(layer + "self_attn.k_proj", keys, width),
                affine(layer + "self_attn.v_proj", keys, width),
                affine(layer + "self_attn.o_proj", width, queries),
                headNorms ? norm(layer + "self_attn.q_norm", size) : null,
                headNorms ? norm(layer + "self_attn.k_norm", size) : null,
                gemma ? norm(layer + "post_attention_layernorm", width) : null,
                norm(layer + (gemma ? "pre_feedforward_layernorm" : "post_attention_layernorm"), width),
                affine(layer + "mlp.gate_proj", inner, width),
                affine(layer + "mlp.up_proj", inner, width),
                affine(layer + "mlp.down_proj", width, inner),
                gemma ? norm(layer + "post_feedforward_layernorm", width) : null);
    }

    @Override
    public @Nullable Norm finalNorm() {
        return norm("norm", architecture.width());
    }

    private Affine affine(String name, int outputs, int inputs) {
        return Affine.ofRows(
                weights.shelf(), weights.get(name + ".weight", outputs, inputs), weights.find(name + ".bias", outputs));
    }

    private Norm norm(String name, int size) {
        return new Norm(
                architecture.normalisation(),
                weights.get(name + ".weight", size).floats(),
                null);
    }
}
