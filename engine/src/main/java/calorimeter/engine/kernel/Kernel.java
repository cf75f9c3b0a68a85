// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.kernel;

import org.jspecify.annotations.Nullable;

/// The operations that decide the engine's speed; everything else is plain Java around them.
///
/// Both implementations return the same bits for the same input (`KernelTwinsTest`). Arguments are trusted, since
/// callers are inside the engine; a wrong one is an ArrayIndexOutOfBoundsException.
public sealed interface Kernel permits ScalarKernel, VectorKernel {

    /// Partial sums of a reduction, at every width: as many as the widest register, of 512 bits, holds floats.
    int STRIPES = 16;

    /// Gradients of logits below this become zero. They belong to answers that the model excludes by a factor of 10³⁰.
    /// Carried on, they become subnormal numbers, with which a fused multiply-add takes a hundred times longer. No
    /// optimiser could tell them from zero: Adam's ε of 1e-8 is 10²² times larger.
    float FLUSHED = 0x1p-100f;

    /// Name, and width of a register in bits, for provenance.
    String description();

    /// C = S + A·B for rows first … first + rows − 1 of A, S and C, over columns from … from + inner − 1 of
    /// A, which are rows of B:
    ///
    ///     c_ij ← s_ij,   then c_ij ← fma(a_ik, b_kj, c_ij) for k = from, from + 1, …, from + inner − 1
    ///
    /// - A may be a transposed view, B a [PackedMatrix], which calls this method.
    /// - S is null for zeros, C itself to add to it, or one row for all ([Matrix#repeated], a bias).
    /// - The columns j are those of C, a multiple of [#STRIPES]: rows are stored padded.
    void multiply(int first, int rows, int from, int inner, Matrix a, Matrix b, @Nullable Matrix start, Matrix c);

    /// Σ a_i b_i over n elements. Element i goes to partial sum i mod 16 by a fused multiply-add; then partial sums are
    /// added in pairs: (i, i + 8), (i, i + 4), (i, i + 2), (i, i + 1).
    float dot(float[] a, int aOffset, float[] b, int bOffset, int n);

    /// Σ a_i with the same partial sums and tree as [#dot].
    float sum(float[] a, int aOffset, int n);

    /// y_i ← fma(factor, x_i, y_i).
    void addScaled(float factor, float[] x, int xOffset, float[] y, int yOffset, int n);

    /// y ← s + Σ_k w_k x⁽ᵏ⁾ for n elements, with x⁽ᵏ⁾ the slice of x at `offsets[first + k]` and w_k =
    /// `weights[first + k]`. Each y_i begins at s_i and takes one fused multiply-add for k = 0 … count − 1. The
    /// start is null for zeros, or y itself to add to it.
    void addScaledRows(
            float[] weights,
            int[] offsets,
            int first,
            int count,
            float[] x,
            float @Nullable [] start,
            int startOffset,
            float[] y,
            int yOffset,
            int n);

    /// `result[first + k]` = [#dot] of the slice of x at `offsets[first + k]` with the n elements of y.
    void dotRows(float[] x, int[] offsets, int first, int count, float[] y, int yOffset, int n, float[] result);

    /// x⁽ᵏ⁾ ← x⁽ᵏ⁾ + w_k y for k = 0 … count − 1 in that order, each an [#addScaled]: the transpose of
    /// [#addScaledRows].
    default void scatterScaled(
            float[] weights, int[] offsets, int first, int count, float[] y, int yOffset, float[] x, int n) {
        for (int k = 0; k < count; k++) {
            addScaled(weights[first + k], y, yOffset, x, offsets[first + k], n);
        }
    }

    /// The largest of n ≥ 1 elements; NaN when one of them is.
    float maximum(float[] a, int aOffset, int n);

    /// Softmax of n ≥ 1 scores in double precision, with its moments.
    ///
    /// @param p gets the probabilities
    SoftmaxMoments softmaxMoments(double[] s, int n, double[] p);

    /// y_i ← factor · y_i, or 0 where that is nearer to 0 than [#FLUSHED].
    void scaleFlushed(float factor, float[] y, int yOffset, int n);

    /// y_i = exp(x_i − shift), see [Exponential].
    void exponential(float shift, float[] x, int xOffset, float[] y, int yOffset, int n);

    /// GELU, erf form: x_i ← x_i Φ(x_i), and its slope Φ(x_i) + x_i φ(x_i), see [NormalDistribution].
    void gelu(float[] x, int xOffset, float[] slope, int slopeOffset, int n);

    /// y_i ← y_i + x_i.
    void add(float[] x, int xOffset, float[] y, int yOffset, int n);

