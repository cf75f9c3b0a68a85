// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.kernel;

import java.util.Arrays;

/// Moments of n scores s_j under their own softmax, and of the scores themselves, in double precision:
///
///     p_j = e^(−g_j)/Z,   g_j = max s − s_j,   Z = Σ e^(−g_j)
///
/// Sums have [Kernel#STRIPES] parts: element j goes to part j mod STRIPES; then parts are added in pairs, as in
/// [Kernel#dot].
///
/// @param highest max s
/// @param ground how many scores are exactly the highest
/// @param excited Z − ground, summed apart, so that a nearly empty rest keeps its digits
/// @param meanGap Σ p_j g_j
/// @param variance Σ p_j (g_j − meanGap)²
/// @param third Σ p_j (g_j − meanGap)³
/// @param concentration Σ p_j²
/// @param mean Σ s_j/n, all scores alike
/// @param squares Σ (s_j − mean)²
public record SoftmaxMoments(
        double highest,
        int ground,
        double excited,
        double meanGap,
        double variance,
        double third,
        double concentration,
        double mean,
        double squares) {

    /// exp of a double ≤ 0 as a fixed sequence of operations: x = k ln 2 + r with |r| ≤ ln 2/2, then
    /// exp(x) = 2ᵏ Σ r^i/i! up to i = 12. Relative error below 5e-16; results below e^[#LOWEST] are zero.
    static final double LOG2_E = 0x1.71547652b82fep0;

    /// ln 2 split in two (Cody & Waite): k·HIGH is exact.
    static final double LN2_HIGH = 0x1.62e42feep-1;

    static final double LN2_LOW = 0x1.a39ef35793c76p-33;

    /// 1.5·2⁵²: adding it rounds to an integer and leaves that integer in the low bits.
    static final double ROUNDING = 0x1.8p52;

    static final long ROUNDING_BITS = Double.doubleToRawLongBits(ROUNDING);
    static final double LOWEST = -708;
    static final int BIAS = 1023;
    static final int MANTISSA = 52;

    /// 1/i! from i = 12 down to 0.
    static final double[] SERIES = series();

    private static double[] series() {
        double[] series = new double[13];
        double factorial = 1;
        for (int i = 0; i < series.length; i++) {
            factorial *= Math.max(1, i);
            series[series.length - 1 - i] = 1 / factorial;
        }
        return series;
    }

    static double exponential(double x) {
        if (x < LOWEST) {
            return 0;
        }
        double shifted = Math.fma(x, LOG2_E, ROUNDING);
        double k = shifted - ROUNDING;
        double r = Math.fma(k, -LN2_LOW, Math.fma(k, -LN2_HIGH, x));
        double p = SERIES[0];
        for (int i = 1; i < SERIES.length; i++) {
            p = Math.fma(p, r, SERIES[i]);
        }
        long exponent = Double.doubleToRawLongBits(shifted) - ROUNDING_BITS + BIAS;
        return p * Double.longBitsToDouble(exponent << MANTISSA);
    }

    /// The sum of [Kernel#STRIPES] parts that begin at `from`.
    private static double tree(double[] parts, int from) {
        return (four(parts, from) + four(parts, from + 2)) + (four(parts, from + 1) + four(parts, from + 3));
    }

    private static double four(double[] parts, int i) {
        return (parts[i] + parts[i + 8]) + (parts[i + 4] + parts[i + 12]);
    }

    /// @param p gets the probabilities
    /// @param vector whether [VectorSoftmaxMoments] does the whole blocks of [Kernel#STRIPES] elements
    static SoftmaxMoments of(double[] s, int n, double[] p, boolean vector) {
        int stripes = Kernel.STRIPES;
        int whole = vector ? n / stripes * stripes : 0;
        double[] parts = new double[4 * stripes];
        // 1. The largest, and the mean, summed from the first score so that a common offset costs no precision.
        double highest = whole == 0 ? s[0] : VectorSoftmaxMoments.highest(s, whole, parts);
        for (int j = whole; j < n; j++) {
            highest = Math.max(highest, s[j]);
            parts[j % stripes] += s[j] - s[0];
        }
        double mean = s[0] + tree(parts, 0) / n;
        // 2. Weights.
        Arrays.fill(parts, 0);
        if (whole > 0) {
            VectorSoftmaxMoments.addWeights(s, whole, highest, mean, p, parts);
        }
        exponentials(s, whole, n, highest, p, vector);
        for (int j = whole; j < n; j++) {
            addWeight(s[j], highest, mean, p[j], j, parts);
        }
        double squares = tree(parts, 0);
        double ground = tree(parts, stripes);
        double excited = tree(parts, 2 * stripes);
        double inverse = 1 / (ground + excited);
        double meanGap = tree(parts, 3 * stripes) * inverse;
        // 3. Central moments.
        Arrays.fill(parts, 0);
        if (whole > 0) {
            VectorSoftmaxMoments.addMoments(s, whole, highest, meanGap, inverse, p, parts);
        }
        for (int j = whole; j < n; j++) {
            addMoment(s[j], highest, meanGap, inverse, p, j, parts);
        }
        return new SoftmaxMoments(
                highest,
                (int) ground,
                excited,
                meanGap,
                tree(parts, 0),
                tree(parts, stripes),
                tree(parts, 2 * stripes),
                mean,
                squares);
    }

    /// p_j ← e^(s_j − highest) for the elements behind whole blocks; with registers as one more block.
    private static void exponentials(double[] s, int from, int n, double highest, double[] p, boolean vector) {
        if (vector && from < n) {
            double[] block = new double[Kernel.STRIPES];
            System.arraycopy(s, from, block, 0, n - from);
            VectorSoftmaxMoments.exponentials(block, highest, block);
            System.arraycopy(block, 0, p, from, n - from);
            return;
        }
        for (int j = from; j < n; j++) {
            p[j] = exponential(s[j] - highest);
        }
    }

    /// Element j of pass 2: parts of squares, ground, excited and Σ e^(−g) g.
    private static void addWeight(double score, double highest, double mean, double weight, int j, double[] parts) {
        int part = j % Kernel.STRIPES;
        double gap = highest - score;
        boolean top = gap == 0;
        double deviation = score - mean;
        parts[part] = Math.fma(deviation, deviation, parts[part]);
        parts[part + Kernel.STRIPES] += top ? 1 : 0;
        parts[part + 2 * Kernel.STRIPES] += top ? 0 : weight;
        parts[part + 3 * Kernel.STRIPES] = Math.fma(weight, gap, parts[part + 3 * Kernel.STRIPES]);
    }

    /// Element j of pass 3: parts of variance, third moment and concentration.
    private static void addMoment(
            double score, double highest, double meanGap, double inverse, double[] p, int j, double[] parts) {
        int part = j % Kernel.STRIPES;
        double weight = p[j] * inverse;
        double deviation = highest - score - meanGap;
        double square = weight * deviation * deviation;
        parts[part] += square;
        parts[part + Kernel.STRIPES] = Math.fma(square, deviation, parts[part + Kernel.STRIPES]);
        parts[part + 2 * Kernel.STRIPES] = Math.fma(weight, weight, parts[part + 2 * Kernel.STRIPES]);
        p[j] = weight;
    }
}
