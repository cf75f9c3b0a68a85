// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.ensemble;

import calorimeter.physics.numeric.CompensatedSum;

/// The specific heat of one state along five routes that share no intermediate result:
///
///     β² Var(E) = Var(βE) = Var(ln p) = dU/dT = T dS/dT
///
/// - **β² Var(E)**: [CanonicalState#specificHeat], what the rest of the program reports;
/// - **Var(βE)**, which for an attention row is Var(s): the one-pass weighted update of West (Comm. ACM 22,
///   532, 1979);
/// - **Var(ln p)**: logarithms of the probabilities after they were normalised;
/// - **dU/dT**, **T dS/dT**: complex-step derivatives (Squire & Trapp, SIAM Review 40, 110, 1998) of U = Σ p E
///   and of S = −Σ p ln p, evaluated in complex arithmetic at T(1 + ih). With f analytic, Im f(T(1 + ih))/h = T
///   f′(T) + O(h²) without subtracting two nearly equal numbers, so h is taken far below rounding.
///
/// Energies are measured from the dominant level throughout, so no route depends on their zero.
///
/// @param energyVariance      β² Var(E)
/// @param scoreVariance       Var(βE)
/// @param surprisalVariance   Var(ln p)
/// @param energyDerivative    dU/dT
/// @param entropyDerivative   T dS/dT
public record SpecificHeatIdentities(
        double energyVariance,
        double scoreVariance,
        double surprisalVariance,
        double energyDerivative,
        double entropyDerivative) {

    /// Below this specific heat the five are compared absolutely. The routes through ln p are limited by the
    /// rounding of ln p itself, about ε·ln n = 2·10⁻¹⁵ for n of a few thousand, against a spread of √C: a
    /// relative error of twice that over √C, which reaches 10⁻⁹ at C = 2·10⁻¹¹. (Cold states, whose C is small
    /// because the excited levels are empty and not because they are close, agree relatively down to
    /// underflow.)
    public static final double SMALLEST_COMPARED = 1e-10;

    /// h. Its square is far below rounding, its product with the smallest weights far above underflow.
    private static final double STEP = 0x1p-60;

    /// All five for `spectrum` at `beta`; any finite β.
    public static SpecificHeatIdentities of(EnergySpectrum spectrum, double beta) {
        double[] exponents = exponents(beta, spectrum);
        return new SpecificHeatIdentities(
                CanonicalState.of(spectrum, beta).specificHeat(),
                scoreVariance(exponents),
                surprisalVariance(exponents),
                energyDerivative(exponents),
                entropyDerivative(exponents));
    }

    /// (largest − smallest of the five) / max(β² Var(E), [#SMALLEST_COMPARED]).
    public double largestRelativeSpread() {
        double[] all = {energyVariance, scoreVariance, surprisalVariance, energyDerivative, entropyDerivative};
        double lowest = all[0];
        double highest = all[0];
        for (double value : all) {
            lowest = Math.min(lowest, value);
            highest = Math.max(highest, value);
        }
        return (highest - lowest) / Math.max(energyVariance, SMALLEST_COMPARED);
    }

    /// u_j = β(E_j − E_0) ≥ 0, E_0 the level with the largest weight.
    private static double[] exponents(double beta, EnergySpectrum spectrum) {
        double dominant = beta < 0 ? spectrum.ceiling() : spectrum.ground();
        double[] u = new double[spectrum.size()];
        for (int j = 0; j < u.length; j++) {
            u[j] = Math.abs(beta * (spectrum.level(j) - dominant));
        }
        return u;
    }

    /// Starts from the states of the dominant level, u = 0: entered last, they would pull a large running mean
    /// back to nearly zero and leave its rounding behind.
    private static double scoreVariance(double[] u) {
        double weightSum = 0;
        for (double exponent : u) {
            weightSum += exponent == 0 ? 1 : 0;
        }
        double mean = 0;
        CompensatedSum squares = new CompensatedSum();
        for (double exponent : u) {
            double weight = exponent == 0 ? 0 : StrictMath.exp(-exponent);
            if (weight > 0) {
                double deviation = exponent - mean;
                weightSum += weight;
                mean += deviation * (weight / weightSum);
                squares.add(weight * deviation * (exponent - mean));
            }
        }
        return squares.value() / weightSum;
    }

    private static double surprisalVariance(double[] u) {
        CompensatedSum partition = new CompensatedSum();
        for (double exponent : u) {
            partition.add(StrictMath.exp(-exponent));
        }
        CompensatedSum mean = new CompensatedSum();
        for (double exponent : u) {
            double p = StrictMath.exp(-exponent) / partition.value();
            mean.add(p > 0 ? p * StrictMath.log(p) : 0);
        }
        CompensatedSum variance = new CompensatedSum();
        for (double exponent : u) {
            double p = StrictMath.exp(-exponent) / partition.value();
            double deviation = p > 0 ? StrictMath.log(p) - mean.value() : 0;
            variance.add(p * deviation * deviation);
        }
        return variance.value();
    }

    /// With β → β/(1 + ih) = β(1 − ih) each weight e^(−u) becomes e^(−u)(cos hu + i sin hu), and
    /// dU/dT = β·Im⟨E⟩/h = Im⟨u⟩/h.
    private static double energyDerivative(double[] u) {
        CompensatedSum partition = new CompensatedSum();
        CompensatedSum partitionImaginary = new CompensatedSum();
        CompensatedSum energy = new CompensatedSum();
        CompensatedSum energyImaginary = new CompensatedSum();
        for (double exponent : u) {
            double weight = StrictMath.exp(-exponent);
            if (weight > 0) {
                double real = weight * StrictMath.cos(STEP * exponent);
                double imaginary = weight * StrictMath.sin(STEP * exponent);
                partition.add(real);
                partitionImaginary.add(imaginary);
                energy.add(real * exponent);
                energyImaginary.add(imaginary * exponent);
            }
        }
        double norm = square(partition.value()) + square(partitionImaginary.value());
        return (energyImaginary.value() * partition.value() - energy.value() * partitionImaginary.value())
                / norm
                / STEP;
    }

    /// T dS/dT = −Im(Σ p ln p)/h with complex p = e^(−u)e^(ihu)/Z and ln p = (−u − ln|Z|) + i(hu − arg Z).
    private static double entropyDerivative(double[] u) {
        CompensatedSum partition = new CompensatedSum();
        CompensatedSum partitionImaginary = new CompensatedSum();
        for (double exponent : u) {
            double weight = StrictMath.exp(-exponent);
            if (weight > 0) {
                partition.add(weight * StrictMath.cos(STEP * exponent));
                partitionImaginary.add(weight * StrictMath.sin(STEP * exponent));
            }
        }
        double modulus = Math.hypot(partition.value(), partitionImaginary.value());
        double argument = StrictMath.atan2(partitionImaginary.value(), partition.value());
        double logModulus = StrictMath.log(modulus);
        CompensatedSum imaginaryEntropy = new CompensatedSum();
        for (double exponent : u) {
            double p = StrictMath.exp(-exponent) / modulus;
            if (p > 0) {
                double phase = STEP * exponent - argument;
                imaginaryEntropy.add(p * StrictMath.cos(phase) * phase);
                imaginaryEntropy.add(p * StrictMath.sin(phase) * (-exponent - logModulus));
            }
        }
        return 0 - imaginaryEntropy.value() / STEP;
    }

    private static double square(double x) {
        return x * x;
    }
}