    /// y_i ← y_i + x_ri over rows r = first … first + rows − 1 of x, in that order.
    void addRows(int first, int rows, Matrix x, float[] y, int yOffset, int n);

    /// y_i ← 0 where x_i < 0, otherwise x_i; NaN stays.
    void relu(float[] x, int xOffset, float[] y, int yOffset, int n);

    /// Chain rule of y = max(x, 0), from y: d_i ← d_i where y_i > 0, otherwise 0.
    void reluGradient(float[] y, int yOffset, float[] d, int dOffset, int n);

    /// y_i ← y_i + a_0i b_0i + a_1i b_1i + … over the first `rows` rows of both, in that order; a product is rounded
    /// before it is added.
    void addProductRows(int rows, Matrix a, Matrix b, float[] y, int yOffset, int n);

    /// y_i ← y_i + (a_0i − p_i)(b_0i − q_i) + (a_1i − p_i)(b_1i − q_i) + … over `rows` rows of both, in that order; a
    /// product is rounded before it is added.
    ///
    /// @param aCentre p, from index 0
    /// @param bCentre q, from index 0
    void addCentredProducts(
            int rows,
            float[] a,
            int aOffset,
            int aStride,
            float[] aCentre,
            float[] b,
            int bOffset,
            int bStride,
            float[] bCentre,
            float[] y,
            int n);

    /// y_ri ← fma(x_ri − centre_i, scale_i, s_ri) for n elements of each of `rows` rows. The start S is null for zeros,
    /// y itself to add to it, or one row for all with a stride of 0.
    ///
    /// @param centre from index 0, as scale
    void centreAndScale(
            int rows,
            float[] x,
            int xOffset,
            int xStride,
            float[] centre,
            float[] scale,
            float @Nullable [] start,
            int startOffset,
            int startStride,
            float[] y,
            int yOffset,
            int yStride,
            int n);

    /// The largest of each 2 × 2 square of pixels, channel by channel, NaN where there is one:
    ///
    ///     y_pc ← max(u_2p,c , u_2p+1,c , v_2p,c , v_2p+1,c)
    ///
    /// @param pixels of y, in a line
    /// @param channels elements of a pixel
    /// @param u where the upper line of x begins
    /// @param v where the lower line of x begins
    void largestOfSquares(int pixels, int channels, float[] x, int u, int v, float[] y, int yOffset);

    /// Chain rule of [#largestOfSquares]: of each square of ∂x, the element that is the largest of x, the first of
    /// equals in the order above, gets ∂y, the others 0. Where the largest is NaN, the last gets it.
    ///
    /// @param dy lies as y, dx as x
    void largestOfSquaresGradient(
            int pixels, int channels, float[] x, int u, int v, float[] y, float[] dy, int yOffset, float[] dx);

    /// y_i ← (x_i − mean)/√(variance + ε) with the biased variance; returns 1/√(variance + ε). Mean and
    /// variance are a [#sum] and a [#dot] divided by n.
    float normalize(float[] x, int xOffset, float epsilon, float[] y, int yOffset, int n);

    /// Chain rule of [#normalize], from its result ŷ and what it returned:
    ///
    ///     ∂x_i ← ∂x_i + inverse · (d_i − mean(d) − ŷ_i mean(d ŷ))
    void normalizeGradient(
            float inverse, float[] normalized, int offset, float[] d, int dOffset, float[] dx, int dxOffset, int n);

    /// y_i ← x_i · scale_i + shift_i, two slices of the parameters; the product is rounded before the sum.
    void scaleAndShift(
            float[] x,
            int xOffset,
            float[] parameters,
            int scaleOffset,
            int shiftOffset,
            float[] y,
            int yOffset,
            int n);

    /// y_i ← x_i · z_i.
    void multiplyEach(float[] x, int xOffset, float[] z, int zOffset, float[] y, int yOffset, int n);

    /// Turns pairs in place by angles whose cosine and sine are tabulated for every element, the sine of the
    /// first of a pair with its sign reversed. From the values before, for every even i < n:
    ///
    ///     x_i ← x_i · cosine_i + x_{i+1} · sine_i,   x_{i+1} ← x_{i+1} · cosine_{i+1} + x_i · sine_{i+1}
    ///
    /// Products are rounded before the sum.
    ///
    /// @param tableOffset of the first pair in both tables
    /// @param n an even number
    void turnPairs(float[] x, int xOffset, float[] cosine, float[] sine, int tableOffset, int n);

    /// One update of Adam for the elements from `from` to `to` − 1, see [AdaptiveStep].
    void adaptiveStep(
            AdaptiveStep step, float[] parameters, float[] gradient, float[] first, float[] second, int from, int to);
}
