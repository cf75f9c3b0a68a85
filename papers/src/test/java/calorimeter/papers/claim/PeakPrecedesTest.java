package calorimeter.papers.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.papers.claim.SyntheticRuns.Design;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PeakPrecedesTest {

    private static final PeakPrecedes PREDICTION = new PeakPrecedes(
            RunEvidence.SPECIFIC_HEAT,
            "C",
            PeakWindow.ANY,
            0.8,
            PeakRule.standard(),
            List.of(Arm.MAIN),
            Optional.of(Arms.UNORDERED));

    private static Verdict verdict(List<Design> designs) {
        return Verdicts.of(PREDICTION, SyntheticRuns.evidence(designs));
    }

    @Test
    void aPeakBeforeInEverySeedOfManySupports() {
        Verdict verdict = verdict(SyntheticRuns.grid(9, 23, 31));
        assertThat(verdict).isInstanceOf(Verdict.Supported.class);
        assertThat(((Verdict.Tested) verdict).grounds().estimate().value()).isEqualTo(1);
        // 0.2 decades by design; the bump is 0.12 wide and smoothed by 0.05.
        assertThat(((Verdict.Tested) verdict)
                        .grounds().details().stream()
                                .filter(detail -> detail.label().startsWith("median lead of the highest"))
                                .findFirst()
                                .orElseThrow()
                                .value())
                .isCloseTo(0.204, within(0.03));
    }

    @Test
    void oneSeedWithoutAPeakBeforeRefutesEvery() {
        List<Design> designs = new ArrayList<>(SyntheticRuns.grid(9, 23, 31));
        designs.set(4, designs.get(4).withPeak(Double.POSITIVE_INFINITY));
        assertThat(verdict(designs)).isInstanceOf(Verdict.Refuted.class);
    }

    @Test
    void aPeakAfterGeneralisationIsACounterexample() {
        List<Design> designs = SyntheticRuns.grid(9, 23).stream()
                .map(design -> design.withPeak(1.2 * design.generalised()))
                .toList();
        Verdict verdict = verdict(designs);
        assertThat(verdict).isInstanceOf(Verdict.Refuted.class);
        assertThat(((Verdict.Tested) verdict).grounds().estimate().value()).isZero();
    }

    @Test
    void fewSeedsWithoutExceptionAreUndecidedAndSayHowManyMore() {
        Verdict verdict = verdict(SyntheticRuns.grid(3, 23, 31));
        assertThat(verdict).isInstanceOf(Verdict.Undecided.class);
        // 0.8¹⁷ < 0.025 < 0.8¹⁶: 17 runs in all, 11 more, at two moduli 6 each.
        assertThat(((Verdict.Undecided) verdict).missing().seeds()).isEqualTo(6);
    }

    @Test
    void aPeakBeforeMemorisationCountsOnlyToTheLetter() {
        List<Design> designs = SyntheticRuns.grid(9, 23, 31).stream()
                .map(design -> design.withPeak(design.memorised() / 3))
                .toList();
        PeakPrecedes later = new PeakPrecedes(
                RunEvidence.SPECIFIC_HEAT,
                "C",
                PeakWindow.MEMORISED,
                0.8,
                PeakRule.standard(),
                List.of(Arm.MAIN),
                Optional.empty());
        assertThat(verdict(designs)).isInstanceOf(Verdict.Supported.class);
        assertThat(Verdicts.of(later, SyntheticRuns.evidence(designs))).isInstanceOf(Verdict.Refuted.class);
    }

    @Test
    void aWindowWithoutRoomIsNoCounterexample() {
        PeakPrecedes later = new PeakPrecedes(
                RunEvidence.SPECIFIC_HEAT,
                "C",
                PeakWindow.MEMORISED,
                0.8,
                PeakRule.standard(),
                List.of(Arm.MAIN),
                Optional.empty());
        List<Design> designs = new ArrayList<>(SyntheticRuns.grid(10, 23, 31));
        Design first = designs.getFirst();
        for (double memorised : List.of(first.generalised() + 5, first.generalised() - 40)) {
            designs.set(0, first.memorisedAt(memorised));
            Verdict verdict = Verdicts.of(later, SyntheticRuns.evidence(designs));
            assertThat(verdict).isInstanceOf(Verdict.Supported.class);
            Grounds grounds = Verdicts.grounds(verdict);
            assertThat(grounds.estimate().n()).isEqualTo(19);
            assertThat(grounds.details())
                    .anyMatch(detail ->
                            detail.label().equals("runs with too few logged steps in the window, left out: main")
                                    && detail.value() == 1);
        }
        designs.set(0, first.withPeak(Double.POSITIVE_INFINITY));
        assertThat(Verdicts.of(later, SyntheticRuns.evidence(designs))).isInstanceOf(Verdict.Refuted.class);
    }

    @Test
    void withoutARunThatGeneralisesItIsNotTested() {
        List<Design> nulls = SyntheticRuns.grid(3, 23).stream()
                .map(design -> design.asNull(Arm.MAIN, design.peak()))
                .toList();
        assertThat(verdict(nulls)).isInstanceOf(Verdict.NotTested.class);
    }
}
