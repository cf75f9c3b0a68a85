// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.theory;

import static calorimeter.physics.theory.Samples.largestDifference;
import static calorimeter.physics.theory.TheoryCheck.DERIVED;
import static calorimeter.physics.theory.TheoryCheck.KIM;

import calorimeter.physics.ensemble.EnergySpectrum;
import calorimeter.physics.entropy.Abe;
import calorimeter.physics.entropy.GeneralisedEntropy;
import calorimeter.physics.entropy.GeneralisedState;
import calorimeter.physics.entropy.Kaniadakis;
import calorimeter.physics.entropy.Shannon;
import calorimeter.physics.entropy.Sparsemax;
import calorimeter.physics.entropy.ThermodynamicIdentities;
import calorimeter.physics.entropy.Tsallis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;

/// §2, second part: attention from other entropies.
final class EntropyChecks {

    private static final String MARTINS = "Peters, Niculae & Martins, arXiv:1905.05702";
    private static final List<GeneralisedEntropy> OTHERS = List.of(
            new Tsallis(0.6),
            new Tsallis(1.3),
            new Tsallis(1.5),
            new Tsallis(2),
            new Kaniadakis(0.3),
            new Kaniadakis(0.7),
            new Abe(0.5),
            new Abe(1.7));

    private EntropyChecks() {}

    static List<TheoryCheck> all() {
        return List.of(
                TheoryTopic.ENTROPY.check(
                        "optimality",
                        "E_j − T s′(p_j) = μ on the support, ≥ μ outside, Σp = 1",
                        "Gaussian spectra, eleven entropies, Tsallis up to α = 100",
                        "n = 24, 20 spectra",
                        "largest violation relative to T",
                        1e-10,
                        "Karush-Kuhn-Tucker conditions; " + MARTINS,
                        EntropyChecks::optimality),
                TheoryTopic.ENTROPY.check(
                        "minimum",
                        "⟨E⟩_r − T S[r] − F grows from p as −(T/2) Σ s″(p) δp²",
                        "Gaussian spectra, entropies without empty levels",
                        "n = 8, 10 spectra",
                        "largest relative difference from the finite difference of the functional",
                        1e-5,
                        DERIVED,
                        EntropyChecks::minimum),
                TheoryTopic.ENTROPY.check(
                        "sparsemax",
                        "Tsallis attention with α = 2 is the projection of −E/T on the simplex",
                        "Gaussian spectra",
                        "n = 24, 200 spectra",
                        "largest difference between root finding and the sorting algorithm",
                        1e-13,
                        "Martins & Astudillo, arXiv:1602.02068",
                        EntropyChecks::sparsemax),
                TheoryTopic.ENTROPY.check(
                        "kaniadakis",
                        "p = a·exp_κ(−(E − μ)/(λT)), λ = √(1 − κ²), a = ((1−κ)/(1+κ))^(1/2κ)",
                        "Gaussian spectra",
                        "n = 24, 60 spectra, κ = 0.2, 0.5, 0.8",
                        "largest difference from the closed form written with powers",
                        1e-12,
                        "Kaniadakis, Phys. Rev. E 66, 056125 (2002)",
                        EntropyChecks::kaniadakis),
                TheoryTopic.ENTROPY.check(
                        "abe-symmetry",
                        "Abe's q and 1/q give one operator, solving s′(p_j) = (E_j − μ)/T",
                        "Gaussian spectra",
                        "n = 24, 20 spectra",
                        "largest difference of p, and of s′(p) written with powers",
                        1e-11,
                        "Abe, Phys. Lett. A 224, 326 (1997)",
                        EntropyChecks::abeSymmetry),
                TheoryTopic.ENTROPY.check(
                        "jacobian",
                        "∂p_i/∂E_j = −(w_i δ_ij − w_i w_j/W), dp_i/dT = (w_i/T)(E_i − ⟨E⟩_w), w = −1/(T s″)",
                        "a Gaussian spectrum, eight entropies",
                        "n = 8",
                        "largest difference from the finite difference of the operator",
                        1e-8,
                        DERIVED,
                        EntropyChecks::jacobian),
                TheoryTopic.ENTROPY.check(
                        "softmax-limit",
                        "p → softmax as h in α = 1 + h, as h² in κ = h and q = e^h",
                        "a Gaussian spectrum, h = 10⁻² and 10⁻³",
                        "n = 16",
                        "largest difference of the measured order, and of p at h = 0 from softmax",
                        0.02,
                        DERIVED,
                        EntropyChecks::softmaxLimit),
                TheoryTopic.ENTROPY.check(
                        "surviving",
                        "S = −dF/dT, U = d(βF)/dβ, p = ∂F/∂E, dU/dT = T dS/dT = (W/T)Var_w(E) for every entropy",
                        "Gaussian spectrum, nine entropies",
                        "n = 12",
                        "largest relative difference of the five, derivatives by finite differences",
                        1e-8,
                        DERIVED,
                        EntropyChecks::surviving),
                TheoryTopic.ENTROPY.check(
                        "canonical",
                        "dU/dT = β²Var_p(E), I(β) = Var_p(E) = T² dU/dT for Shannon's entropy",
                        "Gaussian spectrum",
                        "n = 12",
                        "largest relative difference of the three, derivatives by finite differences",
                        1e-8,
                        KIM,
                        () -> measured(new Shannon()).largestOfTheCanonical()),
                TheoryTopic.ENTROPY.check(
                        "broken",
                        "none of the three is an identity in T for another entropy: each fails by more than 1 %",
                        "Gaussian spectrum, eight entropies",
                        "n = 12, T = 0.8, 1.3 and 1.9",
                        "the largest relative difference over T of each, outside [0.01, 10]",
                        1,
                        DERIVED,
                        EntropyChecks::broken));
    }

