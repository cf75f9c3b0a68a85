// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.kim2026;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.claim.Searches;
import calorimeter.papers.claim.SyntheticRuns;
import calorimeter.papers.claim.SyntheticRuns.Design;
import calorimeter.papers.claim.Verdict;
import calorimeter.papers.claim.Verdicts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class PeakBeatsNullsTest {

    private static final PeakBeatsNulls PREDICTION = new PeakBeatsNulls(Searches.ONLINE, 0.25);

    private static Verdict verdict(List<Design> designs) {
        return Verdicts.of(PREDICTION, SyntheticRuns.evidence(designs));
    }

    /// @param nullPeak step of the null's bump as a share of the real one's
    private static List<Design> withNulls(List<Design> real, double nullPeak) {
        List<Design> all = new ArrayList<>(real);
        for (Design design : real) {
            for (Arm arm : KimGrid.NULLS) {
                all.add(design.asNull(arm, nullPeak * design.peak()));
            }
        }
        return all;
    }

    /// 16 of 16 against 0 of 16: the ends of Clopper and Pearson's intervals at 97.5 % are 0.0125^(1/16) = 0.7604 and
    /// 1 − 0.7604.
    @Test
    void nullsWithoutPeaksSupport() {
        Verdict verdict = verdict(withNulls(SyntheticRuns.grid(8, 23, 31), Double.POSITIVE_INFINITY));
        assertThat(verdict).isInstanceOf(Verdict.Supported.class);
        assertThat(Verdicts.grounds(verdict).estimate().interval().lower()).isCloseTo(2 * 0.7604 - 1, within(1e-4));
    }

    /// 15 of 30 against 0 of 30, by scipy.stats.beta: [0.2905 − 0.1359, 0.7095]. The margin only refutes.
    @Test
    void aDifferenceAboveZeroSupportsWhereItsIntervalReachesBelowTheMargin() {
        List<Design> real = new ArrayList<>(SyntheticRuns.grid(15, 23, 31));
        real.replaceAll(design -> design.modulus() == 23 ? design : design.withPeak(Double.POSITIVE_INFINITY));
        Verdict verdict = verdict(withNulls(real, Double.POSITIVE_INFINITY));
        assertThat(verdict).isInstanceOf(Verdict.Supported.class);
        assertThat(Verdicts.grounds(verdict).estimate().interval().lower()).isCloseTo(0.1546, within(1e-4));
        assertThat(Verdicts.grounds(verdict).estimate().interval().upper()).isCloseTo(0.7095, within(1e-4));
        // 10 of 30 or more at a share of 0.25, against 0 of 30.
        assertThat(Verdicts.grounds(verdict).power().orElseThrow().value()).isCloseTo(0.1966, within(1e-4));
    }

    @Test
    void nullsWithTheSamePeaksRefute() {
        Verdict verdict = verdict(withNulls(SyntheticRuns.grid(10, 23, 31), 1));
        assertThat(verdict).isInstanceOf(Verdict.Refuted.class);
        assertThat(Verdicts.grounds(verdict).estimate().value()).isZero();
    }

    @Test
    void realRunsWithoutPeaksAndNullsWithThemRefute() {
        List<Design> real = SyntheticRuns.grid(8, 23, 31).stream()
                .map(design -> design.withPeak(Double.POSITIVE_INFINITY))
                .toList();
        List<Design> all = new ArrayList<>(real);
        for (Design design : real) {
            for (Arm arm : KimGrid.NULLS) {
                all.add(design.asNull(arm, design.generalised() / 2));
            }
        }
        Verdict verdict = verdict(all);
        assertThat(verdict).isInstanceOf(Verdict.Refuted.class);
        assertThat(Verdicts.grounds(verdict).estimate().value()).isNegative();
    }

    @Test
    void threeSeedsAreUndecided() {
        Verdict verdict = verdict(withNulls(SyntheticRuns.grid(3, 23), Double.POSITIVE_INFINITY));
        assertThat(verdict).isInstanceOf(Verdict.Undecided.class);
        assertThat(((Verdict.Undecided) verdict).missing().seeds()).isPositive();
    }

    /// At 95 % the interval lies below 0.25 already; as one of three contrasts it does not.
    @Test
    void seedsAreAdvisedForTheNumberOfContrasts() {
        Verdict verdict = verdict(withNulls(SyntheticRuns.grid(8, 23, 31), 1));
        assertThat(Verdicts.grounds(verdict).estimate().interval().upper()).isLessThan(0.25);
        int seeds = ((Verdict.Undecided) verdict).missing().seeds();
        assertThat(seeds).isEqualTo(4);
        assertThat(verdict(withNulls(SyntheticRuns.grid(8 + seeds, 23, 31), 1))).isInstanceOf(Verdict.Refuted.class);
    }

    /// In real runs alone the loss reaches its floor where C peaks.
    @Test
    void peaksAtAFloorAreCountedBesideButDoNotJudge() {
        List<RunEvidence> runs = new ArrayList<>();
        for (Design design : withNulls(SyntheticRuns.grid(8, 23, 31), 1)) {
            DoubleUnaryOperator loss = step -> Math.exp(-12 * Math.min(1, step / design.peak()));
            runs.add(SyntheticRuns.run(
                    design, design.arm().equals(Arm.MAIN) ? Map.of(RunEvidence.TRAIN_LOSS, loss) : Map.of()));
        }
        Verdict verdict = Verdicts.of(PREDICTION, new Evidence(runs, List.of(), List.of(), Map.of()));
        assertThat(verdict).isInstanceOf(Verdict.Refuted.class);
        assertThat(Verdicts.grounds(verdict).estimate().value()).isEqualTo(-1);
        String any = "share with a peak, loss floors included, ";
        assertThat(detail(verdict, any + "real runs of " + KimGrid.NO_DECAY.title()))
                .isEqualTo(1);
        assertThat(detail(verdict, any + KimGrid.NO_DECAY.title())).isEqualTo(1);
    }

    @Test
    void peaksOfRealRunsAndOfTheirNullsAreCountedBesideEachOther() {
        Verdict verdict = verdict(withNulls(SyntheticRuns.grid(8, 23, 31), Double.POSITIVE_INFINITY));
        String any = "share with a peak, loss floors included, ";
        assertThat(detail(verdict, any + "real runs of " + KimGrid.FEW_DATA.title()))
                .isEqualTo(1);
        assertThat(detail(verdict, any + KimGrid.FEW_DATA.title())).isZero();
    }

    @Test
    void withoutNullsItIsNotTested() {
        assertThat(verdict(SyntheticRuns.grid(8, 23))).isInstanceOf(Verdict.NotTested.class);
    }

    private static double detail(Verdict verdict, String label) {
        return Verdicts.grounds(verdict).details().stream()
                .filter(detail -> detail.label().startsWith(label))
                .findFirst()
                .orElseThrow()
                .value();
    }

    /// Nulls as long as the real runs that memorise at a share of the record.
    private static List<Design> nullsMemorising(DoubleUnaryOperator when) {
        List<Design> all = new ArrayList<>(SyntheticRuns.grid(8, 23, 31));
        for (Design design : SyntheticRuns.grid(8, 23, 31)) {
            for (Arm arm : KimGrid.NULLS) {
                all.add(design.asNull(arm, Double.POSITIVE_INFINITY)
                        .memorisedAt(when.applyAsDouble(design.memorised())));
            }
        }
        return all;
    }

    @Test
    void nullsThatHadNoChanceToPeakAreNoEvidence() {
        assertThat(Verdicts.of(PREDICTION, SyntheticRuns.evidence(nullsMemorising(memorised -> memorised))))
                .isInstanceOf(Verdict.Supported.class);
        for (DoubleUnaryOperator when :
                List.<DoubleUnaryOperator>of(memorised -> 5 * memorised, memorised -> Double.POSITIVE_INFINITY)) {
            assertThat(Verdicts.of(PREDICTION, SyntheticRuns.evidence(nullsMemorising(when))))
                    .isInstanceOf(Verdict.NotTested.class);
        }
    }

    @Test
    void aNullIsWatchedForAsManyDecadesAfterItsOwnMemorisation() {
        Design real = SyntheticRuns.main(23, 0);
        Design later = real.asNull(KimGrid.NO_DECAY, Double.POSITIVE_INFINITY)
                .memorisedAt(2 * real.memorised())
                .until(3 * real.generalised());
        NullRuns nulls = NullRuns.of(SyntheticRuns.evidence(List.of(real, later)), Searches.ONLINE, KimGrid.NO_DECAY);
        // Memorisation is at a logged step, so at most ten steps late.
        assertThat(nulls.compared().getFirst().clock() / real.generalised()).isBetween(1.85, 2.15);
    }

    @Test
    void aNullWhoseRealRunHasNoEventIsLeftOutWithIt() {
        Design real = SyntheticRuns.main(23, 0);
        Design never = real.asNull(Arm.MAIN, real.peak());
        Design alone = SyntheticRuns.main(31, 0).asNull(KimGrid.NO_DECAY, Double.POSITIVE_INFINITY);
        NullRuns nulls = NullRuns.of(
                SyntheticRuns.evidence(List.of(never, real.asNull(KimGrid.NO_DECAY, real.peak()), alone)),
                Searches.ONLINE,
                KimGrid.NO_DECAY);
        assertThat(nulls.compared()).isEmpty();
        assertThat(nulls.leftOutWords()).isEqualTo("; left out: 2 whose real run cannot be compared");
    }

    @Test
    void aNullThatGeneralisesIsNoNull() {
        List<Design> all = new ArrayList<>(SyntheticRuns.grid(8, 23, 31));
        for (Design design : SyntheticRuns.grid(8, 23, 31)) {
            for (Arm arm : KimGrid.NULLS) {
                boolean first = design.seed() == 0;
                all.add(first ? design.as(arm, design.generalised()) : design.asNull(arm, Double.POSITIVE_INFINITY));
            }
        }
        Verdict verdict = verdict(all);
        assertThat(detail(verdict, "share, " + KimGrid.NO_DECAY.title())).isZero();
        assertThat(detail(verdict, "nulls that generalised, left out: " + KimGrid.NO_DECAY.title()))
                .isEqualTo(2);
    }

    /// Peaks at p = 23 and none at p = 31, in real runs and nulls alike; at p = 23 one null of each arm is
    /// left.
    @Test
    void nullsLeftOutUnevenlyDoNotMakeADifference() {
        List<Design> all = new ArrayList<>();
        for (Design design : SyntheticRuns.grid(10, 23, 31)) {
            Design real = design.modulus() == 23 ? design : design.withPeak(Double.POSITIVE_INFINITY);
            all.add(real);
            for (Arm arm : KimGrid.NULLS) {
                boolean kept = design.modulus() == 31 || design.seed() == 0;
                all.add(kept ? real.asNull(arm, real.peak()) : real.as(arm, real.generalised()));
            }
        }
        Verdict verdict = verdict(all);
        assertThat(verdict).isNotInstanceOf(Verdict.Supported.class);
        assertThat(Verdicts.grounds(verdict).estimate().value()).isZero();
    }

    @Test
    void theNumberShownIsThatOfTheNullThatDecided() {
        List<Design> all = new ArrayList<>();
        for (Design design : SyntheticRuns.grid(16, 23, 31)) {
            all.add(design);
            all.add(design.asNull(KimGrid.NO_DECAY, design.peak()));
            all.add(design.asNull(KimGrid.RANDOM_LABELS, Double.POSITIVE_INFINITY));
            all.add(design.asNull(KimGrid.FEW_DATA, Double.POSITIVE_INFINITY));
        }
        Verdict verdict = verdict(all);
        assertThat(verdict).isInstanceOf(Verdict.Refuted.class);
        assertThat(Verdicts.grounds(verdict).quantity()).contains(KimGrid.NO_DECAY.title());
        assertThat(Verdicts.grounds(verdict).estimate().value()).isZero();
    }
}
