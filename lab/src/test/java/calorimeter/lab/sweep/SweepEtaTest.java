package calorimeter.lab.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.lab.store.Provenance;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/// On a clock of its own: what is left is known to the second.
class SweepEtaTest {

    /// Three runs of one shape.
    private static final Sweep SWEEP = TinySweeps.of("eta", "p=7", "max-steps=100,200,1000");

    private static final int CORES = 2;

    private long seconds;

    private static SweepRun run(int position, SweepRun.State state, long step) {
        String identity = SWEEP.members().get(position).identity();
        RunRecord record = new RunRecord(
                position,
                "run-" + position,
                Sweep.EXPERIMENT,
                "nanda",
                0,
                identity,
                1,
                "{}",
                Provenance.ofThisProcess("0", null, "scalar", 1),
                state == SweepRun.State.COMPLETED ? RunStatus.COMPLETED : RunStatus.INTERRUPTED,
                step,
                1.0,
                null);
        return new SweepRun(
                position,
                SWEEP.runs().get(position),
                identity,
                state,
                state == SweepRun.State.MISSING ? null : record,
                null);
    }

    private SweepEta eta(SweepRun... runs) {
        return new SweepEta(CORES, List.of(runs), () -> seconds * 1_000_000_000L);
    }

    private static SweepRun missing(int position) {
        return run(position, SweepRun.State.MISSING, 0);
    }

    private static void assertLeft(SweepEta eta, double expected) {
        assertThat(eta.secondsLeft()).hasValueCloseTo(expected, within(1e-9));
    }

    @Test
    void nothingIsKnownBeforeTwoSteps() {
        SweepEta eta = eta(missing(2));
        eta.started(missing(2), 1);
        assertThat(eta.secondsLeft()).isEmpty();
        seconds = 50;
        eta.step(missing(2), 1);
        assertThat(eta.secondsLeft()).isEmpty();
    }

    /// A run has eight threads at most, whatever the cores: here 16 core-seconds a step, of eight.
    @Test
    void coresThatNoRunCanUseDoNotCount() {
        SweepEta eta = new SweepEta(32, List.of(missing(2)), () -> seconds * 1_000_000_000L);
        eta.started(missing(2), 8);
        eta.step(missing(2), 1);
        seconds = 20;
        eta.step(missing(2), 11);
        assertLeft(eta, 989 * 2.0);
    }

    /// Fifty seconds until the first step, then two a step on one thread of two.
    @Test
    void theSetUpIsNotTimed() {
        SweepEta eta = eta(missing(2));
        eta.started(missing(2), 1);
        seconds = 50;
        eta.step(missing(2), 1);
        seconds = 70;
        eta.step(missing(2), 11);

        assertLeft(eta, 989 * 2.0 / CORES);
        assertThat(eta.isExpected()).isFalse();
    }

    /// Ten steps of two core seconds on one thread, then ten of four on two: three on average.
    @Test
    void stepsBeforeYieldingCount() {
        SweepEta eta = eta(missing(2));
        eta.started(missing(2), 1);
        eta.step(missing(2), 0);
        seconds = 20;
        eta.step(missing(2), 10);
        SweepRun yielded = run(2, SweepRun.State.INTERRUPTED, 10);
        seconds = 1000;
        eta.started(yielded, 2);
        eta.step(yielded, 10);
        seconds = 1020;
        eta.step(yielded, 20);

        assertLeft(eta, 980 * 3.0 / CORES);
    }

    /// Those of its shape took 900 steps, which it must not make.
    @Test
    void noRunIsTakenToExceedItsBudget() {
        SweepEta eta = eta(run(2, SweepRun.State.COMPLETED, 900), missing(1));
        eta.started(missing(1), 1);
        eta.step(missing(1), 0);
        seconds = 20;
        eta.step(missing(1), 10);

        assertLeft(eta, 190 * 2.0 / CORES);
        assertThat(eta.isExpected()).isTrue();
    }

    @Test
    void endedRunsSayHowManyStepsTheOthersNeed() {
        SweepEta eta = eta(missing(0), missing(2));
        eta.started(missing(0), 1);
        eta.step(missing(0), 0);
        seconds = 160;
        eta.step(missing(0), 80);
        eta.ended(run(0, SweepRun.State.COMPLETED, 80));

        assertLeft(eta, 80 * 2.0 / CORES);
    }
}
