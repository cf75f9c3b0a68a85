// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.attention;

import java.io.Serializable;
import java.util.Collection;
import java.util.Objects;
import java.util.OptionalDouble;

/// How alike the heads of one layer attend: the mean over pairs of heads of the cosine between their attention
/// maps (Verma, arXiv:2605.20441). 1 when all heads are equal, and never negative, since attention weights are
/// not.
///
/// Variant: the map of a head is the vector of its attention weights over all queries, keys and examples
/// streamed, and the cosine is taken once between these long vectors, not averaged over examples.
///
///     cos_hk = G_hk / √(G_hh G_kk),   G_hk = Σ_rows Σ_j p_j^(h) p_j^(k)
public final class HeadSimilarity implements Serializable {

    private static final long serialVersionUID = 1;

    private final double[][] products;

    /// @throws IllegalArgumentException if there is no head
    public HeadSimilarity(int heads) {
        if (heads < 1) {
            throw new IllegalArgumentException("heads is " + heads + " but must be at least 1");
        }
        products = new double[heads][heads];
    }

    /// Adds the rows of one query: `weights[h][from..to)` is the attention of head h over the same visible
    /// keys.
    ///
    /// @throws IllegalArgumentException unless there is one row per head
    public void add(double[][] weights, int from, int to) {
        if (weights.length != products.length) {
            throw new IllegalArgumentException(
                    "there are rows of " + weights.length + " heads but must be of " + products.length);
        }
        for (double[] row : weights) {
            Objects.checkFromToIndex(from, to, row.length);
        }
        for (int h = 0; h < products.length; h++) {
            for (int k = h; k < products.length; k++) {
                double sum = 0;
                for (int j = from; j < to; j++) {
                    sum += weights[h][j] * weights[k][j];
                }
                products[h][k] += sum;
            }
        }
    }

    /// Adds the product of the rows of heads h ≤ k of one query, Σ_j p_j^(h) p_j^(k).
    public void add(int h, int k, double product) {
        products[h][k] += product;
    }

    /// Adds all rows of `other`, which is unchanged.
    ///
    /// @throws IllegalArgumentException if it has another number of heads
    public void merge(HeadSimilarity other) {
        if (other.products.length != products.length) {
            throw new IllegalArgumentException(
                    "cannot merge " + other.products.length + " heads with " + products.length);
        }
        for (int h = 0; h < products.length; h++) {
            for (int k = h; k < products.length; k++) {
                products[h][k] += other.products[h][k];
            }
        }
    }

    /// The mean cosine over the pairs of heads; empty with a single head or before any row.
    public OptionalDouble meanCosine() {
        int heads = products.length;
        if (heads < 2 || products[0][0] == 0) {
            return OptionalDouble.empty();
        }
        double sum = 0;
        for (int h = 0; h < heads; h++) {
            for (int k = h + 1; k < heads; k++) {
                sum += products[h][k] / Math.sqrt(products[h][h] * products[k][k]);
            }
        }
        return OptionalDouble.of(sum / (0.5 * heads * (heads - 1)));
    }

    /// s̄: the mean over layers of [#meanCosine]; empty if no layer has one.
    public static OptionalDouble meanOverLayers(Collection<HeadSimilarity> layers) {
        double sum = 0; // layer by layer: how a stream sums is left to the JDK
        int count = 0;
        for (HeadSimilarity layer : layers) {
            OptionalDouble mean = layer.meanCosine();
            if (mean.isPresent()) {
                sum += mean.getAsDouble();
                count++;
            }
        }
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
    }
}
