package calorimeter.lab.claim;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.lab.claim.SyntheticRuns.Design;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeakBeatsNullsTest {

    private static final PeakBeatsNulls PREDICTION =
            new PeakBeatsNulls(RunEvidence.SPECIFIC_HEAT, "C", Window.ANY, 0.25, PeakRule.standard());

    private static Verdict verdict(List<Design> designs) {
        return Verdicts.of(PREDICTION, SyntheticRuns.evidence(designs));
    }

    /// @param nullPeak step of the null's bump as a share of the real one's
    private static List<Design> withNulls(List<Design> real, double nullPeak) {
        List<Design> all = new ArrayList<>(real);
        for (Design design : real) {
            for (Arm arm : PeakBeatsNulls.NULLS) {
                all.add(design.asNull(arm, nullPeak * design.peak()));
            }
        }
        return all;
    }

    @Test
    void nullsWithoutPeaksSupport() {
        Verdict verdict = verdict(withNulls(SyntheticRuns.grid(8, 23, 31), Double.POSITIVE_INFINITY));
        assertThat(verdict).isInstanceOf(Verdict.Supported.class);
    }

    @Test
    void nullsWithTheSamePeaksRefute() {
        Verdict verdict = verdict(withNulls(SyntheticRuns.grid(10, 23, 31), 1));
        assertThat(verdict).isInstanceOf(Verdict.Refuted.class);
        assertThat(Verdicts.finding(verdict).estimate().value()).isZero();
    }

    @Test
    void realRunsWithoutPeaksAndNullsWithThemRefute() {
        List<Design> real = SyntheticRuns.grid(8, 23, 31).stream()
                .map(design -> design.withPeak(Double.POSITIVE_INFINITY))
                .toList();
        List<Design> all = new ArrayList<>(real);
        for (Design design : real) {
            for (Arm arm : PeakBeatsNulls.NULLS) {
                all.add(design.asNull(arm, design.generalised() / 2));
            }
        }
        Verdict verdict = verdict(all);
        assertThat(verdict).isInstanceOf(Verdict.Refuted.class);
        assertThat(Verdicts.finding(verdict).estimate().value()).isNegative();
    }

    @Test
    void threeSeedsAreUndecided() {
        Verdict verdict = verdict(withNulls(SyntheticRuns.grid(3, 23), Double.POSITIVE_INFINITY));
        assertThat(verdict).isInstanceOf(Verdict.Undecided.class);
        assertThat(((Verdict.Undecided) verdict).missing().seeds()).isPositive();
    }

    @Test
    void withoutNullsItIsNotTested() {
        assertThat(verdict(SyntheticRuns.grid(8, 23))).isInstanceOf(Verdict.NotTested.class);
    }

    @Test
    void aShiftKeepsTheValuesAndMovesThem() {
        var series = SyntheticRuns.run(SyntheticRuns.main(23, 0)).series(RunEvidence.SPECIFIC_HEAT);
        var shifted = ShiftedSeries.of(series, 0.3);
        double[] values = series.values();
        double[] moved = shifted.values();
        Arrays.sort(values);
        Arrays.sort(moved);
        assertThat(moved).isEqualTo(values);
        assertThat(shifted.values()).isNotEqualTo(series.values());
        assertThat(shifted.lastPosition()).isLessThanOrEqualTo(series.lastPosition() + 1e-6);
    }
}
