// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.hub;

import org.jspecify.annotations.Nullable;

/// What a transformer computes, whatever its family. With x the residual stream, in a layer before whose
/// parts norms stand:
///
///     x ← x + N₁′(A(N₁ x)),   x ← x + N₂′(M(N₂ x))
///
/// with A attention, M the feed-forward network and N′ norms that only gemma2 has. In a parallel layer both
/// parts read the x before; where norms stand after, x ← N₁(x + A(x)), x ← N₂(x + M(x)).
final class Architecture {

    private final String family;
    private final int layers;
    private final int width;
    private final int heads;
    private final int keyHeads;
    private final int headSize;
    private final int inner;
    private final int vocabulary;
    private final int positions;
    private final boolean causal;
    private final Order order;
    private final Normalisation normalisation;
    private final Activation activation;
    private final double beta;
    private final double softcap;
    private final int[] window;
    private final @Nullable Rotary rotary;

    /// @param keyHeads heads of keys and values, each shared by heads/keyHeads query heads
    /// @param vocabulary rows of the embedding
    /// @param positions most tokens of a prompt
    /// @param beta factor between q·k and the scaled score
    /// @param softcap c of s ← c tanh(s/c), or infinite
    /// @param window keys that a query sees at the most, itself among them, by layer; the largest integer for
    ///     all
    /// @param rotary null where positions are learned
    Architecture(
            String family,
            int layers,
            int width,
            int heads,
            int keyHeads,
            int headSize,
            int inner,
            int vocabulary,
            int positions,
            boolean causal,
            Order order,
            Normalisation normalisation,
            Activation activation,
            double beta,
            double softcap,
            int[] window,
            @Nullable Rotary rotary) {
        this.family = family;
        this.layers = layers;
        this.width = width;
        this.heads = heads;
        this.keyHeads = keyHeads;
        this.headSize = headSize;
        this.inner = inner;
        this.vocabulary = vocabulary;
        this.positions = positions;
        this.causal = causal;
        this.order = order;
        this.normalisation = normalisation;
        this.activation = activation;
        this.beta = beta;
        this.softcap = softcap;
        this.window = window;
        this.rotary = rotary;
    }

    String family() {
        return family;
    }

    int layers() {
        return layers;
    }

    int width() {
        return width;
    }

    int heads() {
        return heads;
    }

    int keyHeads() {
        return keyHeads;
    }

    int headSize() {
        return headSize;
    }

    int inner() {
        return inner;
    }

    int vocabulary() {
        return vocabulary;
    }

    int positions() {
        return positions;
    }

    boolean causal() {
        return causal;
    }

    Order order() {
        return order;
    }

    Normalisation normalisation() {
        return normalisation;
    }

    Activation activation() {
        return activation;
    }

    double beta() {
        return beta;
    }

    double softcap() {
        return softcap;
    }

    int[] window() {
        return window;
    }

    @Nullable
    Rotary rotary() {
        return rotary;
    }

    /// Where norms and parts of a layer stand.
    enum Order {
        NORMS_BEFORE,
        NORMS_AFTER,
        PARALLEL
    }

    /// Function of the feed-forward network.
    enum Activation {
        /// x Φ(x)
        GELU,
        /// its approximation by tanh
        GELU_TANH,
        RELU,
        /// x/(1 + e^(−x))
        SILU
    }
}
