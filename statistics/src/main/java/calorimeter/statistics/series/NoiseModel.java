// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.series;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Measurement noise of a series, taken as stationary and autoregressive of first order from sample to sample:
/// Var(e_k) = σ², Corr(e_j, e_k) = φ^|j−k|; φ = 0 is white noise.
///
/// Both are estimated without fitting the signal, from the residuals of a sample about the line through two
/// neighbours L samples away (T. Gasser, L. Sroka & C. Jennen-Steinmetz, Biometrika 73 (1986) 625; there for
/// L = 1 and white noise only):
///
///     r_k = (a y_{k−L} + b y_{k+L} − y_k) · √(3 / (2(1 + a² + b²))),   a + b = 1 by the positions in log time
///
/// scaled so that white noise gives variance 3σ²/2 whatever the spacing. For the autoregressive noise and
/// even spacing Var_L(r) = σ² (1 − φ^L)(3 − φ^L) / 2. The ratio Var_8 / Var_1, between 1 and 8, gives φ; then
/// Var_1 gives σ². The ratio is taken where the log is dense, that is over the k whose neighbours at L = 8
/// lie within 0.2 decades of each other; with fewer than 15 of them (a log of a few dozen log-spaced steps) φ
/// is taken as 0. Eight is large enough to tell φ = 0.6 from 0.9 (ratios 3.1 and 7.0; at L = 2 they are 1.8
/// and 2.0).
///
/// Variances are squared medians of |r| over 0.6745, so that a few sharp events (spikes of the loss, the
/// peaks that are looked for) do not count as noise.
///
/// A smooth signal resolved by the samples leaves only its curvature in r, but there the ratio may far exceed
/// 8, which no such noise reaches. Hence φ is capped at [#LARGEST_CORRELATION], which bounds the inflation of
/// σ over the residuals at lag 1 by a factor 4.5. Noise whose correlation time approaches the smoothing
/// window cannot be told from signal by any rule of one series; that takes replicas and nulls.
///
/// @param standardDeviation σ ≥ 0, in the unit of the values
/// @param correlation φ in [0, 0.95]
public record NoiseModel(double standardDeviation, double correlation) {

    public static final double LARGEST_CORRELATION = 0.95;

    private static final int FAR_LAG = 8;
    private static final double DENSE_SPAN = 0.2;
    private static final int FEWEST_DENSE = 15;

    /// Fewer residuals than this give no usable median; the model is then "no noise known".
    public static final int FEWEST_SAMPLES = 7;

    /// Median of |x| for a standard normal x.
    private static final double NORMAL_MEDIAN_DEVIATION = 0.6744897501960817;

    public NoiseModel {
        if (!(standardDeviation >= 0 && standardDeviation < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "noise standard deviation is " + standardDeviation + " but must be finite and at least 0");
        }
        if (!(correlation >= 0 && correlation <= LARGEST_CORRELATION)) {
            throw new IllegalArgumentException(
                    "noise correlation is " + correlation + " but must lie in 0 to " + LARGEST_CORRELATION);
        }
    }

    /// The model estimated from a series; σ = 0 when it has fewer than [#FEWEST_SAMPLES] samples.
    public static NoiseModel estimate(SampledSeries series) {
        if (series.size() < FEWEST_SAMPLES) {
            return new NoiseModel(0, 0);
        }
        double[] times = LogTime.of(series);
        double[] near = residuals(series, times, 1);
        double variance = robustVariance(near);
        if (variance == 0) {
            return new NoiseModel(0, 0);
        }
        double correlation = correlation(series, times, near);
        double unit = varianceAtLag(correlation, 1);
        return new NoiseModel(StrictMath.sqrt(variance / unit), correlation);
    }

    /// Absolute residuals at a lag; the first belongs to sample number `lag`.
    private static double[] residuals(SampledSeries series, double[] times, int lag) {
        double[] residuals = new double[Math.max(0, times.length - 2 * lag)];
        for (int i = 0; i < residuals.length; i++) {
            double a = (times[i + 2 * lag] - times[i + lag]) / (times[i + 2 * lag] - times[i]);
            double b = 1 - a;
            double residual = a * series.value(i) + b * series.value(i + 2 * lag) - series.value(i + lag);
            residuals[i] = Math.abs(residual) * StrictMath.sqrt(1.5 / (1 + a * a + b * b));
        }
        return residuals;
    }

    private static double correlation(SampledSeries series, double[] times, double[] near) {
        double[] far = residuals(series, times, FAR_LAG);
        double[] nearDense = new double[far.length];
        double[] farDense = new double[far.length];
        int dense = 0;
        for (int i = 0; i < far.length; i++) {
            if (times[i + 2 * FAR_LAG] - times[i] <= DENSE_SPAN) {
                nearDense[dense] = near[i + FAR_LAG - 1];
                farDense[dense] = far[i];
                dense++;
            }
        }
        if (dense < FEWEST_DENSE) {
            return 0;
        }
        double nearVariance = robustVariance(Arrays.copyOf(nearDense, dense));
        double farVariance = robustVariance(Arrays.copyOf(farDense, dense));
        return correlationOf(farVariance, nearVariance);
    }

    private static double robustVariance(double[] absoluteResiduals) {
        double[] sorted = absoluteResiduals.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        double deviation = median / NORMAL_MEDIAN_DEVIATION;
        return deviation * deviation;
    }

    /// Solves Var_8 / Var_1 = far / near for φ by bisection; the ratio rises with φ.
    private static double correlationOf(double far, double near) {
        double low = 0;
        double high = LARGEST_CORRELATION;
        for (int halving = 0; halving < 60; halving++) {
            double middle = (low + high) / 2;
            if (varianceAtLag(middle, FAR_LAG) * near < far * varianceAtLag(middle, 1)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Variance of the residual for σ = 1 and even spacing.
    private static double varianceAtLag(double correlation, int lag) {
        double decayed = 1;
        for (int i = 0; i < lag; i++) {
            decayed *= correlation;
        }
        return (1 - decayed) * (3 - decayed) / 2;
    }

    /// One realisation: e_k = φ e_{k−1} + √(1 − φ²) σ ξ_k, in its steady state from the start.
    public double[] draw(int length, RandomGenerator random) {
        double[] values = new double[length];
        double innovation = StrictMath.sqrt(1 - correlation * correlation);
        for (int k = 0; k < length; k++) {
            double fresh = standardDeviation * random.nextGaussian();
            values[k] = k == 0 ? fresh : correlation * values[k - 1] + innovation * fresh;
        }
        return values;
    }

    /// Standard deviation of Σ w_k e_k, from Σ_jk w_j w_k φ^|j−k| = 2 Σ_k w_k c_k − Σ_k w_k² with
    /// c_k = w_k + φ c_{k−1}.
    public double standardError(double[] weights) {
        double decayed = 0;
        double sum = 0;
        for (double weight : weights) {
            decayed = weight + correlation * decayed;
            sum += 2 * weight * decayed - weight * weight;
        }
        return standardDeviation * StrictMath.sqrt(Math.max(0, sum));
    }
}
