// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.hub;

import calorimeter.engine.computation.Rows;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// bert, distilbert and roberta: every token sees every other, positions are learned, norms stand after the
/// parts of a layer. MiniLM, bge and e5 are bert; tokens have the type 0.
final class BertFamily implements Family {

    private final Weights weights;
    private final Architecture architecture;
    private final Names names;
    private final StoredTensor table;
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
        this.weights = weights;
        boolean distil = family.equals("distilbert");
        names = distil ? Names.DISTILBERT : Names.BERT;
        int width = config.integer(distil ? "dim" : "hidden_size");
        int heads = config.integer(distil ? "n_heads" : "num_attention_heads");
        if (width % heads != 0) {
            throw config.bad("a width of " + width + " cannot be divided among " + heads + " heads");
        }
        if (config.flag("is_decoder", false)) {
            throw config.bad("is_decoder is true; " + family + " is known here as an encoder alone");
        }
        String kind = config.text("position_embedding_type", "absolute");
        if (!kind.equals("absolute")) {
            throw config.bad("position_embedding_type is '" + kind + "' but only 'absolute' is known here");
        }
        int rows = config.integer("max_position_embeddings");
        padding = family.equals("roberta") ? (int) config.number("pad_token_id", 1) : -1;
        int layers = config.integer(distil ? "n_layers" : "num_hidden_layers");
        int[] window = new int[layers];
        Arrays.fill(window, Integer.MAX_VALUE);
        Normalisation norm = new Normalisation(true, distil ? 1e-12 : config.number("layer_norm_eps", 1e-12), 0);
        architecture = new Architecture(
                family,
                layers,
                width,
                heads,
                heads,
                width / heads,
                config.integer(distil ? "hidden_dim" : "intermediate_size"),
                config.integer("vocab_size"),
                rows - padding - 1,
                false,
                Architecture.Order.NORMS_AFTER,
                norm,
                config.activation(distil ? "activation" : "hidden_act", "gelu"),
                1 / Math.sqrt((double) width / heads),
                Double.POSITIVE_INFINITY,
                window,
                null);
        weights.choosePrefix("embeddings.word_embeddings.weight", "", family + ".", "bert.");
        table = weights.get("embeddings.word_embeddings.weight", architecture.vocabulary(), width);
        place = weights.get("embeddings.position_embeddings.weight", rows, width)
                .floats();
        type = weights.has("embeddings.token_type_embeddings.weight")
                ? weights.get("embeddings.token_type_embeddings.weight", config.integer("type_vocab_size", 2), width)
                        .floats()
                : null;
        embeddingNorm = norm("embeddings.LayerNorm");
    }

    @Override
    public Architecture architecture() {
        return architecture;
    }

    @Override
    public void embed(int[] tokens, Rows x, int first) {
        int width = architecture.width();
        int position = padding;
        for (int i = 0; i < tokens.length; i++) {
            int at = x.at(first + i);
            int row = tokens[i] == padding ? padding : ++position;
            table.read((long) tokens[i] * width, width, x.values, at);
            for (int j = 0; j < width; j++) {
                x.values[at + j] += place[row * width + j];
                x.values[at + j] += type == null ? 0 : type[j];
            }
        }
        embeddingNorm.apply(first, tokens.length, x, x, first);
        table.unload();
    }

    @Override
    public Layer layer(int index) {
        String layer = names.layer + index + ".";
        int width = architecture.width();
        int inner = architecture.inner();
        return new Layer(
                norm(layer + names.attentionNorm),
                affine(layer + names.query, width, width),
                affine(layer + names.key, width, width),
                affine(layer + names.value, width, width),
                affine(layer + names.output, width, width),
                null,
                null,
                null,
                norm(layer + names.feedForwardNorm),
                null,
                affine(layer + names.up, inner, width),
                affine(layer + names.down, width, inner),
                null);
    }

    @Override
    public @Nullable Norm finalNorm() {
        return null;
    }

    private Affine affine(String name, int outputs, int inputs) {
        return Affine.ofRows(
                weights.shelf(), weights.get(name + ".weight", outputs, inputs), weights.find(name + ".bias", outputs));
    }

    private Norm norm(String name) {
        int width = architecture.width();
        // The first checkpoints of bert call gain and bias gamma and beta.
        boolean old = weights.has(name + ".gamma");
        return new Norm(
                architecture.normalisation(),
                weights.get(name + (old ? ".gamma" : ".weight"), width).floats(),
                weights.get(name + (old ? ".beta" : ".bias"), width).floats());
    }
}
