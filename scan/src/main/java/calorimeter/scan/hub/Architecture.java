// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.hub;

import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/// What a transformer computes, whatever its family. With x the residual stream, in a layer before whose
/// parts norms stand:
///
///     x ← x + N₁′(A(N₁ x)),   x ← x + N₂′(M(N₂ x))
///
/// with A attention, M the feed-forward network and N′ norms that only gemma2 has. In a parallel layer both
/// parts read the x before; where norms stand after, x ← N₁(x + A(x)), x ← N₂(x + M(x)).
///
/// @param keyHeads heads of keys and values, each shared by heads/keyHeads query heads
/// @param vocabulary rows of the embedding
/// @param positions most tokens of a prompt
/// @param beta factor between q·k and the scaled score
/// @param softcap c of s ← c tanh(s/c), or infinite
/// @param windows by layer, how many keys a query sees at the most, itself among them
/// @param rotary null where positions are learned
record Architecture(
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
        IntUnaryOperator windows,
        @Nullable Rotary rotary) {

    /// Every query sees all keys before it.
    static final IntUnaryOperator NO_WINDOW = layer -> Integer.MAX_VALUE;

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
