// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.ensemble;

import calorimeter.physics.numeric.CompensatedSum;
import java.util.Objects;

/// Moments of n values v_j under the Gibbs distribution they define themselves,
///
///     p_j = e^(a·v_j) / Z,   Z = Σ_j e^(a·v_j),   a = slope.
///
/// Energies at inverse temperature β are the case v = E, a = −β; scaled attention scores are v = s, a = 1. This
/// is the only loop over levels behind both.
///
/// Everything is kept relative to the *dominant* value v₀, the one with the largest weight, so that nothing
/// overflows, adding a constant to all values changes `dominant` alone, and the entropy is a sum of two
/// non-negative terms rather than a difference of large ones. The dominant value occurs in at least one of n
/// states, so the variance is at least (mean − v₀)²/n: centring the moments on the mean never cancels more than
/// that.
///
/// @param count              n ≥ 1
/// @param slope              a, in units of 1/v; finite
/// @param dominant           v₀: the largest value when a ≥ 0, the smallest when a < 0
/// @param excessLogPartition ln Z − a·v₀ = ln Σ e^(a(v_j − v₀)), in [0, ln n]
/// @param excessMean         ⟨v⟩ − v₀
/// @param unit               a power of two near the spread of v, or 1 for every ordinary spread: squares and
///                           cubes of v would leave the range of a double long before v does
/// @param scaledVariance     ⟨(v − ⟨v⟩)²⟩/unit²
/// @param scaledThirdCumulant ⟨(v − ⟨v⟩)³⟩/unit³
/// @param concentration      Σ p_j², in [1/n, 1]
public record GibbsMoments(
        int count,
        double slope,
        double dominant,
        double excessLogPartition,
        double excessMean,
        double unit,
        double scaledVariance,
        double scaledThirdCumulant,
        double concentration) {

    /// Between its inverse and itself a spread has the unit 1.
    private static final double LARGEST_ORDINARY = 0x1p200;

    /// ln n for short rows, which are measured by the million: the logarithm would cost as much as the row's
    /// exponentials.
    private static final double[] LOG_OF_SMALL_COUNT = logarithms(256);

    public GibbsMoments {
        if (count < 1) {
            throw new IllegalArgumentException("count is " + count + " but must be at least 1");
        }
        if (!(excessLogPartition >= 0) || !(scaledVariance >= 0) || !(concentration > 0)) {
            throw new IllegalArgumentException("not moments of a Gibbs distribution: excess log partition "
                    + excessLogPartition + " and variance " + scaledVariance + " must be at least 0, concentration "
                    + concentration + " above 0");
        }
    }

    /// The moments of `values[from..to)`, whose probabilities are left in `probabilities[0..to−from)`.
    ///
    /// Exact for equal values and for a = 0. The exponential is [StrictMath]'s, so the bits do not depend on the
    /// platform. The buffer must not be the array of values.
    ///
    /// @throws IllegalArgumentException if the range is empty, the buffer too short, the slope or a value not
    ///     finite
    public static GibbsMoments of(double[] values, int from, int to, double slope, double[] probabilities) {
        Objects.checkFromToIndex(from, to, values.length);
        int count = to - from;
        requireUsable(count, slope, probabilities.length);
        double direction = slope < 0 ? -1 : 1;
        double dominant = dominant(values, from, to, direction);

        // 1. Weights about the dominant value. Those of the dominant level are counted, the rest summed apart,
        // so that a nearly empty excited level still shows in ln Z and S at full relative precision.
        int ground = 0;
        CompensatedSum excited = new CompensatedSum();
        CompensatedSum weightedGap = new CompensatedSum();
        double spread = 0;
        for (int j = 0; j < count; j++) {
            double gap = direction * (dominant - values[from + j]);
            double exponent = Math.abs(slope) * gap;
            double weight = 1;
            if (exponent == 0) {
                ground++;
            } else {
                weight = StrictMath.exp(-exponent);
                excited.add(weight);
            }
            probabilities[j] = weight;
            if (weight > 0) {
                weightedGap.add(weight * gap);
                spread = Math.max(spread, gap);
            }
        }
        double partition = ground + excited.value();
        double excessLogPartition = logOfSum(ground, excited.value());
        double unit = unit(spread);
        if (unit != 1) {
            weightedGap = new CompensatedSum();
            for (int j = 0; j < count; j++) {
                if (probabilities[j] > 0) {
                    weightedGap.add(probabilities[j] * (direction * (dominant - values[from + j]) / unit));
                }
            }
        }
        double meanGap = weightedGap.value() / partition;

        // 2. Central moments, in the unit of the occupied levels. An empty level is skipped: its gap may be too large
        // to cube.
        CompensatedSum variance = new CompensatedSum();
        CompensatedSum third = new CompensatedSum();
        CompensatedSum concentration = new CompensatedSum();
        for (int j = 0; j < count; j++) {
            double p = probabilities[j] / partition;
            probabilities[j] = p;
            if (p > 0) {
                double deviation = direction * (dominant - values[from + j]) / unit - meanGap;
                double square = p * deviation * deviation;
                variance.add(square);
                third.add(square * deviation);
                concentration.add(p * p);
            }
        }
        return new GibbsMoments(
                count,
                slope,
                dominant,
                excessLogPartition,
                0 - direction * meanGap * unit,
                unit,
                variance.value(),
                0 - direction * third.value(),
                concentration.value());
    }

    /// ⟨v⟩.
    public double mean() {
        return dominant + excessMean;
    }

    /// ⟨(v − ⟨v⟩)²⟩; infinite or 0 where its unit, the square of that of v, does not fit into a double.
    public double variance() {
        return scaledVariance * unit * unit;
    }

    /// ⟨(v − ⟨v⟩)³⟩, likewise.
    public double thirdCumulant() {
        return scaledThirdCumulant * unit * unit * unit;
    }

    /// a·unit, dimensionless.
    double scaledSlope() {
        return slope * unit;
    }

    /// ln Z. Infinite when |a·v₀| overflows, while every other quantity here stays finite.
    public double logPartition() {
        return slope * dominant + excessLogPartition;
    }

    /// S = −Σ p ln p = ln Z − a⟨v⟩, in [0, ln n].
    public double entropy() {
        return excessLogPartition - slope * excessMean;
    }

    /// a²·variance: the variance of a·v, dimensionless.
    public double reducedVariance() {
        return scaledSlope() * scaledVariance * scaledSlope();
    }

    /// ln n, the largest possible entropy.
    public double logCount() {
        return count < LOG_OF_SMALL_COUNT.length ? LOG_OF_SMALL_COUNT[count] : StrictMath.log(count);
    }

    /// KL(p‖uniform) = ln n − S ≥ 0, with an absolute rounding error of about 10⁻¹⁶·ln n.
    public double divergenceFromUniform() {
        return Math.max(0, logCount() - entropy());
    }

    /// e^S, the number of equally likely values with this entropy.
    public double effectiveCount() {
        return StrictMath.exp(entropy());
    }

    /// 1/Σp², the number of equally likely values with this concentration.
    public double participationRatio() {
        return 1 / concentration;
    }

    private static double unit(double spread) {
        boolean ordinary = spread == 0 || (spread > 1 / LARGEST_ORDINARY && spread < LARGEST_ORDINARY);
        return ordinary ? 1 : Math.scalb(1.0, Math.getExponent(spread));
    }

    private static double dominant(double[] values, int from, int to, double direction) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int j = from; j < to; j++) {
            if (!Double.isFinite(values[j])) {
                throw new IllegalArgumentException("value " + (j - from) + " is " + values[j]
                        + " but must be finite; leave a masked key out instead of giving it an infinite score");
            }
            largest = Math.max(largest, direction * values[j]);
        }
        return direction * largest;
    }

    /// ln(ground + excited) with relative precision also when one dominant state holds nearly everything.
    private static double logOfSum(int ground, double excited) {
        return excited < ground
                ? StrictMath.log(ground) + StrictMath.log1p(excited / ground)
                : StrictMath.log(ground + excited);
    }

    private static void requireUsable(int count, double slope, int room) {
        if (count == 0) {
            throw new IllegalArgumentException("there are no values but at least one is needed");
        }
        if (!Double.isFinite(slope)) {
            throw new IllegalArgumentException("slope is " + slope + " but must be finite");
        }
        if (room < count) {
            throw new IllegalArgumentException(
                    "the buffer for probabilities has room for " + room + " values but needs " + count);
        }
    }

    private static double[] logarithms(int length) {
        double[] logarithms = new double[length];
        for (int n = 0; n < length; n++) {
            logarithms[n] = StrictMath.log(n);
        }
        return logarithms;
    }
}
