// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import calorimeter.statistics.series.LogTime;
import calorimeter.statistics.series.SampledSeries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;

/// Runs with planted effects: accuracies that rise at chosen steps, and observables that are Gaussian bumps in log
/// time over a level, with a little white noise.
public final class SyntheticRuns {

    /// Other early warnings, which have nothing to tell.
    private static final List<String> RIVALS =
            List.of("weights.norm", "attention.entropy-spread", "attention.similarity", "gradient.norm", "train.loss");

    public static final double NOISE = 0.004;

    /// A run to be.
    ///
    /// @param memorised step, below `generalised`
    /// @param generalised step; infinite for a null
    /// @param peak step of the bump of C and V; infinite for none
    /// @param height of the bump above the level 1
    /// @param last logged step
    public record Design(
            Arm arm,
            int modulus,
            long seed,
            double memorised,
            double generalised,
            double peak,
            double height,
            double last) {

        public Design withPeak(double step) {
            return new Design(arm, modulus, seed, memorised, generalised, step, height, last);
        }

        public Design withHeight(double value) {
            return new Design(arm, modulus, seed, memorised, generalised, peak, value, last);
        }

        public Design memorisedAt(double step) {
            return new Design(arm, modulus, seed, step, generalised, peak, height, last);
        }

        public Design until(double step) {
            return new Design(arm, modulus, seed, memorised, generalised, peak, height, step);
        }

        /// The null of this run: same length, never generalises.
        public Design asNull(Arm as, double itsPeak) {
            return new Design(as, modulus, seed, memorised, Double.POSITIVE_INFINITY, itsPeak, height, last);
        }

        public Design as(Arm other, double generalisedAt) {
            return new Design(other, modulus, seed, memorised, generalisedAt, peak, height, last);
        }
    }

    private SyntheticRuns() {}

    /// A main run whose bump comes a fifth of a decade before generalisation.
    public static Design main(int modulus, long seed) {
        RandomGenerator random = new SplittableRandom(31L * modulus + seed);
        double memorised = 120 + 40 * random.nextDouble();
        double generalised = Math.round(memorised * Math.pow(10, 1.2 + 0.4 * random.nextDouble()));
        return new Design(
                Arm.MAIN, modulus, seed, memorised, generalised, generalised / 1.6, 1, 1.3 * generalised + 700);
    }

    public static List<Design> grid(int seeds, int... moduli) {
        List<Design> designs = new ArrayList<>();
        for (int modulus : moduli) {
            for (long seed = 0; seed < seeds; seed++) {
                designs.add(main(modulus, seed));
            }
        }
        return designs;
    }

    public static RunEvidence run(Design design) {
        return run(design, Map.of());
    }

    /// @param further columns as functions of the step, in place of the usual ones
    public static RunEvidence run(Design design, Map<String, DoubleUnaryOperator> further) {
        double[] steps = steps(design.last());
        Map<String, DoubleUnaryOperator> columns = new LinkedHashMap<>();
        columns.put(RunEvidence.TRAIN_ACCURACY, step -> step >= design.memorised() ? 1 : 0.3);
        columns.put(RunEvidence.TEST_ACCURACY, step -> accuracy(step, design.generalised()));
        columns.put(RunEvidence.SPECIFIC_HEAT, step -> 1 + design.height() * bump(step, design.peak()));
        columns.put(RunEvidence.READ_SPECIFIC_HEAT, step -> 1 + design.height() * bump(step, design.peak()));
        columns.put(RunEvidence.LANDSCAPE, step -> 2 + design.height() * bump(step, design.peak()));
        for (String rival : RIVALS) {
            columns.put(rival, step -> 3);
        }
        columns.put("ledger.work", step -> step);
        columns.put("ledger.heat", step -> 1);
        columns.put("ledger.closure", step -> 0);
        columns.put("ledger.entropy-production", step -> 0);
        columns.putAll(further);
        RandomGenerator random = new SplittableRandom(1009 * design.seed()
                + 17L * design.modulus()
                + design.arm().name().hashCode());
        Map<String, SampledSeries> series = new LinkedHashMap<>();
        columns.forEach((column, function) -> {
            boolean exact = column.endsWith("accuracy") || further.containsKey(column) || column.startsWith("ledger");
            double[] values = new double[steps.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = function.applyAsDouble(steps[i]) + (exact ? 0 : NOISE * random.nextGaussian());
            }
            series.put(column, SampledSeries.of(steps, values));
        });
        String name = design.arm().name() + "-p" + design.modulus() + "-s" + design.seed();
        return new RunEvidence(
                name, design.arm(), design.modulus(), design.seed(), 32, series, Map.of(), PeakRule.standard());
    }

    /// The same run with one value of one column missing.
    public static RunEvidence without(RunEvidence run, String column, int index) {
        SampledSeries whole = run.series(column);
        double[] steps = new double[whole.size() - 1];
        double[] values = new double[steps.length];
        for (int i = 0; i < steps.length; i++) {
            int from = i < index ? i : i + 1;
            steps[i] = whole.position(from);
            values[i] = whole.value(from);
        }
        Map<String, SampledSeries> series = new LinkedHashMap<>(run.allSeries());
        series.put(column, SampledSeries.of(steps, values));
        return new RunEvidence(
                run.run(), run.arm(), run.modulus(), run.seed(), run.headSize(), series, Map.of(), PeakRule.standard());
    }

    public static Evidence evidence(List<Design> designs) {
        return new Evidence(designs.stream().map(SyntheticRuns::run).toList(), List.of(), List.of(), Map.of());
    }

    /// Crosses 0.95 at the step of generalisation; one half at 0.8 of it.
    private static double accuracy(double step, double generalised) {
        return step >= generalised ? 1 : step >= 0.8 * generalised ? 0.6 : 0.05;
    }

    private static double bump(double step, double peak) {
        double distance = (LogTime.ofStep(step) - LogTime.ofStep(peak)) / 0.12;
        return Double.isInfinite(peak) ? 0 : Math.exp(-distance * distance / 2);
    }

    /// Every tenth step, and log-spaced ones below 100.
    private static double[] steps(double last) {
        List<Double> steps = new ArrayList<>();
        for (int step = 0; step < 40; step++) {
            steps.add((double) step);
        }
        for (int step = 40; step <= last; step += 10) {
            steps.add((double) step);
        }
        return steps.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
