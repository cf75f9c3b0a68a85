// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.information;

import calorimeter.physics.numeric.CompensatedSum;
import java.util.ArrayList;
import java.util.List;

/// Two ways from any interior distribution to the minimum of F_T, which softmax knows in closed form: they
/// exist to show that the variational principle, searched without that knowledge, ends there.
public final class FreeEnergyMinimisers {

    private FreeEnergyMinimisers() {}

    /// Entropic mirror descent (Nemirovski & Yudin 1983; Beck & Teboulle, Oper. Res. Lett. 31, 167, 2003):
    ///
    ///     p_(k+1),j ∝ p_k,j e^(−ηφ_j),   φ_j = E_j + T(1 + ln p_k,j)
    ///
    /// In the natural parameters θ = ln p + const it is θ ← θ − ηφ, and φ is the *natural* gradient g⁻¹∂F/∂θ
    /// up to a constant, which g does not see (Amari, Neural Comput. 10, 251, 1998): mirror descent on the
    /// simplex and natural-gradient descent in θ are one algorithm. The distance from equilibrium shrinks
    /// exactly, ln(p_k/p*) = (1 − ηT)^k ln(p_0/p*) + const, along the e-geodesic, so any η in (0, 2/T)
    /// converges.
    ///
    /// @param step      η, in units of 1/energy
    /// @param tolerance stops when T·KL(p‖p*) is at most this
    /// @throws IllegalArgumentException if the start is not interior, η lies outside (0, 2/T), or a limit is
    ///     negative
    public static Minimisation mirrorDescent(
            FreeEnergyFunctional functional, double[] start, double step, double tolerance, int mostSteps) {
        requireInterior(functional, start);
        requireLimits(tolerance, mostSteps);
        double limit = 2 / functional.temperature();
        if (!(step > 0 && step < limit)) {
            throw new IllegalArgumentException("step is " + step + " but must lie in (0, 2/T) = (0, " + limit + ")");
        }
        double[] p = start.clone();
        List<Double> certificates = new ArrayList<>();
        certificates.add(functional.certificate(p));
        while (certificates.getLast() > tolerance && certificates.size() <= mostSteps) {
            p = mirrorStep(functional, p, step);
            certificates.add(functional.certificate(p));
        }
        return finished(p, certificates);
    }

    private static double[] mirrorStep(FreeEnergyFunctional functional, double[] p, double step) {
        double[] potentials = functional.chemicalPotentials(p);
        double[] exponents = new double[p.length];
        double largest = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < p.length; j++) {
            exponents[j] = StrictMath.log(p[j]) - step * potentials[j];
            largest = Math.max(largest, exponents[j]);
        }
        CompensatedSum sum = new CompensatedSum();
        for (int j = 0; j < p.length; j++) {
            // A level that underflows is kept at the smallest double: it must stay interior to come back.
            exponents[j] = Math.max(Double.MIN_VALUE, StrictMath.exp(exponents[j] - largest));
            sum.add(exponents[j]);
        }
        for (int j = 0; j < p.length; j++) {
            exponents[j] = Math.max(Double.MIN_VALUE, exponents[j] / sum.value());
        }
        return exponents;
    }

    /// Newton's method on the dual: stationarity, E_j + T(1 + ln p_j) = μ, leaves one unknown, the chemical
    /// potential μ, fixed by
    ///
    ///     N(μ) = Σ_j e^((μ − E_j)/T − 1) = 1,     μ ← μ − T(N − 1)/N
    ///
    /// N is convex and rising, so Newton's method falls monotonically from any μ with N ≥ 1. From a start p the
    /// choice μ_0 = max_j φ_j is such a point, because then every term is at least p_j. It falls by about T a
    /// step while N is large, then converges quadratically.
    ///
    /// The certificate of a step is that of its normalised occupations, which are softmax from the first step
    /// on: so it is μ that is searched here, and the search ends when |N − 1| is at most `tolerance`.
    ///
    /// @throws IllegalArgumentException if the start is not interior or a limit is negative
    public static DualMinimisation dualNewton(
            FreeEnergyFunctional functional, double[] start, double tolerance, int mostSteps) {
        requireInterior(functional, start);
        requireLimits(tolerance, mostSteps);
        double temperature = functional.temperature();
        double potential = Double.NEGATIVE_INFINITY;
        for (double phi : functional.chemicalPotentials(start)) {
            potential = Math.max(potential, phi);
        }
        double[] occupation = new double[start.length];
        double number = occupy(functional, potential, occupation);
        int steps = 0;
        while (Math.abs(number - 1) > tolerance && steps < mostSteps) {
            // When N overflows, (N − 1)/N is 1.
            double decrement = Double.isInfinite(number) ? 1 : (number - 1) / number;
            potential -= temperature * decrement;
            number = occupy(functional, potential, occupation);
            steps++;
        }
        return new DualMinimisation(occupation, potential, number - 1, steps);
    }

    /// N(μ), with the occupations left in `occupation`.
    private static double occupy(FreeEnergyFunctional functional, double potential, double[] occupation) {
        CompensatedSum number = new CompensatedSum();
        for (int j = 0; j < occupation.length; j++) {
            occupation[j] = StrictMath.exp((potential - functional.spectrum().level(j)) / functional.temperature() - 1);
            number.add(occupation[j]);
        }
        return number.value();
    }

    private static Minimisation finished(double[] p, List<Double> certificates) {
        return new Minimisation(
                p, certificates.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static void requireInterior(FreeEnergyFunctional functional, double[] start) {
        double[] potentials = functional.chemicalPotentials(start);
        for (int j = 0; j < start.length; j++) {
            if (Double.isInfinite(potentials[j])) {
                throw new IllegalArgumentException(
                        "the start is " + start[j] + " at " + j + " but must be above 0 everywhere");
            }
        }
    }

    private static void requireLimits(double tolerance, int mostSteps) {
        if (!(tolerance >= 0)) {
            throw new IllegalArgumentException("tolerance is " + tolerance + " but must be at least 0");
        }
        if (mostSteps < 0) {
            throw new IllegalArgumentException("the limit of steps is " + mostSteps + " but must be at least 0");
        }
    }
}
