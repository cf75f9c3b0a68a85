// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.sweep;

import calorimeter.report.figure.Milestone;
import calorimeter.statistics.classical.ClopperPearson;
import calorimeter.statistics.classical.KaplanMeier;
import calorimeter.statistics.classical.Lifetimes;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/// Runs of a sweep that differ in their seeds alone.
///
/// @param value place among the values of the axis
/// @param slice place among the slices
/// @param runs at least one
public record RunGroup(int value, int slice, List<SweptRun> runs) {

    static final double CONFIDENCE = 0.95;

    public RunGroup {
        runs = List.copyOf(runs);
    }

    int size() {
        return runs.size();
    }

    long generalised() {
        return runs.stream()
                .filter(run -> run.generalisation().step().isPresent())
                .count();
    }

    /// Runs of which a longer record would tell whether they have had it.
    long undecided(Function<SweptRun, Milestone> milestone) {
        return runs.stream().map(milestone).filter(Milestone::isUndecided).count();
    }

    /// Share of runs that generalised, with the interval of Clopper and Pearson.
    Estimate share() {
        return ClopperPearson.of((int) generalised(), size(), CONFIDENCE).orElseThrow();
    }

    /// Kaplan–Meier median of a milestone's step; runs without it are censored where they end. Declined if more than
    /// half have not had it.
    Answer<Estimate> median(Function<SweptRun, Milestone> milestone) {
        double[] times = new double[size()];
        boolean[] events = new boolean[size()];
        for (int i = 0; i < size(); i++) {
            Milestone of = milestone.apply(runs.get(i));
            times[i] = of.onset().knownAbsentUntil();
            events[i] = of.step().isPresent();
        }
        return KaplanMeier.of(Lifetimes.of(times, events), CONFIDENCE).median();
    }

    /// Those of the runs that have the number.
    double[] numbers(Function<SweptRun, OptionalDouble> number) {
        return runs.stream()
                .map(number)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .toArray();
    }
}
