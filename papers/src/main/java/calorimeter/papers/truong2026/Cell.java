// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.truong2026;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.statistics.estimate.Samples;
import calorimeter.statistics.series.SampledSeries;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/// The finished runs of one arm at one modulus whose knobs stand alike, by rising seed.
///
/// @param runs one a seed
record Cell(Knobs knobs, List<RunEvidence> runs) {

    /// Names of what a run's settings say of its knobs, see [RunEvidence#number]; a free norm has no ratio.
    static final String RATIO = "clamp.ratio";

    static final String TEMPERATURE = "output-temperature";

    static final String ATTENTION_TEMPERATURE = "attention-temperature";

    static final String LOGIT_SCALE = "logits.scale";
    static final String NORM = "weights.norm.matrices";

    /// Test accuracy at which the source says that a run has grokked.
    static final double LEVEL = 0.9;

    Cell {
        runs = runs.stream().sorted(Comparator.comparingLong(RunEvidence::seed)).toList();
    }

    static Cell of(Evidence evidence, Arm arm, int modulus, Knobs knobs) {
        return new Cell(
                knobs,
                evidence.runs(arm).stream()
                        .filter(run -> run.modulus() == modulus)
                        .filter(run -> knobsOf(run).equals(knobs))
                        .toList());
    }

    static Knobs knobsOf(RunEvidence run) {
        return new Knobs(
                run.number(RATIO).orElse(0),
                run.number(TEMPERATURE).orElse(1),
                run.number(ATTENTION_TEMPERATURE).orElse(1));
    }

    /// T_grok: the first logged step with test accuracy of at least [#LEVEL]; rows are 25 steps apart.
    static OptionalDouble delay(RunEvidence run) {
        SampledSeries accuracy = run.series(RunEvidence.TEST_ACCURACY);
        for (int i = 0; i < accuracy.size(); i++) {
            if (accuracy.value(i) >= LEVEL) {
                return OptionalDouble.of(accuracy.position(i));
            }
        }
        return OptionalDouble.empty();
    }

    /// The value of a column at the logged step nearest to a step; the last one of a run that ended before.
    static double at(RunEvidence run, String column, double step) {
        SampledSeries series = run.series(column);
        int nearest = 0;
        for (int i = 1; i < series.size(); i++) {
            if (Math.abs(series.position(i) - step) < Math.abs(series.position(nearest) - step)) {
                nearest = i;
            }
        }
        return series.value(nearest);
    }

    /// The same with the runs of some seeds only, one for each place in the list.
    Cell withSeeds(long[] seeds) {
        return new Cell(
                knobs,
                Arrays.stream(seeds)
                        .mapToObj(seed -> runs.stream()
                                .filter(run -> run.seed() == seed)
                                .findFirst()
                                .orElseThrow())
                        .toList());
    }

    boolean has(long seed) {
        return runs.stream().anyMatch(run -> run.seed() == seed);
    }

    /// Delays in the order of the runs; infinite for a run that has not grokked.
    double[] delays() {
        return runs.stream()
                .mapToDouble(run -> delay(run).orElse(Double.POSITIVE_INFINITY))
                .toArray();
    }

    int grokked() {
        return (int) runs.stream().filter(run -> delay(run).isPresent()).count();
    }

    /// A column's value at T_grok, for each run that has grokked.
    double[] atDelays(String column) {
        return runs.stream()
                .filter(run -> delay(run).isPresent() && run.records(column))
                .mapToDouble(run -> at(run, column, delay(run).orElseThrow()))
                .toArray();
    }

    /// Infinite when half or more of the runs have not grokked.
    double medianDelay() {
        return Samples.median(delays());
    }

    /// Mean over the runs of the logit scale at their median delay; NaN where there is none.
    double logitScale() {
        double step = medianDelay();
        return Double.isFinite(step)
                ? runs.stream()
                        .mapToDouble(run -> at(run, LOGIT_SCALE, step))
                        .average()
                        .orElse(Double.NaN)
                : Double.NaN;
    }
}
