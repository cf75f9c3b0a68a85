// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import calorimeter.statistics.series.SampledSeries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;

/// Sweeps with planted thresholds, exponents, regimes, crossings and susceptibilities.
public final class SyntheticSweeps {

    public static final int BUDGET = 20_000;
    public static final List<Double> DECAYS =
            List.of(0.002, 0.005, 0.01, 0.015, 0.02, 0.03, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 10.0);
    public static final double COLLAPSE = 5;

    private SyntheticSweeps() {}

    public static Evidence evidence(List<RunEvidence> runs) {
        return new Evidence(runs, List.of(), List.of(), Map.of(Arm.SWEPT, runs.size()));
    }

    /// What is planted in a sweep of the weight decay.
    ///
    /// @param threshold at which half of the runs generalise
    /// @param steepness of the logistic, per e-fold
    /// @param exponent ν of the time, whose own threshold is half of the other
    /// @param scatter of ln t
    public record Plant(double threshold, double steepness, double exponent, double scatter) {

        public static final Plant PUBLISHED = new Plant(0.0158, 4, 0.757, 0.05);
    }

    public static List<RunEvidence> decays(Plant plant, int seeds) {
        return decays(plant, seeds, DECAYS, decay -> 0.5, 0.01);
    }

    /// @param observable mean of s̄ at the end, by λ
    /// @param noise of it
    public static List<RunEvidence> decays(
            Plant plant, int seeds, List<Double> decays, DoubleUnaryOperator observable, double noise) {
        Ends ends = (decay, generalised) -> observable.applyAsDouble(decay);
        return decays(plant, seeds, decays, ends, noise, new SplittableRandom(4));
    }

    /// Mean of an observable at the end of a run.
    public interface Ends {
        double mean(double decay, boolean generalised);
    }

    /// A sweep whose observable may know how the run ended.
    public static List<RunEvidence> decays(
            Plant plant, int seeds, List<Double> decays, Ends ends, double noise, RandomGenerator random) {
        List<RunEvidence> runs = new ArrayList<>();
        for (double decay : decays) {
            for (long seed = 0; seed < seeds; seed++) {
                double odds = Math.pow(decay / plant.threshold(), plant.steepness());
                boolean generalises = decay < COLLAPSE && random.nextDouble() < odds / (1 + odds);
                double time = 150
                        * Math.pow(Math.max(decay - plant.threshold() / 2, 1e-3), -plant.exponent())
                        * Math.exp(plant.scatter() * random.nextGaussian());
                double end = ends.mean(decay, generalises) + noise * random.nextGaussian();
                runs.add(decayed(decay, seed, generalises ? time : Double.POSITIVE_INFINITY, end));
            }
        }
        return runs;
    }

    /// One run of a sweep of the weight decay.
    public static RunEvidence decayed(double decay, long seed, double generalised, double observable) {
        double[] steps = new double[BUDGET / 10 + 1];
        double[] test = new double[steps.length];
        double[] heads = new double[steps.length];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = 10 * i;
            test[i] = steps[i] >= generalised ? 1 : 0.1;
            heads[i] = observable;
        }
        Map<String, SampledSeries> series = new LinkedHashMap<>();
        series.put(RunEvidence.TRAIN_ACCURACY, SampledSeries.of(steps, test));
        series.put(RunEvidence.TEST_ACCURACY, SampledSeries.of(steps, test));
        series.put("attention.similarity", SampledSeries.of(steps, heads));
        series.put("attention.entropy-spread", SampledSeries.of(steps, heads));
        return new RunEvidence(
                "wd" + decay + "-s" + seed,
                Arm.SWEPT,
                97,
                seed,
                32,
                series,
                Map.of(RunEvidence.WEIGHT_DECAY, decay, RunEvidence.TRAIN_FRACTION, 0.5),
                PeakRule.standard());
    }

    /// Mean and standard deviation of m at a modulus and a train fraction.
    public interface Contrasts {
        double mean(int modulus, double fraction);

        double deviation(int modulus, double fraction);
    }

    public static List<RunEvidence> contrasts(Contrasts of, int seeds, List<Integer> moduli, List<Double> fractions) {
        SplittableRandom random = new SplittableRandom(6);
        List<RunEvidence> runs = new ArrayList<>();
        for (int modulus : moduli) {
            for (double fraction : fractions) {
                for (long seed = 0; seed < seeds; seed++) {
                    double m = of.mean(modulus, fraction) + of.deviation(modulus, fraction) * random.nextGaussian();
                    runs.add(contrasted(modulus, fraction, seed, m));
                }
            }
        }
        return runs;
    }

    /// One run of a sweep of modulus and train fraction.
    public static RunEvidence contrasted(int modulus, double fraction, long seed, double contrast) {
        SampledSeries none = SampledSeries.of(new double[] {0, 1}, new double[] {0, 0});
        return new RunEvidence(
                "p" + modulus + "-f" + fraction + "-s" + seed,
                Arm.SWEPT,
                modulus,
                seed,
                32,
                Map.of(RunEvidence.TRAIN_ACCURACY, none, RunEvidence.TEST_ACCURACY, none),
                Map.of(RunEvidence.TRAIN_FRACTION, fraction, "head-tail-contrast", contrast),
                PeakRule.standard());
    }
}
