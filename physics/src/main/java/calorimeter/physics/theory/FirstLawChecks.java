// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.theory;

import static calorimeter.physics.theory.Samples.largestDifference;
import static calorimeter.physics.theory.Samples.relative;
import static calorimeter.physics.theory.TheoryCheck.DERIVED;

import calorimeter.physics.action.Dissipation;
import calorimeter.physics.action.FirstLaw;
import calorimeter.physics.action.FirstLawLedger;
import calorimeter.physics.action.FirstLawStep;
import calorimeter.physics.action.Jarzynski;
import calorimeter.physics.action.LinearDiffusion;
import calorimeter.physics.action.Protocol;
import calorimeter.physics.action.ProtocolRun;
import calorimeter.physics.action.Trajectory;
import calorimeter.physics.action.WorkSample;
import calorimeter.physics.ensemble.EnergySpectrum;
import calorimeter.physics.information.FisherRao;
import calorimeter.physics.information.KullbackLeibler;
import java.util.List;
import java.util.random.RandomGenerator;

/// §4: the first law of information thermodynamics.
final class FirstLawChecks {

    private static final String KIM = "G. Kim, arXiv:2602.08216v1";
    private static final String JARZYNSKI = "Jarzynski, Phys. Rev. Lett. 78, 2690 (1997)";
    private static final double BETA = 1.3;

    private FirstLawChecks() {}

    static List<TheoryCheck> all() {
        return List.of(
                TheoryTopic.FIRST_LAW.check(
                        "closure",
                        "ΔU = δW + δQ for any two states",
                        "random occupations and levels, irreversible",
                        "n = 5, 10⁵ steps",
                        "|W + Q − U(end) + U(start)|, ends computed apart from the ledger",
                        1e-11,
                        KIM,
                        FirstLawChecks::closure),
                TheoryTopic.FIRST_LAW.check(
                        "rows",
                        "a step of many rows is the mean of the steps of each",
                        "random occupations and levels",
                        "3 rows of 2, 5 and 7 keys, 50 steps",
                        "largest difference of work, heat, ΔU and ΔS",
                        1e-14,
                        DERIVED,
                        FirstLawChecks::rows),
                TheoryTopic.FIRST_LAW.check(
                        "reversible-step",
                        "ΔS − βδQ = −Σ p δ³/12 + O(δ⁴) between Gibbs states",
                        "curved path of levels, one step of 10⁻² and 10⁻³",
                        "n = 5",
                        "difference from 1 of the measured order of the relative remainder",
                        0.1,
                        DERIVED,
                        FirstLawChecks::reversibleStep),
                TheoryTopic.FIRST_LAW.check(
                        "reversible-path",
                        "ΔS − βQ of a path in N reversible steps falls as N⁻²",
                        "curved path of levels, N = 50 and 500",
                        "n = 5",
                        "difference of the measured order from 2",
                        0.02,
                        DERIVED,
                        FirstLawChecks::reversiblePath),
                TheoryTopic.FIRST_LAW.check(
                        "quasi-static",
                        "W → ΔF as 1/N when the bath is touched N times",
                        "curved path, r = 0.6, N = 400 and 4000",
                        "n = 5",
                        "difference of the measured order of W − ΔF from 1",
                        0.02,
                        DERIVED,
                        FirstLawChecks::quasiStatic),
                TheoryTopic.FIRST_LAW.check(
                        "second-law",
                        "thermalisation produces KL(p‖p*) − KL(p′‖p*) ≥ 0",
                        "random occupations, levels and relaxations",
                        "n = 8, 500 cases",
                        "largest difference, and largest negative production",
                        1e-13,
                        DERIVED,
                        FirstLawChecks::secondLaw),
                TheoryTopic.FIRST_LAW.check(
                        "quasi-static-limit",
                        "Nβ(W − ΔF) → ((2 − r)/2r)∫β²Var(∂E/∂λ)dλ",
                        "curved path, N = 2000 and 4000 extrapolated",
                        "n = 5, r = 0.2, 0.6 and 1",
                        "largest relative difference",
                        1e-4,
                        "Nulton et al., J. Chem. Phys. 83, 334 (1985)",
                        FirstLawChecks::quasiStaticLimit),
                TheoryTopic.FIRST_LAW.check(
                        "quench",
                        "β(Σp(E′ − E) − ΔF) = KL(p‖p′) ≥ −2 ln cos(d/2) ≥ d²/4, equal for small steps but for a factor 2",
                        "Gaussian spectra, steps of size 1 and 10⁻³",
                        "n = 12, 200 pairs",
                        "largest relative difference of the two sides; a broken bound refutes",
                        1e-9,
                        DERIVED,
                        FirstLawChecks::quench),
                TheoryTopic.FIRST_LAW.check(
                        "crooks",
                        "P(forth)/P(back) = e^(β(W − ΔF)) for every trajectory",
                        "curved path, N = 3, r = 0.4",
                        "n = 5, all 625 trajectories",
                        "largest difference of the logarithms, and of ΣP from 1",
                        1e-12,
                        "Crooks, Phys. Rev. E 60, 2721 (1999)",
                        FirstLawChecks::crooks),
                TheoryTopic.FIRST_LAW.check(
                        "circulation",
                        "noise across the curvatures produces c²(h₁ − h₂)²/(det D (h₁ + h₂))",
                        "two parameters",
                        "h = 1 and 4, D = (1, 2; 0.9)",
                        "relative difference from tr(HD⁻¹HΣ) − tr H",
                        1e-14,
                        DERIVED,
                        FirstLawChecks::circulation),
                TheoryTopic.FIRST_LAW.check(
                        "circulation-seen",
                        "the same rate from the area that a path sweeps, a²tr(DΣ⁻¹)/det D",
                        "the same system, simulated",
                        "6·10⁵ steps of 0.005",
                        "relative difference of the estimate",
                        0.1,
                        DERIVED,
                        FirstLawChecks::circulationSeen),
                TheoryTopic.FIRST_LAW.check(
                        "dissipated-work",
                        "β(W − ΔF) = entropy produced + KL(p_N‖p*_N) ≥ 0, sudden to slow",
                        "curved path, N = 1 … 1000, r = 0 … 1",
                        "n = 5, 20 protocols",
                        "largest difference, also of the smallest production of a contact; largest negative dissipation",
                        1e-11,
                        DERIVED,
                        FirstLawChecks::dissipatedWork),
                TheoryTopic.FIRST_LAW.check(
                        "jarzynski",
                        "⟨e^(−β(W − ΔF))⟩ = 1 over all trajectories, sudden to slow",
                        "curved path, N = 1 … 1000, r = 0 … 1",
                        "n = 5, 20 protocols",
                        "largest difference from 1, by propagation",
                        1e-12,
                        JARZYNSKI,
                        FirstLawChecks::jarzynski),
                TheoryTopic.FIRST_LAW.check(
                        "jarzynski-sampled",
                        "⟨e^(−β(W − ΔF))⟩ = 1, its standard error from ⟨e^(−2β(W − ΔF))⟩, and ⟨W⟩ as in the ledger",
                        "curved path, N = 1, 5 and 40",
                        "n = 5, 10⁵ trajectories",
                        "largest |z| of the exponential average; 100 times the relative error of its standard error",
                        4,
                        JARZYNSKI,
                        FirstLawChecks::jarzynskiSampled));
    }

