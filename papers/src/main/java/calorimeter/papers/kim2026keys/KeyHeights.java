// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.kim2026keys;

import static java.util.Objects.requireNonNull;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.physics.exact.GaussianRandomEnergies;
import calorimeter.physics.exact.TwoLevelSystem;
import calorimeter.statistics.classical.Median;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.scaling.PowerLaw;
import calorimeter.statistics.scaling.Saturation;
import calorimeter.statistics.scaling.ScalingFit;
import calorimeter.statistics.scaling.ScalingLaw;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// Heights of the highest C of a run, by its number of keys n, and laws fitted to their medians: n is the unit, so that
/// further seeds at one n do not narrow an interval over n.
///
/// @param heights by n
/// @param runs that have such a height
/// @param unfinished runs whose C was still rising at the end, or that had not learned the task
record KeyHeights(TreeMap<Integer, List<Double>> heights, List<RunEvidence> runs, int unfinished) {

    /// Peaks of random energies by n, costly to compute; a memory, not state.
    private static final Map<Integer, Double> NULLS = new ConcurrentHashMap<>();

    static final int DRAWS = 2000;
    static final int SEED = 61;

    /// Accuracy of a run that has learned the task, or memorised its null.
    static final double LEARNED = 0.99;

    /// @param accuracy column of the accuracy that says whether a run has learned
    static KeyHeights of(Evidence evidence, Arm arm, String accuracy) {
        TreeMap<Integer, List<Double>> heights = new TreeMap<>();
        List<RunEvidence> runs = new ArrayList<>();
        int unfinished = 0;
        for (RunEvidence run : evidence.runs(arm)) {
            OptionalDouble height = height(run, accuracy);
            OptionalDouble keys = run.number(RunEvidence.KEYS);
            if (height.isPresent() && keys.isPresent()) {
                runs.add(run);
                heights.computeIfAbsent((int) keys.getAsDouble(), n -> new ArrayList<>())
                        .add(height.getAsDouble());
            } else {
                unfinished++;
            }
        }
        return new KeyHeights(heights, List.copyOf(runs), unfinished);
    }

    /// The highest C of a run that learned the task and in which C fell afterwards.
    private static OptionalDouble height(RunEvidence run, String column) {
        double[] heat = run.series(SystemSize.COLUMN).values();
        double[] accuracy = run.series(column).values();
        int highest = 0;
        for (int row = 1; row < heat.length; row++) {
            highest = heat[row] > heat[highest] ? row : highest;
        }
        boolean inside = highest > 0 && highest < heat.length - 1;
        return inside && heat[highest] > 0 && accuracy[accuracy.length - 1] >= LEARNED
                ? OptionalDouble.of(heat[highest])
                : OptionalDouble.empty();
    }

    double median(int keys) {
        double[] values = requireNonNull(heights.get(keys)).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        return Median.of(values, 0.95).map(Estimate::value).orElseThrow();
    }

    /// A law fitted to the medians; it declines with fewer than four n.
    Answer<ScalingFit> fit(ScalingLaw law, double confidence) {
        return ScalingFit.of(
                law,
                heights.keySet().stream().mapToDouble(Integer::doubleValue).toArray(),
                heights.keySet().stream().mapToDouble(this::median).toArray(),
                confidence);
    }

    /// The greatest C that any scores of n keys have: [TwoLevelSystem] with one key against n − 1.
    static double bound(int keys) {
        TwoLevelSystem system = new TwoLevelSystem(1, 1, keys - 1);
        return system.specificHeat(system.specificHeatPeak());
    }

    /// The null: the peak of C of n keys with independent normal scores.
    static double randomEnergies(int keys) {
        return NULLS.computeIfAbsent(
                keys,
                n -> new GaussianRandomEnergies(n, 1)
                        .meanPeak(DRAWS, new SplittableRandom(SEED))
                        .specificHeat());
    }

    /// Growth, growth by a power of n, and growth that ends; each with an amplitude and one parameter.
    static List<ScalingLaw> laws() {
        return List.of(new BoundedGrowth(), new PowerLaw(), new Saturation());
    }

    /// y = a·B(n)^θ with B of [#bound]: θ = 0 stays finite, θ = 1 grows as ln²n/4.
    record BoundedGrowth() implements ScalingLaw {

        private static final double STEEPEST = 30;

        @Override
        public String formula() {
            return "y = a B(n)^θ";
        }

        @Override
        public double shape(double x, double parameter) {
            return StrictMath.pow(bound((int) Math.round(x)), parameter);
        }

        @Override
        public double parameter(double coordinate) {
            return coordinate;
        }

        @Override
        public Range search(double smallest, double largest) {
            return new Range(-STEEPEST, STEEPEST);
        }

        @Override
        public Range limits(double smallest, double largest) {
            return new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
    }
}
