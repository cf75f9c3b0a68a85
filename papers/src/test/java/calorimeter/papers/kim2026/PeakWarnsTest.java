// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.kim2026;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.PeakRule;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.claim.SyntheticRuns;
import calorimeter.papers.claim.SyntheticRuns.Design;
import calorimeter.papers.claim.Verdict;
import calorimeter.papers.claim.Verdicts;
import calorimeter.statistics.series.LogTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class PeakWarnsTest {

    private static final PeakWarns PREDICTION = new PeakWarns(Signal.SPECIFIC_HEAT, 0.1, PeakRule.standard());

    /// A step of a signal half a decade, or another time, before generalisation.
    private static DoubleUnaryOperator step(Design design, double decades) {
        double at = LogTime.toStep(LogTime.ofStep(design.generalised()) - decades);
        return step -> quiet(step) + (step >= at ? 3 : 0);
    }

    private static double quiet(double step) {
        return 3 + 0.2 * Math.sin(7 * LogTime.ofStep(step));
    }

    /// @param thermal decades by which C is early
    /// @param rival decades by which every rival is early
    private static Verdict verdict(int seeds, double thermal, double rival, boolean withNulls, int... moduli) {
        List<RunEvidence> runs = new ArrayList<>();
        for (Design design : SyntheticRuns.grid(seeds, moduli)) {
            Map<String, DoubleUnaryOperator> columns = new LinkedHashMap<>();
            columns.put(RunEvidence.SPECIFIC_HEAT, step(design, thermal));
            Signal.RIVALS.forEach(signal -> columns.put(
                    signal.column(), signal.logarithmic() ? exponential(step(design, rival)) : step(design, rival)));
            runs.add(SyntheticRuns.run(design, columns));
            if (withNulls) {
                Map<String, DoubleUnaryOperator> calm = new LinkedHashMap<>();
                columns.keySet().forEach(column -> calm.put(column, PeakWarnsTest::quiet));
                Signal.RIVALS.stream()
                        .filter(Signal::logarithmic)
                        .forEach(signal -> calm.put(signal.column(), exponential(PeakWarnsTest::quiet)));
                for (Arm arm : KimGrid.NULLS) {
                    runs.add(SyntheticRuns.run(design.asNull(arm, Double.POSITIVE_INFINITY), calm));
                }
            }
        }
        return Verdicts.of(PREDICTION, new Evidence(runs, List.of(), List.of(), Map.of()));
    }

    private static DoubleUnaryOperator exponential(DoubleUnaryOperator exponent) {
        return step -> Math.exp(exponent.applyAsDouble(step));
    }

    @Test
    void anEarlierSignalSupports() {
        Verdict verdict = verdict(6, 0.6, 0.2, true, 23, 31);
        assertThat(verdict).isInstanceOf(Verdict.Supported.class);
        // Read in cells of 1/25 decade.
        assertThat(Verdicts.grounds(verdict).estimate().value()).isBetween(0.34, 0.46);
    }

    @Test
    void aLaterSignalRefutes() {
        Verdict verdict = verdict(6, 0.2, 0.6, true, 23, 31);
        assertThat(verdict).isInstanceOf(Verdict.Refuted.class);
        assertThat(Verdicts.grounds(verdict).estimate().value()).isBetween(-0.46, -0.34);
    }

    /// 1 999 resamples tell no p-value below 1/1000 apart; refutation by one of five rivals takes it five times.
    @Test
    void noPValueIsFinerThanTheResamples() {
        Verdict.Tested refuted = (Verdict.Tested) verdict(10, 0.2, 0.6, true, 23, 31, 53);
        assertThat(refuted.pValue().orElseThrow()).isBetween(0.005 - 1e-9, 0.0051);
        Verdict.Tested supported = (Verdict.Tested) verdict(10, 0.6, 0.2, true, 23, 31, 53);
        assertThat(supported.pValue().orElseThrow()).isBetween(0.001 - 1e-9, 0.00102);
    }

    @Test
    void fivePairsAreUndecided() {
        // The least p-value of five signed ranks is 2/32.
        Verdict verdict = verdict(5, 0.6, 0.2, true, 23);
        assertThat(verdict).isInstanceOf(Verdict.Undecided.class);
        assertThat(((Verdict.Undecided) verdict).advice()).contains("for an interval to exist at all");
    }

    @Test
    void onlyModuliWithNullsAreWatched() {
        Design with = SyntheticRuns.main(23, 0);
        Design without = SyntheticRuns.main(31, 0);
        Evidence evidence =
                SyntheticRuns.evidence(List.of(with, without, with.asNull(KimGrid.NO_DECAY, Double.POSITIVE_INFINITY)));
        assertThat(Watch.usable(evidence)).extracting(RunEvidence::modulus).containsExactly(23);
    }

    @Test
    void nullsThatEndBeforeTheirClockOrGeneraliseAreNotWatched() {
        Design real = SyntheticRuns.main(23, 0);
        Design whole = real.asNull(KimGrid.NO_DECAY, Double.POSITIVE_INFINITY);
        for (Design bad : List.of(
                whole.until(0.7 * real.generalised()),
                whole.memorisedAt(5 * real.memorised()),
                real.as(KimGrid.NO_DECAY, real.generalised()))) {
            assertThat(Watch.nulls(SyntheticRuns.evidence(List.of(real, bad)))).isEmpty();
        }
        assertThat(Watch.nulls(SyntheticRuns.evidence(List.of(real, whole)))).hasSize(1);
    }

    @Test
    void anAlarmIsNotGivenBeforeMemorisationIsConfirmed() {
        Design real = SyntheticRuns.main(23, 0);
        double early = 2.5 * real.memorised();
        RunEvidence run = SyntheticRuns.run(
                real, Map.of(RunEvidence.SPECIFIC_HEAT, step -> quiet(step) + (step >= early ? 50 : 0)));
        RunEvidence calm = SyntheticRuns.run(
                real.asNull(KimGrid.NO_DECAY, Double.POSITIVE_INFINITY),
                Map.of(RunEvidence.SPECIFIC_HEAT, PeakWarnsTest::quiet));
        Evidence evidence = new Evidence(List.of(run, calm), List.of(), List.of(), Map.of());
        Watch watch = new Watch(
                evidence,
                Signal.SPECIFIC_HEAT,
                Watch.detectors().values().iterator().next());
        double confirmed = run.memorisationConfirmedAt().orElseThrow();
        assertThat(confirmed).isGreaterThan(early + 100);
        assertThat(watch.alarms(watch.nullScores()[0])).containsExactly(confirmed);
    }

    @Test
    void withoutNullsItIsNotTested() {
        assertThat(verdict(6, 0.6, 0.2, false, 23, 31)).isInstanceOf(Verdict.NotTested.class);
    }
}
