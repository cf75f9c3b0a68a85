// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.kim2026;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.claim.SyntheticRuns;
import calorimeter.papers.claim.SyntheticRuns.Design;
import calorimeter.statistics.detection.OnlineDetector;
import calorimeter.statistics.series.LogTime;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/// Alarms of jumps at known steps: a cell is 1/25 decade after memorisation, at logged step 150.
class WatchTest {

    private static final OnlineDetector DETECTOR =
            Watch.detectors().values().iterator().next();
    private static final double MEMORISED = 150;
    private static final Design REAL = SyntheticRuns.main(23, 0)
            .memorisedAt(MEMORISED)
            .as(SyntheticRuns.main(23, 0).arm(), 4000)
            .until(6000);
    private static final Design CALM = REAL.asNull(KimGrid.NO_DECAY, Double.POSITIVE_INFINITY);

    private static DoubleUnaryOperator jump(double at) {
        return step -> 3 + 0.2 * Math.sin(7 * LogTime.ofStep(step)) + (step >= at ? 50 : 0);
    }

    private static RunEvidence run(Design design, DoubleUnaryOperator heat) {
        return SyntheticRuns.run(design, Map.of(RunEvidence.SPECIFIC_HEAT, heat));
    }

    private static Watch watch(Signal signal, RunEvidence... runs) {
        return new Watch(new Evidence(List.of(runs), List.of(), List.of(), Map.of()), signal, DETECTOR);
    }

    private static Watch watch(DoubleUnaryOperator real, DoubleUnaryOperator ofNull) {
        return watch(Signal.SPECIFIC_HEAT, run(REAL, real), run(CALM, ofNull));
    }

    private static double endOfCell(double step) {
        double start = LogTime.ofStep(MEMORISED);
        double cell = Math.floor((LogTime.ofStep(step) - start) * Watch.CELLS_PER_DECADE);
        return LogTime.toStep(start + (cell + 1) / Watch.CELLS_PER_DECADE);
    }

    @Test
    void anAlarmIsGivenAtTheEndOfItsCell() {
        Watch watch = watch(jump(2000), jump(1e9));
        double threshold = watch.nullScores()[0];
        assertThat(watch.alarms(threshold)[0])
                .isCloseTo(endOfCell(2000), within(1e-6))
                .isBetween(2000.0, 2200.0);
        assertThat(watch.leads(threshold)[0])
                .isCloseTo(LogTime.ofStep(4000) - LogTime.ofStep(endOfCell(2000)), within(1e-9));
    }

    @Test
    void aCellThatTheEventCutsIsNotRead() {
        double last = endOfCell(4000) / Math.pow(10, 1.0 / Watch.CELLS_PER_DECADE);
        Watch watch = watch(jump(last + 15), jump(1e9));
        assertThat(watch.alarms(watch.nullScores()[0])[0]).isInfinite();
    }

    @Test
    void aNullIsNotReadAfterItsClock() {
        assertThat(watch(jump(2000), jump(4500)).nullScores())
                .isEqualTo(watch(jump(2000), jump(1e9)).nullScores());
    }

    @Test
    void aLogarithmIsTakenBeforeTheMean() {
        DoubleUnaryOperator wild = step -> 3 * Math.sin(step);
        Signal logarithm = new Signal(RunEvidence.SPECIFIC_HEAT, "C", true);
        DoubleUnaryOperator exponential = step -> Math.exp(wild.applyAsDouble(step));
        double linear = watch(wild, wild).nullScores()[0];
        assertThat(watch(logarithm, run(REAL, exponential), run(CALM, exponential))
                        .nullScores()[0])
                .isCloseTo(linear, within(1e-9 * linear));
    }

    /// Memorisation at step 150 is confirmed at 650, after a clock at 400.
    @Test
    void aNullWhoseClockComesBeforeConfirmationIsNotWatched() {
        Design early = REAL.as(REAL.arm(), 400);
        Evidence evidence = SyntheticRuns.evidence(List.of(early, CALM));
        assertThat(Watch.nullRuns(evidence).compared()).hasSize(1);
        assertThat(Watch.nulls(evidence)).isEmpty();
    }

    /// At a rate of one half the threshold of two drawn nulls is the greater.
    @Test
    void drawnUnitsBringTheirOwnNulls() {
        Design other =
                new Design(REAL.arm(), 23, 1, MEMORISED, REAL.generalised(), REAL.peak(), REAL.height(), REAL.last());
        Watch watch = watch(
                Signal.SPECIFIC_HEAT,
                run(REAL, jump(2000)),
                run(CALM, jump(1e9)),
                run(other, jump(2000)),
                run(
                        other.asNull(KimGrid.NO_DECAY, Double.POSITIVE_INFINITY),
                        step -> jump(1e9).applyAsDouble(step) + (step >= 1000 ? 1e6 : 0)));
        Watch.Unit calm = watch.units().getFirst();
        Watch.Unit wild = watch.units().getLast();
        assertThat(watch.leads(List.of(calm, calm), 0.5)[0]).isGreaterThan(0.2);
        assertThat(watch.leads(List.of(wild, wild), 0.5)).containsOnly(0);
    }
}
