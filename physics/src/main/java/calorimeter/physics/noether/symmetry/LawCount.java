// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.noether.symmetry;

/// The number of independent conservation laws of gradient flow, by formula: D − dim of the Lie algebra that the
/// gradient fields of the loss on all data generate. [Orbit] finds the same by computation.
///
/// Source: docs/theory.md; the idea: Marcotte, Gribonval & Peyré, arXiv:2307.00144.
public final class LawCount {

    private LawCount() {}

    /// s(d) = d(d+1)/2, entries of a symmetric matrix.
    public static int symmetric(int size) {
        return size * (size + 1) / 2;
    }

    /// Laws of the product U Vᵀ, U [n × r], V [m × r]: r(r+1)/2 if n + m ≥ r, else (n+m)r − (n+m)(n+m−1)/2.
    public static int factors(int n, int m, int r) {
        int both = n + m;
        return both >= r ? symmetric(r) : both * r - both * (both - 1) / 2;
    }

    /// The same under momentum: r(r−1)/2 angular momenta, twice as many if n = m = 1.
    public static int factorsWithMomentum(int n, int m, int r) {
        return (n == 1 && m == 1 ? 2 : 1) * r * (r - 1) / 2;
    }

    /// Laws of the queries and keys of all heads: s(d_k) for every key head if 2·width ≥ d_k; d_k more with
    /// biases, from b_K.
    ///
    /// @param width    of the residual stream
    /// @param keyHeads heads of keys; as many as query heads unless queries are grouped
    /// @param size     d_k
    /// @param readers  query heads for each key head
    public static int queryKey(int width, int keyHeads, int size, int readers, boolean biases) {
        int perHead = factors(readers * width, width, size);
        return keyHeads * (perHead + (biases ? size : 0));
    }

    /// Laws of the queries and keys of all heads with rotary positions: n² for n equal frequencies, d_k/2
    /// if all differ; biases add none.
    ///
    /// @param multiplicities how often each frequency occurs in a head
    public static int rotaryQueryKey(int keyHeads, int... multiplicities) {
        int sum = 0;
        for (int equal : multiplicities) {
            sum += equal * equal;
        }
        return keyHeads * sum;
    }

    /// Laws of the values and the output map of all heads, with or without biases.
    public static int valueOutput(int width, int keyHeads, int size, int readers) {
        return keyHeads * factors(width, readers * width, size);
    }

    /// Laws of attention as a whole: 2h·s(d), with rotary positions h(d/2 + s(d)); grouped queries have g
    /// key heads for h; biases of queries and keys add d a key head, with rotary positions none.
    ///
    /// @param width    at least half a head's size
    /// @param keyHeads h, or g
    /// @param size     d
    public static int attention(int width, int keyHeads, int size, boolean biases, boolean rotary) {
        if (2 * width < size) {
            throw new IllegalArgumentException(
                    "width is " + width + " but must be at least half of the head size " + size);
        }
        int queryKey = rotary ? size / 2 : symmetric(size) + (biases ? size : 0);
        return keyHeads * (queryKey + symmetric(size));
    }

    /// The same under momentum: the angular momenta of pairs of columns, for queries and keys with rotary
    /// positions only those of the planes that these turn; b_K without them twice, as translations.
    ///
    /// @param keyHeads h, or g
    /// @param size     d
    public static int attentionWithMomentum(int keyHeads, int size, boolean biases, boolean rotary) {
        int pairs = size * (size - 1) / 2;
        int queryKey = rotary ? size / 2 : pairs + (biases ? translationsWithMomentum(size) : 0);
        return keyHeads * (queryKey + pairs);
    }

    /// Laws of a ReLU layer: one per unit. GELU units have none.
    public static int relu(int units) {
        return units;
    }

    /// Laws of gain and bias of a norm: one per channel.
    public static int normGain(int channels) {
        return channels;
    }

    /// Laws of an unembedding before a softmax: one per row, one more with a bias.
    public static int unembedding(int width, boolean bias) {
        return width + (bias ? 1 : 0);
    }

    /// Laws of translations and of unseen entries under momentum, twice those of gradient flow: ΣV·β^(−n) and ΣS +
    /// ηβΣV/(1−β).
    public static int translationsWithMomentum(int translations) {
        return 2 * translations;
    }
}
