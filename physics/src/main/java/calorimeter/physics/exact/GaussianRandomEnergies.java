// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.exact;

import calorimeter.physics.ensemble.CanonicalState;
import calorimeter.physics.ensemble.EnergySpectrum;
import calorimeter.physics.ensemble.SpecificHeatPeak;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// The random energy model (Derrida, Phys. Rev. B 24, 2613, 1981) at finite n: n independent energies from N(0,
/// σ²). It is what attention over unrelated keys looks like, and the baseline against which structure is seen.
///
/// Write b = βσ and let ⟨·⟩ average over the energies.
///
/// **Exact for every n**: ⟨Z⟩ = n e^(b²/2) and Var(Z)/⟨Z⟩² = (e^(b²) − 1)/n. Hence ⟨ln Z⟩ ≤ ln n + b²/2
/// (Jensen), the *annealed* value.
///
/// **First correction.** Expanding the logarithm about ⟨Z⟩ gives
///
///     ⟨ln Z⟩ = ln n + b²/2 − (e^(b²) − 1)/(2n) + …
///     ⟨U⟩ = −∂⟨ln Z⟩/∂β    = −σb(1 − e^(b²)/n) + …
///     ⟨C⟩ = β² ∂²⟨ln Z⟩/∂β² = b²(1 − (1 + 2b²)e^(b²)/n) + …
///
/// The series is asymptotic: its next term is of order e^(3b²)/n², so the correction is meaningful while b² < ⅔
/// ln n and accurate only well below. The limit stays annealed further, up to β_c, where b² = 2 ln n.
///
/// **Limit n → ∞ at fixed β/β_c**, β_c = √(2 ln n)/σ: for β ≤ β_c annealed, S = ln n − b²/2, C = b²; for β ≥
/// β_c frozen in the lowest levels, ln Z = βσ√(2 ln n), U = −σ√(2 ln n), S = 0, C = 0 to leading order in ln n,
/// and ⟨Σp²⟩ → 1 − β_c/β. Corrections fall only like ln ln n/ln n: for the n of an attention row the transition
/// is a broad shoulder, and these limits are guides, not predictions.
///
/// @param count n ≥ 2
/// @param sigma σ > 0, finite
public record GaussianRandomEnergies(int count, double sigma) {

    private static final double FACTOR = 6;

    /// C is flat at its maximum: its error is of the order of the square.
    private static final double LOG_BETA_TOLERANCE = 1e-4;

    public GaussianRandomEnergies {
        if (count < 2) {
            throw new IllegalArgumentException("count is " + count + " but must be at least 2");
        }
        if (!(sigma > 0) || Double.isInfinite(sigma)) {
            throw new IllegalArgumentException("sigma is " + sigma + " but must be positive and finite");
        }
    }

    /// One realisation; count draws from `random`.
    public EnergySpectrum sample(RandomGenerator random) {
        double[] levels = new double[count];
        for (int j = 0; j < count; j++) {
            levels[j] = sigma * random.nextGaussian();
        }
        return EnergySpectrum.of(levels);
    }

    /// β_c = √(2 ln n)/σ, where the annealed entropy of the limit reaches zero.
    public double criticalBeta() {
        return Math.sqrt(2 * Math.log(count)) / sigma;
    }

    /// ln⟨Z⟩ = ln n + b²/2, exact for every n and β.
    public double annealedLogPartition(double beta) {
        double b = beta * sigma;
        return Math.log(count) + 0.5 * b * b;
    }

    /// Var(Z)/⟨Z⟩² = (e^(b²) − 1)/n, exact for every n and β. Above 1 the mean of Z is carried by rare
    /// realisations.
    public double relativePartitionVariance(double beta) {
        double b = beta * sigma;
        return Math.expm1(b * b) / count;
    }

    /// ⟨ln Z⟩ with its first correction in 1/n; for b² well below ⅔ ln n.
    public double meanLogPartition(double beta) {
        return annealedLogPartition(beta) - 0.5 * relativePartitionVariance(beta);
    }

    /// ⟨U⟩ with its first correction in 1/n; for b² well below ⅔ ln n.
    public double meanEnergy(double beta) {
        double b = beta * sigma;
        return -sigma * b * (1 - Math.exp(b * b) / count);
    }

    /// ⟨C⟩ with its first correction in 1/n; for b² well below ⅔ ln n.
    public double meanSpecificHeat(double beta) {
        double b = beta * sigma;
        return b * b * (1 - (1 + 2 * b * b) * Math.exp(b * b) / count);
    }

    /// The limit of ⟨ln Z⟩: annealed up to β_c, βσ√(2 ln n) beyond. β ≥ 0.
    public double limitingLogPartition(double beta) {
        requireNotNegative(beta);
        return beta <= criticalBeta() ? annealedLogPartition(beta) : beta * sigma * Math.sqrt(2 * Math.log(count));
    }

    /// The limit of ⟨S⟩: ln n − b²/2 up to β_c, 0 beyond. β ≥ 0.
    public double limitingEntropy(double beta) {
        requireNotNegative(beta);
        double b = beta * sigma;
        return Math.max(0, Math.log(count) - 0.5 * b * b);
    }

    /// The limit of ⟨C⟩: b² up to β_c, 0 beyond. β ≥ 0.
    public double limitingSpecificHeat(double beta) {
        requireNotNegative(beta);
        return beta <= criticalBeta() ? beta * sigma * beta * sigma : 0;
    }

    /// The limit of ⟨Σp²⟩: 0 up to β_c, 1 − β_c/β beyond. β ≥ 0.
    public double limitingConcentration(double beta) {
        requireNotNegative(beta);
        return beta <= criticalBeta() ? 0 : 1 - criticalBeta() / beta;
    }

    /// The maximum over β of C averaged over realisations: what the curves C(β) of so many unrelated keys have in
    /// common. The maximum lies within a factor of [#FACTOR] of β = 1.7/σ for every n up to thousands.
    ///
    /// @param draws realisations, the same at every β
    /// @param random gives count·draws normal numbers
    public SpecificHeatPeak meanPeak(int draws, RandomGenerator random) {
        List<EnergySpectrum> spectra =
                Stream.generate(() -> sample(random)).limit(draws).toList();
        DoubleUnaryOperator mean = logBeta -> spectra.stream()
                        .mapToDouble(spectrum -> CanonicalState.of(spectrum, StrictMath.exp(logBeta))
                                .specificHeat())
                        .sum()
                / draws;
        double middle = StrictMath.log(1.7 / sigma);
        double low = middle - StrictMath.log(FACTOR);
        double high = middle + StrictMath.log(FACTOR);
        while (high - low > LOG_BETA_TOLERANCE) {
            double third = (high - low) / 3;
            if (mean.applyAsDouble(low + third) < mean.applyAsDouble(high - third)) {
                low += third;
            } else {
                high -= third;
            }
        }
        double logBeta = 0.5 * (low + high);
        return new SpecificHeatPeak(StrictMath.exp(logBeta), mean.applyAsDouble(logBeta));
    }

    private static void requireNotNegative(double beta) {
        if (!(beta >= 0)) {
            throw new IllegalArgumentException("beta is " + beta + " but must be at least 0");
        }
    }
}