    private static EnergySpectrum levels(double lambda) {
        return EnergySpectrum.of(0, 1 + 0.8 * lambda, 1.5 - lambda * lambda, 0.7 * StrictMath.cos(2 * lambda), -0.5);
    }

    private static Protocol protocol(int steps, double relaxation) {
        return new Protocol(FirstLawChecks::levels, BETA, steps, relaxation);
    }

    private static List<Protocol> suddenToSlow() {
        return List.of(1, 2, 10, 100, 1000).stream()
                .flatMap(steps -> List.of(0.0, 0.1, 0.6, 1.0).stream().map(r -> protocol(steps, r)))
                .toList();
    }

    private static double closure() {
        RandomGenerator random = Samples.random(501);
        FirstLawLedger ledger = FirstLawLedger.EMPTY;
        double[] p = Samples.distribution(random, 5);
        double[] e = Samples.gaussian(random, 5, 1);
        double start = meanEnergy(p, e);
        for (int k = 0; k < 100_000; k++) {
            double[] nextP = Samples.distribution(random, 5);
            double[] nextE = Samples.gaussian(random, 5, 1);
            ledger = ledger.after(FirstLaw.step(p, e, nextP, nextE, BETA));
            p = nextP;
            e = nextE;
        }
        return Math.abs(ledger.work() + ledger.heat() - meanEnergy(p, e) + start);
    }

