// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.hub;

import java.util.List;
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
/// @param windows keys that a query sees at the most, itself among them, by layer; empty where it sees all
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
        List<Integer> windows,
        @Nullable Rotary rotary) {

    Architecture {
        windows = List.copyOf(windows);
    }

    /// Keys that a query of a layer sees at the most, itself among them.
    int window(int layer) {
        return windows.isEmpty() ? Integer.MAX_VALUE : windows.get(layer);
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
