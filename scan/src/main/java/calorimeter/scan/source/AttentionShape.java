// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.source;

import java.io.Serializable;

/// The extent of what a source visits, and the unit of energy.
public final class AttentionShape implements Serializable {

    private static final long serialVersionUID = 1;

    private final int layers;
    private final int heads;
    private final int[] tokens;
    private final double beta;
    private final boolean energies;

    /// @param heads query heads of every layer
    /// @param tokens of each prompt
    /// @param beta inverse temperature, the factor between a score s and the energy E = −s/β of its key; 1/√d_k
    ///     unless the model says otherwise
    /// @param energies whether scores are known, and not only up to a constant of each row
    public AttentionShape(int layers, int heads, int[] tokens, double beta, boolean energies) {
        if (layers < 1 || heads < 1) {
            throw new IllegalArgumentException(
                    "there are " + layers + " layers of " + heads + " heads but must be at least one of each");
        }
        if (!(beta > 0) || Double.isInfinite(beta)) {
            throw new IllegalArgumentException("beta is " + beta + " but must be positive and finite");
        }
        this.layers = layers;
        this.heads = heads;
        this.tokens = tokens.clone();
        this.beta = beta;
        this.energies = energies;
    }

    public int layers() {
        return layers;
    }

    public int heads() {
        return heads;
    }

    /// Tokens of each prompt; a copy.
    public int[] tokens() {
        return tokens.clone();
    }

    public int prompts() {
        return tokens.length;
    }

    public double beta() {
        return beta;
    }

    public boolean energies() {
        return energies;
    }
}