    private static double meanEnergy(double[] p, double[] e) {
        double sum = 0;
        for (int j = 0; j < p.length; j++) {
            sum += p[j] * e[j];
        }
        return sum;
    }

    private static double rows() {
        int[] offsets = {0, 2, 7, 14};
        return Samples.largest(504, 50, random -> {
            double[][] parts = new double[4][14];
            FirstLawLedger sum = FirstLawLedger.EMPTY;
            for (int r = 0; r < 3; r++) {
                int keys = offsets[r + 1] - offsets[r];
                double[][] row = {
                    Samples.distribution(random, keys), Samples.gaussian(random, keys, 1),
                    Samples.distribution(random, keys), Samples.gaussian(random, keys, 1)
                };
                for (int part = 0; part < 4; part++) {
                    System.arraycopy(row[part], 0, parts[part], offsets[r], keys);
                }
                sum = sum.after(FirstLaw.step(row[0], row[1], row[2], row[3], BETA));
            }
            FirstLawStep step = FirstLaw.step(parts[0], parts[1], parts[2], parts[3], offsets, BETA);
            return largestDifference(
                    new double[] {3 * step.work(), 3 * step.heat(), 3 * step.energyChange(), 3 * step.entropyChange()},
                    new double[] {sum.work(), sum.heat(), sum.energyChange(), sum.entropyChange()});
        });
    }

    private static double reversibleStep() {
        return Math.abs(Samples.order(stepRemainder(1e-2), stepRemainder(1e-3), 10) - 1);
    }

    /// (ΔS − βδQ)/(−Σpδ³/12) − 1.
    private static double stepRemainder(double h) {
        double[] before = levels(0.3).probabilities(BETA);
        double[] after = levels(0.3 + h).probabilities(BETA);
        FirstLawStep step = FirstLaw.step(
                before, levels(0.3).levels(), after, levels(0.3 + h).levels(), BETA);
        double leading = 0;
        for (int j = 0; j < before.length; j++) {
            leading -= before[j] * Math.pow(StrictMath.log(after[j] / before[j]), 3) / 12;
        }
        return step.entropyProduction() / leading - 1;
    }

    private static double reversiblePath() {
        double coarse = protocol(50, 1).reversible().entropyProduction();
        double fine = protocol(500, 1).reversible().entropyProduction();
        return Math.abs(Samples.order(coarse, fine, 10) - 2);
    }

    private static double quasiStatic() {
        double coarse = protocol(400, 0.6).run().dissipatedWork();
        double fine = protocol(4000, 0.6).run().dissipatedWork();
        return Math.abs(Samples.order(coarse, fine, 10) - 1);
    }

    private static double quasiStaticLimit() {
        return Samples.largest(List.of(0.2, 0.6, 1.0), r -> {
            double coarse = 2000 * BETA * protocol(2000, r).run().dissipatedWork();
            double fine = 4000 * BETA * protocol(4000, r).run().dissipatedWork();
            return relative(2 * fine - coarse, protocol(1, r).quasiStaticDissipation());
        });
    }

    private static double quench() {
        return Samples.largest(505, 200, random -> {
            EnergySpectrum before = Samples.spectrum(random, 12, 1);
            double[] step = Samples.gaussian(random, 12, 1);
            EnergySpectrum after = EnergySpectrum.of(Samples.moved(before.levels(), step, 1));
            EnergySpectrum near = EnergySpectrum.of(Samples.moved(before.levels(), step, 1e-3));
            double[] p = before.probabilities(BETA);
            Dissipation large = Dissipation.of(p, after.probabilities(BETA));
            Dissipation small = Dissipation.of(p, near.probabilities(BETA));
            boolean bounded = large.divergence() >= large.overlapBound()
                    && large.overlapBound() >= large.distanceBound()
                    && relative(small.divergence(), 2 * small.distanceBound()) < 0.01
                    && relative(small.overlapBound(), small.distanceBound()) < 1e-4;
            return bounded ? relative(Dissipation.excessWork(before, after, BETA), large.divergence()) : Double.NaN;
        });
    }

    private static double crooks() {
        Protocol protocol = protocol(3, 0.4);
        double largest = 0;
        double forth = 0;
        double back = 0;
        for (int code = 0; code < 625; code++) {
            Trajectory way = new Trajectory(protocol, code % 5, code / 5 % 5, code / 25 % 5, code / 125);
            double dissipated = BETA * (way.work() - protocol.freeEnergyChange());
            largest = Math.max(largest, Math.abs(way.logForth() - way.logBack() - dissipated));
            forth += Math.exp(way.logForth());
            back += Math.exp(way.logBack());
        }
        return Samples.largest(List.of(largest, Math.abs(forth - 1), Math.abs(back - 1)));
    }

