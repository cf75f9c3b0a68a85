// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.lab.run.TrainExperiment;
import calorimeter.lab.store.Provenance;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/// On a clock of its own: what is left is known to the second.
class SweepEtaTest {

    /// Three runs of equal work in a step.
    private static final Sweep SWEEP = TinySweeps.of("eta", "p=7", "max-steps=100,200,1000");

    private long seconds;

    private static SweepRun run(int position, SweepRun.State state, long step) {
        String identity = SWEEP.members().get(position).identity();
        RunRecord record = new RunRecord(
                position,
                "run-" + position,
                TrainExperiment.ID,
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
        return new SweepEta(List.of(runs), () -> seconds * 1_000_000_000L);
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
        eta.started(missing(2));
        assertThat(eta.secondsLeft()).isEmpty();
        seconds = 50;
        eta.step(missing(2), 1);
        assertThat(eta.secondsLeft()).isEmpty();
    }

    /// Fifty seconds until the first step, then two a step.
    @Test
    void theSetUpIsNotTimed() {
        SweepEta eta = eta(missing(2));
        eta.started(missing(2));
        seconds = 50;
        eta.step(missing(2), 1);
        seconds = 70;
        eta.step(missing(2), 11);

        assertLeft(eta, 989 * 2.0);
        assertThat(eta.isExpected()).isFalse();
    }

    /// Two runs make ten steps each in twenty seconds: a step a second of both together.
    @Test
    void runsThatComputeAtOnceShareTheTime() {
        SweepEta eta = eta(missing(1), missing(2));
        eta.started(missing(1));
        eta.started(missing(2));
        eta.step(missing(1), 0);
        eta.step(missing(2), 0);
        seconds = 20;
        eta.step(missing(1), 10);
        eta.step(missing(2), 10);

        assertLeft(eta, 190 + 990);
    }

    /// What a resumed run had before, or had made when it yielded, is neither left nor done in this time.
    @Test
    void stepsOfEarlierSessionsAreNotLeft() {
        SweepRun interrupted = run(2, SweepRun.State.INTERRUPTED, 900);
        SweepEta eta = eta(interrupted);
        eta.started(interrupted);
        eta.step(interrupted, 900);
        seconds = 20;
        eta.step(interrupted, 910);

        assertLeft(eta, 90 * 2.0);
    }

    /// The completed one used 80 of its 100 steps.
    @Test
    void completedRunsSayWhatShareOfABudgetIsUsed() {
        SweepEta eta = eta(missing(0), missing(2));
        eta.started(missing(0));
        eta.step(missing(0), 0);
        seconds = 160;
        eta.step(missing(0), 80);
        eta.ended(run(0, SweepRun.State.COMPLETED, 80));

        assertLeft(eta, 800 * 2.0);
        assertThat(eta.isExpected()).isTrue();
    }

    @Test
    void whatSomebodyElseComputesIsNotLeft() {
        SweepEta eta = eta(missing(1), run(2, SweepRun.State.BUSY, 0));
        eta.started(missing(1));
        eta.step(missing(1), 0);
        seconds = 20;
        eta.step(missing(1), 10);

        assertLeft(eta, 190 * 2.0);
    }
}
