// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.verma2026;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.statistics.estimate.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Runs of the arm [Arm#SWEPT] by weight decay λ, in rising order.
final class DecaySweep {

    private final List<Group> groups;
    private final double collapse;

    record Group(double weightDecay, List<RunEvidence> runs) {

        public Group {
            runs = List.copyOf(runs);
        }

        int generalised() {
            return (int) runs.stream().filter(RunEvidence::hasGeneralised).count();
        }

        /// Step of generalisation of each run; infinite for one that did not within its budget.
        double[] times() {
            return runs.stream()
                    .mapToDouble(run -> run.generalisedAt().orElse(Double.POSITIVE_INFINITY))
                    .toArray();
        }

        /// The last recorded value of a column in each run that has it.
        double[] last(String column) {
            return runs.stream()
                    .filter(run -> run.records(column))
                    .map(run -> run.series(column))
                    .mapToDouble(series -> series.value(series.size() - 1))
                    .toArray();
        }

        /// Median of [#times]; infinite when half or more of the runs are censored.
        double medianTime() {
            return Samples.median(times());
        }
    }

    private DecaySweep(List<Group> groups, double collapse) {
        this.groups = groups;
        this.collapse = collapse;
    }

    /// @param collapse the λ from which on training collapses
    static DecaySweep of(Evidence evidence, double collapse) {
        Map<Double, List<RunEvidence>> byDecay = new TreeMap<>();
        for (RunEvidence run : evidence.runs(Arm.SWEPT)) {
            run.number(RunEvidence.WEIGHT_DECAY)
                    .ifPresent(decay -> byDecay.computeIfAbsent(decay, key -> new ArrayList<>())
                            .add(run));
        }
        List<Group> groups = new ArrayList<>();
        byDecay.forEach((decay, runs) -> groups.add(new Group(decay, runs)));
        return new DecaySweep(List.copyOf(groups), collapse);
    }

    List<Group> groups() {
        return groups;
    }

    /// The groups with 0 < λ < collapse, across which P(grok) rises.
    List<Group> transition() {
        return groups.stream()
                .filter(group -> group.weightDecay() > 0 && group.weightDecay() < collapse)
                .toList();
    }

    List<Group> collapsed() {
        return groups.stream().filter(group -> group.weightDecay() >= collapse).toList();
    }

    static List<RunEvidence> runs(List<Group> of) {
        return of.stream().flatMap(group -> group.runs().stream()).toList();
    }
}