    /// h = (1, 4), D = (1, 0.9; 0.9, 2): Σ = 2D_ij/(h_i + h_j).
    private static double circulation() {
        double rate = new LinearDiffusion(1, 4, 1, 2, 0.9).entropyProduction();
        double determinant = 2 - 0.81;
        double expected = (2 * 1 + 16 * 0.5 - 2 * 4 * 0.9 * 0.36) / determinant - 5;
        return relative(rate, expected);
    }

    private static double circulationSeen() {
        RandomGenerator random = Samples.random(506);
        double interval = 0.005;
        double[][] path = new double[600_000][2];
        for (int k = 1; k < path.length; k++) {
            double first = Math.sqrt(2 * interval) * random.nextGaussian();
            double second = Math.sqrt(2 * interval) * random.nextGaussian();
            path[k][0] = path[k - 1][0] * (1 - interval) + first;
            path[k][1] = path[k - 1][1] * (1 - 4 * interval) + 0.9 * first + Math.sqrt(2 - 0.81) * second;
        }
        double rate = new LinearDiffusion(1, 4, 1, 2, 0.9).entropyProduction();
        return relative(LinearDiffusion.estimatedEntropyProduction(path, interval), rate);
    }

    private static double secondLaw() {
        return Samples.largest(502, 500, random -> {
            EnergySpectrum spectrum = Samples.spectrum(random, 8, 1);
            double[] gibbs = spectrum.probabilities(BETA);
            double[] p = Samples.distribution(random, 8);
            double[] relaxed = new double[8];
            double r = random.nextDouble();
            for (int j = 0; j < 8; j++) {
                relaxed[j] = (1 - r) * p[j] + r * gibbs[j];
            }
            double production = FirstLaw.step(p, spectrum.levels(), relaxed, spectrum.levels(), BETA)
                    .entropyProduction();
            double expected = KullbackLeibler.divergence(p, gibbs) - KullbackLeibler.divergence(relaxed, gibbs);
            return Math.max(Math.abs(production - expected), -production);
        });
    }

    private static double dissipatedWork() {
        return Samples.largest(suddenToSlow(), protocol -> {
            ProtocolRun run = protocol.run();
            double produced = run.ledger().entropyProduction()
                    + KullbackLeibler.divergence(run.distribution(), levels(1).probabilities(BETA));
            double dissipated = BETA * run.dissipatedWork();
            return Samples.largest(List.of(
                    Math.abs(dissipated - produced),
                    -Math.min(0, dissipated),
                    Math.abs(run.smallestEntropyProduction() - smallestProduction(protocol))));
        });
    }

    /// The least that KL(p‖p*) falls by in a contact with the bath.
    private static double smallestProduction(Protocol protocol) {
        double[] p = levels(0).probabilities(BETA);
        double smallest = Double.POSITIVE_INFINITY;
        for (int k = 1; k <= protocol.steps(); k++) {
            double[] gibbs = levels((double) k / protocol.steps()).probabilities(BETA);
            double[] relaxed = FisherRao.mixtureGeodesic(p, gibbs, protocol.relaxation());
            double fall = KullbackLeibler.divergence(p, gibbs) - KullbackLeibler.divergence(relaxed, gibbs);
            smallest = Math.min(smallest, fall);
            p = relaxed;
        }
        return smallest;
    }

    private static double jarzynski() {
        return Samples.largest(suddenToSlow(), protocol -> Math.abs(Jarzynski.exactMoment(protocol, 1) - 1));
    }

    private static double jarzynskiSampled() {
        RandomGenerator random = Samples.random(503);
        return Samples.largest(List.of(1, 5, 40), steps -> {
            Protocol protocol = protocol(steps, 0.5);
            WorkSample sample = Jarzynski.sample(protocol, 100_000, random);
            // A mean work off by a tenth of what is typical would be many standard errors.
            double ledger = protocol.run().ledger().work();
            double error = Math.sqrt((Jarzynski.exactMoment(protocol, 2) - 1) / 100_000);
            double z = Math.max(Math.abs(sample.z()), 100 * relative(sample.standardError(), error));
            return relative(sample.meanWork(), ledger) < 0.1 ? z : Double.NaN;
        });
    }
}