    private static double optimality() {
        List<GeneralisedEntropy> entropies = new ArrayList<>(OTHERS);
        List.of(5.0, 20.0, 100.0).forEach(alpha -> entropies.add(new Tsallis(alpha)));
        return Samples.largest(301, 20, random -> {
            EnergySpectrum spectrum = Samples.spectrum(random, 24, 1);
            double temperature = 0.2 + random.nextDouble();
            return Samples.largest(entropies, entropy -> {
                GeneralisedState state = GeneralisedState.of(entropy, spectrum, temperature);
                double excess = Arrays.stream(state.probabilities()).sum() - 1;
                return Math.max(Math.abs(excess), state.optimalityResidual());
            });
        });
    }

    private static double minimum() {
        List<GeneralisedEntropy> full = List.of(new Tsallis(0.6), new Kaniadakis(0.5), new Abe(0.5), new Abe(1.7));
        return Samples.largest(302, 10, random -> {
            EnergySpectrum spectrum = Samples.spectrum(random, 8, 1);
            return Samples.largest(full, entropy -> growthError(entropy, spectrum, random));
        });
    }

    /// Along a small tangent δp: the first derivative, which must vanish, and the second, both over the formula
    /// for the second.
    private static double growthError(GeneralisedEntropy entropy, EnergySpectrum spectrum, RandomGenerator random) {
        GeneralisedState state = GeneralisedState.of(entropy, spectrum, 0.9);
        double[] p = state.probabilities();
        double[] direction = Samples.tangent(random, p.length);
        double smallest = 1;
        double curvature = 0;
        for (double probability : p) {
            smallest = Math.min(smallest, probability);
        }
        for (int j = 0; j < p.length; j++) {
            direction[j] *= 0.02 * smallest;
            curvature -= 0.9 * entropy.curvature(p[j]) * direction[j] * direction[j];
        }
        double slope = Samples.slope(e -> state.functional(Samples.moved(p, direction, e)), 0, 0.5);
        double measured = Samples.curvature(e -> state.functional(Samples.moved(p, direction, e)), 0, 0.5);
        return Math.max(Math.abs(slope), Math.abs(measured - curvature)) / curvature;
    }

    private static double sparsemax() {
        return Samples.largest(303, 200, random -> {
            EnergySpectrum spectrum = Samples.spectrum(random, 24, 1);
            double temperature = 0.1 + 2 * random.nextDouble();
            double[] p =
                    GeneralisedState.of(new Tsallis(2), spectrum, temperature).probabilities();
            return largestDifference(p, Sparsemax.of(spectrum, temperature));
        });
    }

    private static double kaniadakis() {
        RandomGenerator random = Samples.random(304);
        double largest = 0;
        for (double kappa : new double[] {0.2, 0.5, 0.8}) {
            double scale = Math.pow((1 - kappa) / (1 + kappa), 1 / (2 * kappa));
            double lambda = Math.sqrt(1 - kappa * kappa);
            for (int k = 0; k < 20; k++) {
                EnergySpectrum spectrum = Samples.spectrum(random, 24, 1);
                double temperature = 0.2 + random.nextDouble();
                GeneralisedState state = GeneralisedState.of(new Kaniadakis(kappa), spectrum, temperature);
                double[] p = state.probabilities();
                for (int j = 0; j < p.length; j++) {
                    double x = -(spectrum.level(j) - state.chemicalPotential()) / (lambda * temperature);
                    double root = Math.sqrt(1 + kappa * kappa * x * x);
                    // √(1 + κ²x²) + κx for κx < 0 is the reciprocal of √(1 + κ²x²) − κx.
                    double base = x > 0 ? root + kappa * x : 1 / (root - kappa * x);
                    largest = Math.max(largest, Math.abs(p[j] - scale * Math.pow(base, 1 / kappa)));
                }
            }
        }
        return largest;
    }

