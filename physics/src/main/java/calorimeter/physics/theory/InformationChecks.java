// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.theory;

import static calorimeter.physics.theory.Samples.largestDifference;
import static calorimeter.physics.theory.Samples.relative;
import static calorimeter.physics.theory.TheoryCheck.DERIVED;
import static calorimeter.physics.theory.TheoryCheck.KIM;

import calorimeter.physics.attention.FisherMetric;
import calorimeter.physics.ensemble.CanonicalState;
import calorimeter.physics.ensemble.EnergySpectrum;
import calorimeter.physics.information.DualMinimisation;
import calorimeter.physics.information.FisherRao;
import calorimeter.physics.information.FreeEnergyFunctional;
import calorimeter.physics.information.FreeEnergyMinimisers;
import calorimeter.physics.information.KullbackLeibler;
import calorimeter.physics.information.Minimisation;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// §2: softmax from the free-energy principle.
final class InformationChecks {

    private static final String AMARI = "Amari, Information Geometry and Its Applications (2016)";
    private static final double TEMPERATURE = 0.8;

    private InformationChecks() {}

    static List<TheoryCheck> all() {
        return List.of(
                TheoryTopic.INFORMATION.check(
                        "certificate",
                        "F_T[p] − F = T·KL(p‖softmax)",
                        "Gaussian spectra, random interior p",
                        "n = 32, 500 pairs",
                        "largest difference of the two sides, relative to T + |F|",
                        1e-13,
                        KIM,
                        InformationChecks::certificate),
                TheoryTopic.INFORMATION.check(
                        "mirror-descent",
                        "mirror descent ends at softmax, ln(p_k/p*) = (1 − ηT)^k ln(p₀/p*) + const",
                        "random interior starts",
                        "n = 32, 50 starts",
                        "largest difference from softmax, and of p₇ from the closed form",
                        1e-12,
                        "Beck & Teboulle (2003); contraction derived in docs/theory.md",
                        InformationChecks::mirrorDescent),
                TheoryTopic.INFORMATION.check(
                        "natural-gradient",
                        "g·φ = ∂F/∂θ at p = softmax(θ): the mirror step is the natural gradient",
                        "random θ",
                        "n = 12",
                        "largest difference from the finite difference of F_T[softmax(θ)]",
                        1e-10,
                        "Amari, Neural Comput. 10, 251 (1998)",
                        InformationChecks::naturalGradient),
                TheoryTopic.INFORMATION.check(
                        "dual-newton",
                        "Newton on the dual ends at softmax with μ = F + T",
                        "random interior starts",
                        "n = 32, 100 starts",
                        "largest difference of p and of μ",
                        1e-12,
                        DERIVED,
                        InformationChecks::dualNewton),
                TheoryTopic.INFORMATION.check(
                        "second-variation",
                        "d²F_T/dε² along δp is T Σ δp²/p",
                        "random p and directions",
                        "n = 16, 50 pairs",
                        "against the finite difference of F_T, relative",
                        1e-6,
                        KIM,
                        InformationChecks::secondVariation),
                TheoryTopic.INFORMATION.check(
                        "variation-is-metric",
                        "for δp = g·δs the second variation is T δsᵀg δs",
                        "random scores and directions",
                        "n = 16, 50 pairs",
                        "largest relative difference",
                        1e-12,
                        KIM,
                        InformationChecks::variationIsMetric),
                TheoryTopic.INFORMATION.check(
                        "distance",
                        "d(p, r) = 2 arccos Σ√(pr) is the length of the great circle ∫√(Σ ṗ²/p) dt",
                        "random pairs, the geodesic cut in 200",
                        "n = 8, 5 pairs",
                        "relative difference from the speed integrated along the geodesic",
                        1e-8,
                        AMARI,
                        InformationChecks::distance),
                TheoryTopic.INFORMATION.check(
                        "e-geodesic",
                        "the e-geodesic between Gibbs states at β₁ and β₂ is the Gibbs state at (1 − t)β₁ + tβ₂",
                        "Gaussian spectra",
                        "n = 32, 50 triples",
                        "largest difference of the probabilities",
                        1e-13,
                        AMARI,
                        InformationChecks::exponentialGeodesic),
                TheoryTopic.INFORMATION.check(
                        "m-geodesic",
                        "averages move evenly along the m-geodesic from p to r: ⟨f⟩_t = ⟨f⟩_p + t(⟨f⟩_r − ⟨f⟩_p)",
                        "random pairs, random f",
                        "n = 8, 50 triples",
                        "largest difference of ⟨f⟩",
                        1e-14,
                        AMARI,
                        InformationChecks::mixtureGeodesic),
                TheoryTopic.INFORMATION.check(
                        "pythagoras",
                        "KL(p‖p_β) = KL(p‖p_β′) + KL(p_β′‖p_β) when U(β′) = ⟨E⟩_p",
                        "random p, β′ from its energy",
                        "n = 16, 50 cases",
                        "relative difference of the two sides",
                        1e-10,
                        AMARI,
                        InformationChecks::pythagoras));
    }

    private static FreeEnergyFunctional functional(RandomGenerator random, int size) {
        return new FreeEnergyFunctional(Samples.spectrum(random, size, 1.2), TEMPERATURE);
    }

    private static double certificate() {
        return Samples.largest(201, 500, random -> {
            FreeEnergyFunctional functional = functional(random, 32);
            double[] p = Samples.distribution(random, 32);
            double excess = functional.value(p) - functional.minimum();
            double scale = TEMPERATURE + Math.abs(functional.minimum());
            return Math.abs(excess - functional.certificate(p)) / scale;
        });
    }

