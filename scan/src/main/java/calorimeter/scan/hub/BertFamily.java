// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.hub;

import calorimeter.engine.computation.Rows;
import org.jspecify.annotations.Nullable;

/// bert, distilbert and roberta: every token sees every other, positions are learned, norms stand after the
/// parts of a layer. MiniLM, bge and e5 are bert; tokens have the type 0.
final class BertFamily extends Family {

    private static final String POSITIONS = "max_position_embeddings";

    private final Names names;
    private final float[] place;
    private final float @Nullable [] type;
    private final Norm embeddingNorm;

    /// Of roberta, which counts positions from the row behind this token's number on, and leaves the token
    /// itself there; -1 of the others.
    private final int padding;

    /// What the three call their tensors.
    private enum Names {
        BERT(
                "encoder.layer.",
                "attention.self.query",
                "attention.self.key",
                "attention.self.value",
                "attention.output.dense",
                "attention.output.LayerNorm",
                "intermediate.dense",
                "output.dense",
                "output.LayerNorm"),
        DISTILBERT(
                "transformer.layer.",
                "attention.q_lin",
                "attention.k_lin",
                "attention.v_lin",
                "attention.out_lin",
                "sa_layer_norm",
                "ffn.lin1",
                "ffn.lin2",
                "output_layer_norm");

        final String layer;
        final String query;
        final String key;
        final String value;
        final String output;
        final String attentionNorm;
        final String up;
        final String down;
        final String feedForwardNorm;

        Names(
                String layer,
                String query,
                String key,
                String value,
                String output,
                String attentionNorm,
                String up,
                String down,
                String feedForwardNorm) {
            this.layer = layer;
            this.query = query;
            this.key = key;
            this.value = value;
            this.output = output;
            this.attentionNorm = attentionNorm;
            this.up = up;
            this.down = down;
            this.feedForwardNorm = feedForwardNorm;
        }
    }

    BertFamily(String family, ConfigReader config, Weights weights) {
        super(weights, architecture(family, config), "embeddings.word_embeddings.weight", "", family + ".", "bert.");
        names = family.equals("distilbert") ? Names.DISTILBERT : Names.BERT;
        int width = architecture.width();
        padding = padding(family, config);
        place = weights.get("embeddings.position_embeddings.weight", config.integer(POSITIONS), width)
                .floats();
        type = weights.has("embeddings.token_type_embeddings.weight")
                ? weights.get("embeddings.token_type_embeddings.weight", config.integer("type_vocab_size", 2), width)
                        .floats()
                : null;
        embeddingNorm = norm("embeddings.LayerNorm", width);
    }

    private static int padding(String family, ConfigReader config) {
        return family.equals("roberta") ? (int) config.number("pad_token_id", 1) : -1;
    }

    private static Architecture architecture(String family, ConfigReader config) {
        boolean distil = family.equals("distilbert");
        int width = config.integer(distil ? "dim" : "hidden_size");
        int heads = config.integer(distil ? "n_heads" : "num_attention_heads");
        int size = config.headSize(width, heads);
        if (config.flag("is_decoder", false)) {
            throw config.bad("is_decoder is true; " + family + " is known here as an encoder alone");
        }
        String kind = config.text("position_embedding_type", "absolute");
        if (!kind.equals("absolute")) {
            throw config.bad("position_embedding_type is '" + kind + "' but only 'absolute' is known here");
        }
        return new Architecture(
                family,
                config.integer(distil ? "n_layers" : "num_hidden_layers"),
                width,
                heads,
                heads,
                size,
                config.integer(distil ? "hidden_dim" : "intermediate_size"),
                config.integer("vocab_size"),
                config.integer(POSITIONS) - padding(family, config) - 1,
                false,
                Architecture.Order.NORMS_AFTER,
                new Normalisation(true, distil ? 1e-12 : config.positive("layer_norm_eps", 1e-12), 0),
                config.activation(distil ? "activation" : "hidden_act", "gelu"),
                1 / Math.sqrt(size),
                Double.POSITIVE_INFINITY,
                Architecture.NO_WINDOW,
                null);
    }

    @Override
    void embed(int[] tokens, Rows x, int first) {
        super.embed(tokens, x, first);
        int position = padding;
        for (int i = 0; i < tokens.length; i++) {
            int at = x.at(first + i);
            int row = tokens[i] == padding ? padding : ++position;
            for (int j = 0; j < x.width; j++) {
                x.values[at + j] += place[row * x.width + j];
                x.values[at + j] += type == null ? 0 : type[j];
            }
        }
        embeddingNorm.apply(first, tokens.length, x, x, first);
    }

    @Override
    Layer layer(int index) {
        String layer = names.layer + index + ".";
        int width = architecture.width();
        int inner = architecture.inner();
        return new Layer(
                norm(layer + names.attentionNorm, width),
                affine(layer + names.query, width, width),
                affine(layer + names.key, width, width),
                affine(layer + names.value, width, width),
                affine(layer + names.output, width, width),
                null,
                null,
                null,
                norm(layer + names.feedForwardNorm, width),
                null,
                affine(layer + names.up, inner, width),
                affine(layer + names.down, width, inner),
                null);
    }

    @Override
    @Nullable
    Norm finalNorm() {
        return null;
    }
}