    private static double abeSymmetry() {
        return Samples.largest(305, 20, random -> {
            EnergySpectrum spectrum = Samples.spectrum(random, 24, 1);
            double temperature = 0.2 + random.nextDouble();
            double q = 0.2 + 0.6 * random.nextDouble();
            GeneralisedState state = GeneralisedState.of(new Abe(q), spectrum, temperature);
            double[] p = state.probabilities();
            double[] inverse =
                    GeneralisedState.of(new Abe(1 / q), spectrum, temperature).probabilities();
            double largest = largestDifference(p, inverse);
            for (int j = 0; j < p.length; j++) {
                double slope = -(q * Math.pow(p[j], q - 1) - Math.pow(p[j], 1 / q - 1) / q) / (q - 1 / q);
                double reduced = (spectrum.level(j) - state.chemicalPotential()) / temperature;
                largest = Math.max(largest, Math.abs(slope - reduced) / (1 + Math.abs(reduced)));
            }
            return largest;
        });
    }

    private static double jacobian() {
        EnergySpectrum spectrum = Samples.spectrum(Samples.random(306), 8, 1);
        return Samples.largest(OTHERS, entropy -> {
            GeneralisedState state = GeneralisedState.of(entropy, spectrum, 0.9);
            double[] inTemperature = new double[8];
            Arrays.setAll(
                    inTemperature,
                    j -> Samples.slope(
                            t -> GeneralisedState.of(entropy, spectrum, t).probabilities()[j], 0.9, 3e-4));
            double inEnergies = Samples.largestDifference(
                    state.jacobian(),
                    levels -> GeneralisedState.of(entropy, EnergySpectrum.of(levels), 0.9)
                            .probabilities(),
                    spectrum.levels(),
                    3e-4);
            return Math.max(inEnergies, largestDifference(inTemperature, state.temperatureDerivative()));
        });
    }

    private static double softmaxLimit() {
        double tsallis = Math.abs(orderOfLimit(h -> new Tsallis(1 + h)) - 1);
        double kaniadakis = Math.abs(orderOfLimit(Kaniadakis::new) - 2);
        double abe = Math.abs(orderOfLimit(h -> new Abe(Math.exp(h))) - 2);
        return Math.max(tsallis, Math.max(kaniadakis, abe));
    }

    private static double orderOfLimit(DoubleFunction<GeneralisedEntropy> family) {
        EnergySpectrum spectrum = Samples.spectrum(Samples.random(307), 16, 1);
        double[] softmax = spectrum.probabilities(1 / 0.7);
        DoubleUnaryOperator distance = h -> largestDifference(
                GeneralisedState.of(family.apply(h), spectrum, 0.7).probabilities(), softmax);
        return distance.applyAsDouble(0) < 1e-13
                ? Samples.order(distance.applyAsDouble(1e-2), distance.applyAsDouble(1e-3), 10)
                : Double.NaN;
    }

    private static ThermodynamicIdentities measured(GeneralisedEntropy entropy) {
        return measured(entropy, 1.3);
    }

    private static ThermodynamicIdentities measured(GeneralisedEntropy entropy, double temperature) {
        return ThermodynamicIdentities.measured(entropy, Samples.spectrum(Samples.random(308), 12, 1), temperature);
    }

    private static double surviving() {
        return Math.max(
                measured(new Shannon()).largestOfTheSurviving(),
                Samples.largest(OTHERS, entropy -> measured(entropy).largestOfTheSurviving()));
    }

    private static double broken() {
        List<Double> failures = new ArrayList<>();
        for (GeneralisedEntropy entropy : OTHERS) {
            List<ThermodynamicIdentities> atTemperatures = List.of(0.8, 1.3, 1.9).stream()
                    .map(temperature -> measured(entropy, temperature))
                    .toList();
            failures.add(Samples.largest(atTemperatures, ThermodynamicIdentities::canonicalFluctuation));
            failures.add(Samples.largest(atTemperatures, ThermodynamicIdentities::fisherIsVariance));
            failures.add(Samples.largest(atTemperatures, ThermodynamicIdentities::fisherIsHeat));
        }
        return Samples.outside(failures, 0.01, 10);
    }
}
