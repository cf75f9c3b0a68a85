// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.hub;

import calorimeter.engine.computation.Rows;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/// llama, mistral, qwen2, qwen3 and gemma2: causal, rotary positions, RMSNorm, a gated feed-forward network,
/// keys and values that several query heads share.
///
/// qwen3 norms queries and keys; mistral, and layers of qwen2 and gemma2, see a window; gemma2 caps scores,
/// norms what parts of a layer put out, and multiplies embeddings by √width.
final class LlamaFamily extends Family {

    private final boolean gemma;
    private final boolean headNorms;

    LlamaFamily(String family, ConfigReader config, Weights weights) {
        super(weights, architecture(family, config), "embed_tokens.weight", "model.", "");
        gemma = family.equals("gemma2");
        headNorms = family.equals("qwen3");
    }

    private static Architecture architecture(String family, ConfigReader config) {
        boolean gemma = family.equals("gemma2");
        int width = config.integer("hidden_size");
        int heads = config.integer("num_attention_heads");
        int keyHeads = config.integer("num_key_value_heads", heads);
        int headSize = config.integer("head_dim", gemma ? 256 : family.equals("qwen3") ? 128 : width / heads);
        if (heads % keyHeads != 0) {
            throw config.bad(heads + " heads cannot share " + keyHeads + " heads of keys evenly");
        }
        double scale = gemma ? config.positive("query_pre_attn_scalar", 256) : headSize;
        return new Architecture(
                family,
                config.integer("num_hidden_layers"),
                width,
                heads,
                keyHeads,
                headSize,
                config.integer("intermediate_size"),
                config.integer("vocab_size"),
                config.integer("max_position_embeddings"),
                true,
                Architecture.Order.NORMS_BEFORE,
                new Normalisation(false, config.positive("rms_norm_eps", 1e-6), gemma ? 1 : 0),
                config.activation(gemma ? "hidden_activation" : "hidden_act", gemma ? "gelu_pytorch_tanh" : "silu"),
                1 / Math.sqrt(scale),
                gemma ? config.positive("attn_logit_softcapping", Double.POSITIVE_INFINITY) : Double.POSITIVE_INFINITY,
                windows(family, config),
                RotaryConfig.read(config, headSize, 10_000, 1));
    }

    /// Which layers see a window only: as the file lists them, or as the family does where it lists none.
    private static IntUnaryOperator windows(String family, ConfigReader config) {
        JsonNode types = config.node("layer_types");
        boolean used = family.startsWith("qwen") ? config.flag("use_sliding_window", false) : !family.equals("llama");
        if (!used || !config.node("sliding_window").isNumber()) {
            return Architecture.NO_WINDOW;
        }
        int window = config.integer("sliding_window");
        double full = config.number("max_window_layers", 28);
        return layer -> {
            boolean sliding = types.isArray()
                    ? types.path(layer).asText().equals("sliding_attention")
                    : switch (family) {
                        case "gemma2" -> layer % 2 == 0;
                        case "mistral" -> true;
                        default -> layer >= full;
                    };
            return sliding ? window : Integer.MAX_VALUE;
        };
    }

    @Override
    void embed(int[] tokens, Rows x, int first) {
        super.embed(tokens, x, first);
        float factor = gemma ? (float) Math.sqrt(x.width) : 1;
        for (int i = 0; i < tokens.length; i++) {
            for (int j = 0; j < x.width; j++) {
                x.values[x.at(first + i) + j] *= factor;
            }
        }
    }

    @Override
    Layer layer(int index) {
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
    Norm finalNorm() {
        return norm("norm", architecture.width());
    }

    @Override
    Optional<OutputHead> head(ConfigReader config) {
        return head(config, "lm_head.weight", gemma);
    }
}
