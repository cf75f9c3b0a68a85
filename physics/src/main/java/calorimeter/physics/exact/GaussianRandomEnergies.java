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
/// (Jensen), the *annealed* value. ⟨ln Z⟩ itself is a double integral (`RandomEnergyIntegral`), and with its
/// derivatives
///
///     ⟨U⟩ = −σ d⟨ln Z⟩/db     ⟨C⟩ = b² d²⟨ln Z⟩/db²     ⟨Σp²⟩ = 1 − (1/b) d⟨ln Z⟩/db
///
/// the last because ⟨x_j p_j⟩ = b⟨p_j − p_j²⟩ for normal x. For b² well below ⅔ ln n they are annealed but
/// for a part e^(b²)/n: ⟨C⟩ = b²(1 − (1 + 2b²)e^(b²)/n + …).
///
/// **Limit n → ∞ at fixed β/β_c**, β_c = √(2 ln n)/σ: for β ≤ β_c annealed, C = b²; for β ≥ β_c frozen in the
/// lowest levels, ln Z = βσ√(2 ln n), C = 0, Σp² → 1 − β_c/β to leading order in ln n. Corrections fall only
/// like ln ln n/ln n: at the n of an attention row C has a broad maximum at 0.7 to 0.8 β_c, which is size and
/// not structure (0.785 for n = 113, 0.743 for 1024, 0.7295 for 16 384).
///
/// @param count n ≥ 2
/// @param sigma σ > 0, finite
public record GaussianRandomEnergies(int count, double sigma) {

    private static final double FACTOR = 6;

    /// C is flat at its maximum: its error is of the order of the square.
    private static final double LOG_BETA_TOLERANCE = 1e-4;

    /// Smallest b: the sums of the integral grow as 1/b at one end and b² at the other.
    private static final double SMALLEST = 1e-6;

    private static final double LARGEST = 100;

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

    /// ⟨ln Z⟩ at β > 0.
    public double meanLogPartition(double beta) {
        return integral(beta).value();
    }

    /// ⟨U⟩ at β > 0.
    public double meanEnergy(double beta) {
        return -sigma * integral(beta).first();
    }

    /// ⟨C⟩ at β > 0: what the specific heat of a row with n keys is measured against, σ² the variance of its
    /// energies.
    public double meanSpecificHeat(double beta) {
        double b = beta * sigma;
        return b * b * integral(beta).second();
    }

    /// ⟨Σp²⟩ at β > 0.
    public double meanConcentration(double beta) {
        return 1 - integral(beta).first() / (beta * sigma);
    }

    private RandomEnergyIntegral integral(double beta) {
        double b = beta * sigma;
        if (!(b >= SMALLEST && b <= LARGEST)) {
            throw new IllegalArgumentException(
                    "beta times sigma is " + b + " but must lie in [" + SMALLEST + ", " + LARGEST + "]");
        }
        return RandomEnergyIntegral.of(count, b);
    }

    /// The maximum of ⟨C⟩ over β.
    public SpecificHeatPeak peak() {
        return highest(logBeta -> meanSpecificHeat(StrictMath.exp(logBeta)));
    }

    /// The limit of ⟨ln Z⟩: annealed up to β_c, βσ√(2 ln n) beyond. β ≥ 0.
    public double limitingLogPartition(double beta) {
        requireNotNegative(beta);
        return beta <= criticalBeta() ? annealedLogPartition(beta) : beta * sigma * Math.sqrt(2 * Math.log(count));
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
        return highest(mean);
    }

    private SpecificHeatPeak highest(DoubleUnaryOperator mean) {
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
