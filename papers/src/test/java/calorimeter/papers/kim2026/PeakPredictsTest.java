// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.kim2026;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Grounds.Detail;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.claim.Searches;
import calorimeter.papers.claim.SyntheticRuns;
import calorimeter.papers.claim.SyntheticRuns.Design;
import calorimeter.papers.claim.Verdict;
import calorimeter.papers.claim.Verdicts;
import calorimeter.statistics.series.LogTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class PeakPredictsTest {

    private static final PeakPredicts PREDICTION = new PeakPredicts(Searches.ONLINE, 0.3);

    private static Verdict verdict(List<Design> designs) {
        return Verdicts.of(PREDICTION, SyntheticRuns.evidence(designs));
    }

    @Test
    void aPeakAtAFixedLeadSupports() {
        Verdict verdict = verdict(SyntheticRuns.grid(8, 23, 31, 53));
        assertThat(verdict).isInstanceOf(Verdict.Supported.class);
        assertThat(Verdicts.grounds(verdict).estimate().value()).isGreaterThan(0.8);
    }

    @Test
    void aPeakThatComesLateWhenGeneralisationComesEarlyRefutes() {
        List<Design> designs = SyntheticRuns.grid(10, 23, 31, 53).stream()
                .map(design -> design.withPeak(1.6e6 / design.generalised()))
                .toList();
        assertThat(verdict(designs)).isInstanceOf(Verdict.Refuted.class);
    }

    @Test
    void aPeakAnywhereBeforeIsNotTakenForAForecast() {
        SplittableRandom random = new SplittableRandom(5);
        List<Design> designs = SyntheticRuns.grid(8, 23, 31, 53).stream()
                .map(design -> design.withPeak(design.memorised() * (1 + 3 * random.nextDouble())))
                .toList();
        assertThat(verdict(designs)).isNotInstanceOf(Verdict.Supported.class);
    }

    /// Peaks and generalisation are as late as the modulus says, in an order that is not that of p, and
    /// independent within each: pooled they correlate, given p they do not.
    @Test
    void whatTheModulusAloneSaysDoesNotSupport() {
        SplittableRandom random = new SplittableRandom(11);
        double[] late = {1, 3, 1.5};
        List<Design> designs = new ArrayList<>();
        for (Design design : SyntheticRuns.grid(8, 23, 31, 53)) {
            double factor = late[List.of(23, 31, 53).indexOf(design.modulus())];
            designs.add(design.as(Arm.MAIN, Math.rint(factor * (2000 + 200 * random.nextDouble())))
                    .withPeak(factor * (1000 + 300 * random.nextDouble()))
                    .until(factor * 3500));
        }
        Verdict verdict = verdict(designs);
        Detail pooled = Verdicts.grounds(verdict).details().stream()
                .filter(detail -> detail.label().startsWith("Spearman, pooled: highest"))
                .findFirst()
                .orElseThrow();
        assertThat(pooled.value()).isGreaterThan(0.7);
        assertThat(verdict).isNotInstanceOf(Verdict.Supported.class);
        assertThat(Verdicts.grounds(verdict).estimate().interval().lower()).isNegative();
    }

    /// Peaks everywhere, independent of the event, each higher than the one before: the highest before an event
    /// is the last before it, whichever event it is.
    @Test
    void whatChoosingTheHighestBeforeTheEventMakesIsNotSupport() {
        SplittableRandom random = new SplittableRandom(13);
        List<RunEvidence> runs = new ArrayList<>();
        for (Design design : SyntheticRuns.grid(12, 23, 31)) {
            double phase = random.nextDouble();
            DoubleUnaryOperator rising = step -> {
                double place = LogTime.ofStep(step) / 0.2 + phase;
                double distance = (place - Math.rint(place)) * 0.2 / 0.04;
                double noise = SyntheticRuns.NOISE * Math.sin(1e3 * step);
                return 1 + 0.1 * Math.rint(place) * Math.exp(-distance * distance / 2) + noise;
            };
            runs.add(SyntheticRuns.run(design.until(9000), Map.of(RunEvidence.SPECIFIC_HEAT, rising)));
        }
        Verdict verdict = Verdicts.of(PREDICTION, new Evidence(runs, List.of(), List.of(), Map.of()));
        assertThat(Verdicts.grounds(verdict).estimate().interval().lower()).isPositive();
        assertThat(((Verdict.Undecided) verdict).missing().advice()).contains("exchanged generalisation times");
    }

    @Test
    void sixSeedsOfIndependentTimesAreUndecided() {
        SplittableRandom random = new SplittableRandom(7);
        List<Design> designs = SyntheticRuns.grid(4, 23, 31).stream()
                .map(design -> design.withPeak(design.memorised() * (1 + 3 * random.nextDouble())))
                .toList();
        assertThat(verdict(designs)).isInstanceOf(Verdict.Undecided.class);
    }

    @Test
    void threeSeedsAreNotTested() {
        assertThat(verdict(SyntheticRuns.grid(3, 23))).isInstanceOf(Verdict.NotTested.class);
    }
}