    private static double mirrorDescent() {
        return Samples.largest(202, 50, random -> {
            FreeEnergyFunctional functional = functional(random, 32);
            double[] start = Samples.distribution(random, 32);
            double step = 1.5 * random.nextDouble() / TEMPERATURE + 0.2;
            Minimisation end = FreeEnergyMinimisers.mirrorDescent(functional, start, step, 1e-28, 2000);
            double[] gibbs = functional.spectrum().probabilities(1 / TEMPERATURE);
            double[] seventh = FreeEnergyMinimisers.mirrorDescent(functional, start, step, 0, 7)
                    .distribution();
            double remaining = Math.pow(1 - step * TEMPERATURE, 7);
            double[] predicted = FisherRao.exponentialGeodesic(start, gibbs, 1 - remaining);
            return Math.max(largestDifference(end.distribution(), gibbs), largestDifference(seventh, predicted));
        });
    }

    private static double naturalGradient() {
        RandomGenerator random = Samples.random(203);
        FreeEnergyFunctional functional = functional(random, 12);
        double[] scores = Samples.gaussian(random, 12, 1);
        double[] p = EnergySpectrum.of(scores).probabilities(-1);
        double[] gradient = FisherMetric.ofScores(scores).times(functional.chemicalPotentials(p));
        return Samples.largestDifference(
                new double[][] {gradient},
                moved -> new double[] {functional.value(EnergySpectrum.of(moved).probabilities(-1))},
                scores,
                1e-3);
    }

    private static double dualNewton() {
        return Samples.largest(204, 100, random -> {
            FreeEnergyFunctional functional = functional(random, 32);
            DualMinimisation end =
                    FreeEnergyMinimisers.dualNewton(functional, Samples.distribution(random, 32), 1e-14, 500);
            double[] gibbs = functional.spectrum().probabilities(1 / TEMPERATURE);
            return Math.max(
                    largestDifference(end.occupation(), gibbs),
                    Math.abs(end.chemicalPotential() - functional.minimum() - TEMPERATURE));
        });
    }

    private static double secondVariation() {
        return Samples.largest(205, 50, random -> {
            FreeEnergyFunctional functional = functional(random, 16);
            double[] p = Samples.distribution(random, 16);
            double[] change = FisherMetric.at(p).times(Samples.gaussian(random, 16, 1));
            double curvature = Samples.curvature(e -> functional.value(Samples.moved(p, change, e)), 0, 1e-2);
            return relative(functional.secondVariation(p, change), curvature);
        });
    }

    private static double variationIsMetric() {
        return Samples.largest(206, 50, random -> {
            FreeEnergyFunctional functional = functional(random, 16);
            FisherMetric metric = FisherMetric.at(functional.equilibrium());
            double[] direction = Samples.gaussian(random, 16, 1);
            double variation = functional.secondVariation(functional.equilibrium(), metric.times(direction));
            return relative(variation, TEMPERATURE * metric.squaredLength(direction));
        });
    }

    private static double distance() {
        int pieces = 200;
        return Samples.largest(207, 5, random -> {
            double[] p = Samples.distribution(random, 8);
            double[] r = Samples.distribution(random, 8);
            double length = 0;
            for (int i = 0; i < pieces; i++) {
                double t = (i + 0.5) / pieces;
                double[] velocity = new double[8];
                Arrays.setAll(velocity, j -> Samples.slope(s -> FisherRao.geodesic(p, r, s)[j], t, 1e-3));
                length += Math.sqrt(FisherRao.squaredSpeed(FisherRao.geodesic(p, r, t), velocity)) / pieces;
            }
            return relative(FisherRao.distance(p, r), length);
        });
    }

    private static double exponentialGeodesic() {
        return Samples.largest(208, 50, random -> {
            EnergySpectrum spectrum = Samples.spectrum(random, 32, 1);
            double from = 2 * random.nextDouble();
            double to = 2 * random.nextDouble();
            double t = random.nextDouble();
            double[] point = FisherRao.exponentialGeodesic(spectrum.probabilities(from), spectrum.probabilities(to), t);
            return largestDifference(point, spectrum.probabilities((1 - t) * from + t * to));
        });
    }

    private static double mixtureGeodesic() {
        return Samples.largest(210, 50, random -> {
            double[] f = Samples.gaussian(random, 8, 1);
            double[] p = Samples.distribution(random, 8);
            double[] r = Samples.distribution(random, 8);
            double t = 0.4 * random.nextDouble();
            double start = Samples.mean(f, p);
            double expected = start + t * (Samples.mean(f, r) - start);
            return Math.abs(Samples.mean(f, FisherRao.mixtureGeodesic(p, r, t)) - expected);
        });
    }

    private static double pythagoras() {
        return Samples.largest(209, 50, random -> {
            EnergySpectrum spectrum = Samples.spectrum(random, 16, 1);
            double[] p = Samples.distribution(random, 16);
            double beta = CanonicalState.ofMeanEnergy(spectrum, Samples.mean(spectrum.levels(), p))
                    .beta();
            double[] projection = spectrum.probabilities(beta);
            double[] gibbs = spectrum.probabilities(1);
            double legs = KullbackLeibler.divergence(p, projection) + KullbackLeibler.divergence(projection, gibbs);
            return relative(legs, KullbackLeibler.divergence(p, gibbs));
        });
    }
}
