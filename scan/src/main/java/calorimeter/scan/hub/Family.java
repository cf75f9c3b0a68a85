// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.hub;

import calorimeter.engine.computation.Rows;
import calorimeter.scan.source.ModelException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where models of one kind keep their weights.
abstract class Family {

    final Weights weights;
    final Architecture architecture;

    private final StoredTensor table;

    /// @param table name of the embedding [vocabulary × width]
    /// @param prefixes what may stand before every name, see [Weights#choosePrefix]
    Family(Weights weights, Architecture architecture, String table, String... prefixes) {
        this.weights = weights;
        this.architecture = architecture;
        weights.choosePrefix(table, prefixes);
        this.table = weights.get(table, architecture.vocabulary(), architecture.width());
        // Before anything is allocated after config.json alone.
        double queries = (double) architecture.heads() * architecture.headSize();
        if (architecture.layers() * (architecture.inner() + queries) * architecture.width() > weights.elements()) {
            throw new ModelException("config.json asks for " + architecture.layers() + " layers with inner widths of "
                    + architecture.inner() + " and " + (long) queries + ", more weights than the files beside it hold");
        }
    }

    Architecture architecture() {
        return architecture;
    }

    /// Writes the residual stream of a prompt's tokens before the first layer, from row `first` on; here
    /// rows of the embedding.
    void embed(int[] tokens, Rows x, int first) {
        int width = architecture.width();
        for (int i = 0; i < tokens.length; i++) {
            table.read((long) tokens[i] * width, width, x.values, x.at(first + i));
        }
        table.unload();
    }

    /// Reads the weights of a layer.
    abstract Layer layer(int index);

    /// The norm after the last layer; null where there is none.
    abstract @Nullable Norm finalNorm();

    /// What predicts the next token; empty where nothing does.
    Optional<OutputHead> head(ConfigReader config) {
        return Optional.empty();
    }

    /// @param name of the head's tensor, whatever the prefix
    /// @param tied whether it is the embedding where config.json does not say
    Optional<OutputHead> head(ConfigReader config, String name, boolean tied) {
        return OutputHead.of(config, weights, name, tied, table);
    }

    /// A map whose weights are [outputs × inputs], with or without a bias.
    Affine affine(String name, int outputs, int inputs) {
        return Affine.ofRows(
                weights.shelf(), weights.get(name + ".weight", outputs, inputs), weights.find(name + ".bias", outputs));
    }

    /// A norm over `size` components; that about the mean has a bias.
    Norm norm(String name, int size) {
        // The first checkpoints of bert call gain and bias gamma and beta.
        boolean old = weights.has(name + ".gamma");
        return new Norm(
                architecture.normalisation(),
                weights.get(name + (old ? ".gamma" : ".weight"), size).floats(),
                architecture.normalisation().centred()
                        ? weights.get(name + (old ? ".beta" : ".bias"), size).floats()
                        : null);
    }
}
