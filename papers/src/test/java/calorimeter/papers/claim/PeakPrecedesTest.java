// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.papers.claim.SyntheticRuns.Design;
import calorimeter.statistics.series.LogTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class PeakPrecedesTest {

    private static final PeakPrecedes PREDICTION =
            new PeakPrecedes(Searches.ONLINE, 0.8, List.of(Arm.MAIN), Optional.of(Arms.UNORDERED));

    private static Verdict verdict(List<Design> designs) {
        return Verdicts.of(PREDICTION, SyntheticRuns.evidence(designs));
    }

    /// The first so many of 20 runs have their bump elsewhere.
    private static Verdict withElsewhere(int count, DoubleUnaryOperator ofGeneralised) {
        List<Design> designs = new ArrayList<>(SyntheticRuns.grid(10, 23, 31));
        for (int i = 0; i < count; i++) {
            Design design = designs.get(i);
            designs.set(i, design.withPeak(ofGeneralised.applyAsDouble(design.generalised())));
        }
        return verdict(designs);
    }

    private static double detail(Verdict verdict, String label) {
        return Verdicts.grounds(verdict).details().stream()
                .filter(detail -> detail.label().startsWith(label))
                .findFirst()
                .orElseThrow()
                .value();
    }

    @Test
    void aPeakBeforeInEverySeedOfManySupports() {
        Verdict verdict = verdict(SyntheticRuns.grid(9, 23, 31));
        assertThat(verdict).isInstanceOf(Verdict.Supported.class);
        assertThat(Verdicts.grounds(verdict).estimate().value()).isEqualTo(1);
        // 0.2 decades by design.
        assertThat(detail(verdict, "median lead of the highest")).isCloseTo(0.204, within(0.03));
    }

    @Test
    void whatTheDetectorMayMissRefutesNothing() {
        assertThat(withElsewhere(1, generalised -> Double.POSITIVE_INFINITY)).isInstanceOf(Verdict.Undecided.class);
        assertThat(withElsewhere(8, generalised -> Double.POSITIVE_INFINITY)).isInstanceOf(Verdict.Refuted.class);
    }

    @Test
    void aPeakAfterTheEventIsNone() {
        Verdict verdict = withElsewhere(20, generalised -> 1.4 * generalised);
        assertThat(verdict).isInstanceOf(Verdict.Refuted.class);
        assertThat(Verdicts.grounds(verdict).estimate().value()).isZero();
        // The lower end of 19 of 20 is 0.751: all 20 would have to have one.
        Power power = Verdicts.grounds(verdict).power().orElseThrow();
        assertThat(power.effect()).isEqualTo(0.94);
        assertThat(power.value()).isCloseTo(Math.pow(0.94, 20), within(1e-9));
    }

    /// Its fall comes with the event, so that a detector of the whole record would find it.
    @Test
    void aPeakWhoseFallTheEventMakesIsNotSeenBefore() {
        Verdict verdict = withElsewhere(20, generalised -> 0.99 * generalised);
        assertThat(Verdicts.grounds(verdict).estimate().value()).isZero();
        PeakPrecedes whole = new PeakPrecedes(Searches.TRANSITION, 0.8, List.of(Arm.MAIN), Optional.empty());
        List<Design> designs = SyntheticRuns.grid(10, 23, 31).stream()
                .map(design -> design.withPeak(0.99 * design.generalised()))
                .toList();
        assertThat(Verdicts.of(whole, SyntheticRuns.evidence(designs))).isInstanceOf(Verdict.Supported.class);
    }

    /// A bump of a little less than a tenth of the range.
    @Test
    void aMarginThatTheDetectorCannotResolveDoesNotRefute() {
        List<RunEvidence> runs = new ArrayList<>();
        for (Design design : SyntheticRuns.grid(10, 23, 31)) {
            double place = LogTime.ofStep(design.peak());
            DoubleUnaryOperator shape = step -> {
                double distance = (LogTime.ofStep(step) - place) / 0.05;
                return (LogTime.ofStep(step) > place - 0.3 ? 1 : 0) + 0.105 * Math.exp(-distance * distance / 2);
            };
            runs.add(SyntheticRuns.run(design, Map.of(RunEvidence.SPECIFIC_HEAT, shape)));
        }
        Verdict verdict = Verdicts.of(PREDICTION, new Evidence(runs, List.of(), List.of(), Map.of()));
        assertThat(verdict).isInstanceOf(Verdict.Undecided.class);
        assertThat(detail(verdict, "runs whose peak is unclear")).isEqualTo(20);
        assertThat(detail(verdict, "share at relative prominence 0.05")).isEqualTo(1);
    }

    /// A bump of nine tenths of the noise's standard deviation has between four and six standard errors of prominence.
    @Test
    void aPeakThatNoiseMayHaveHiddenDoesNotRefute() {
        Verdict verdict = verdict(SyntheticRuns.grid(10, 23, 31).stream()
                .map(design -> design.withHeight(0.9 * SyntheticRuns.NOISE))
                .toList());
        assertThat(detail(verdict, "runs whose peak is unclear")).isGreaterThan(4);
    }

    /// On the whole record a low and wide bump peaks at the event, give or take its error.
    @Test
    void aPeakWhosePlaceIsNotToldFromTheEventDoesNotRefute() {
        List<Design> designs = SyntheticRuns.grid(10, 23, 31).stream()
                .map(design -> design.withPeak(design.generalised()).withHeight(0.03))
                .toList();
        Verdict verdict = verdict(designs);
        assertThat(Verdicts.grounds(verdict).estimate().value()).isZero();
        assertThat(detail(verdict, "runs whose peak is unclear")).isGreaterThan(10);
        assertThat(verdict).isInstanceOf(Verdict.Undecided.class);

        // A floor of the loss at the event leaves what noise makes elsewhere.
        List<RunEvidence> runs = designs.stream()
                .map(design -> SyntheticRuns.run(
                        design,
                        Map.of(
                                RunEvidence.TRAIN_LOSS,
                                step -> Math.exp(-12 * Math.min(1, step / design.generalised())))))
                .toList();
        Verdict apart = Verdicts.of(PREDICTION, new Evidence(runs, List.of(), List.of(), Map.of()));
        assertThat(detail(apart, "runs whose peak is unclear")).isLessThan(3);
    }

    /// 0.15 and 0.3 decades before the event, and 0.1 after it.
    @Test
    void theTransitionBeginsAFifthOfADecadeBeforeTheEvent() {
        PeakPrecedes transition = new PeakPrecedes(Searches.TRANSITION, 0.8, List.of(Arm.MAIN), Optional.empty());
        Map<Double, Double> shares = Map.of(-0.15, 1.0, -0.3, 0.0, 0.1, 0.0);
        shares.forEach((decades, share) -> {
            List<Design> designs = SyntheticRuns.grid(4, 23, 31).stream()
                    .map(design -> design.withPeak(design.generalised() * Math.pow(10, decades)))
                    .toList();
            Verdict verdict = Verdicts.of(transition, SyntheticRuns.evidence(designs));
            assertThat(Verdicts.grounds(verdict).estimate().value())
                    .as("peak %s decades after the event", decades)
                    .isEqualTo(share);
        });
    }

    @Test
    void aPeakAtTheFloorOfTheTrainingLossIsSetApart() {
        List<RunEvidence> runs = new ArrayList<>();
        for (Design design : SyntheticRuns.grid(10, 23, 31)) {
            double floor = design.peak();
            DoubleUnaryOperator loss = step -> Math.exp(-12 * Math.min(1, step / floor));
            runs.add(SyntheticRuns.run(design, Map.of(RunEvidence.TRAIN_LOSS, loss)));
        }
        Verdict verdict = Verdicts.of(PREDICTION, new Evidence(runs, List.of(), List.of(), Map.of()));
        assertThat(Verdicts.grounds(verdict).estimate().value()).isZero();
        assertThat(detail(verdict, "runs whose only peaks there are at a loss floor"))
                .isEqualTo(1);
    }

    @Test
    void fewSeedsWithoutExceptionAreUndecidedAndSayHowManyMore() {
        Verdict verdict = verdict(SyntheticRuns.grid(3, 23, 31));
        assertThat(verdict).isInstanceOf(Verdict.Undecided.class);
        int seeds = ((Verdict.Undecided) verdict).missing().seeds();
        assertThat(verdict(SyntheticRuns.grid(3 + seeds, 23, 31))).isInstanceOf(Verdict.Supported.class);
    }

    @Test
    void aPeakBeforeMemorisationDoesNotCount() {
        List<Design> designs = SyntheticRuns.grid(9, 23, 31).stream()
                .map(design -> design.withPeak(design.memorised() / 3))
                .toList();
        assertThat(verdict(designs)).isInstanceOf(Verdict.Refuted.class);
    }

    @Test
    void aWindowWithoutRoomIsNoCounterexample() {
        List<Design> designs = new ArrayList<>(SyntheticRuns.grid(10, 23, 31));
        Design first = designs.getFirst();
        for (double memorised : List.of(first.generalised() + 5, first.generalised() - 40)) {
            designs.set(0, first.memorisedAt(memorised));
            Verdict verdict = verdict(designs);
            assertThat(verdict).isInstanceOf(Verdict.Supported.class);
            assertThat(Verdicts.grounds(verdict).estimate().n()).isEqualTo(19);
            assertThat(detail(verdict, "runs without the event after memorisation"))
                    .isEqualTo(1);
        }
    }

    @Test
    void withoutARunThatGeneralisesItIsNotTested() {
        List<Design> nulls = SyntheticRuns.grid(3, 23).stream()
                .map(design -> design.asNull(Arm.MAIN, design.peak()))
                .toList();
        assertThat(verdict(nulls)).isInstanceOf(Verdict.NotTested.class);
    }
}
