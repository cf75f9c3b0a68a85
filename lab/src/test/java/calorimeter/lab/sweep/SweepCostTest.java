package calorimeter.lab.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.lab.store.RunStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SweepCostTest {

    private static final Sweep SWEEP = TinySweeps.of("cost", "max-steps=60", "p=7,11", "seeds=0..2");

    @TempDir
    Path home;

    @Test
    void unknownShapesAreTriedAndNothingIsStored() {
        try (RunStore store = RunStore.open(home)) {
            List<Integer> trials = new ArrayList<>();
            SweepCost cost = SweepCost.of(store, TinySweeps.options(2), SWEEP, trials::add);

            assertThat(trials).containsExactly(2, 1);
            assertThat(cost.shapes()).isEqualTo(2);
            assertThat(cost.fromTrials()).isEqualTo(2);
            assertThat(cost.stepsLeft()).isEqualTo(360);
            assertThat(cost.seconds()).isPositive();
            assertThat(cost.count(SweepRun.State.MISSING)).isEqualTo(6);
            assertThat(store.runs()).isEmpty();
            assertThat(store.sweepNames()).isEmpty();
        }
    }

    /// Nobody waits for a trial of each of 18 shapes.
    @Test
    void ofManyShapesSomeAreTriedAndTheOthersFollow() {
        try (RunStore store = RunStore.open(home)) {
            List<Integer> trials = new ArrayList<>();
            Sweep many = TinySweeps.of(
                    "many", "max-steps=60", "p=3,5,7,9,11,13", "train-fraction=0.4,0.5,0.6", "operation=add");
            SweepCost cost = SweepCost.of(store, TinySweeps.options(1), many, trials::add);

            assertThat(trials).hasSize(ShapeTimes.MOST_TRIALS).startsWith(8).endsWith(1);
            assertThat(cost.shapes()).isEqualTo(18);
            assertThat(cost.fromTrials()).isEqualTo(ShapeTimes.MOST_TRIALS);
            assertThat(cost.seconds()).isPositive();
        }
    }

    /// The first halves are the compiler's; medians 2 and 4 of the second, one step in four logged.
    @Test
    void aTrialIsTheMediansOfItsLaterSteps() {
        StepTime time = StepTrial.time(List.of(9.0, 9.0, 1.0, 30.0, 2.0), List.of(50.0, 50.0, 4.0, 4.0), 0.25);

        assertThat(time).isEqualTo(new StepTime(0.75 * 2 + 0.25 * 4, 0, 9));
        assertThat(time.isTrial()).isTrue();
    }

    @Test
    void aTrialLogsInTheProportionOfTheRun() {
        Sweep sweep = TinySweeps.of("share", "max-steps=100", "log-every=10,1", "log-spaced=5");

        assertThat(StepTrial.loggedShare(sweep.runs().get(0))).isCloseTo(0.1 + 0.05, within(1e-15));
        assertThat(StepTrial.loggedShare(sweep.runs().get(1))).isEqualTo(1);
    }

    @Test
    void finishedRunsOfTheSameShapeAreAskedFirst() {
        try (RunStore store = RunStore.open(home)) {
            TinySweeps.run(store, TinySweeps.of("before", "max-steps=40", "p=7,11", "seeds=7,8"), 2);
            double step = store.runs().stream()
                    .filter(run -> run.configurationJson().contains("\"p\":\"7\""))
                    .mapToDouble(run -> run.wallSeconds() / 80)
                    .sum();
            Sweep onlySeven = TinySweeps.of("cost", "max-steps=60", "p=7", "seeds=0..2");
            SweepCost cost = SweepCost.of(store, TinySweeps.options(1), onlySeven, left -> {
                throw new AssertionError("no trial is needed");
            });

            assertThat(cost.fromRuns()).isEqualTo(1);
            assertThat(cost.seconds()).isCloseTo(180 * step, within(1e-9));
        }
    }

    /// Three threads for each of two runs on six cores; nobody has measured that.
    @Test
    void runsOnOtherThreadsSayNothing() {
        try (RunStore store = RunStore.open(home)) {
            TinySweeps.run(store, TinySweeps.of("before", "max-steps=40", "p=7", "seeds=7,8"), 2);
            Sweep two = TinySweeps.of("cost", "max-steps=60", "p=7", "seeds=0,1");
            SweepCost cost = SweepCost.of(store, TinySweeps.options(6), two, left -> {});

            assertThat(cost.threads()).isEqualTo(3);
            assertThat(cost.fromRuns()).isZero();
            assertThat(cost.fromTrials()).isEqualTo(1);
        }
    }

    @Test
    void whatIsFinishedCostsNothing() {
        try (RunStore store = RunStore.open(home)) {
            TinySweeps.run(store, SWEEP, 2);
            SweepCost cost = SweepCost.of(store, TinySweeps.options(2), SWEEP, left -> {
                throw new AssertionError("no trial is needed");
            });

            assertThat(cost.stepsLeft()).isZero();
            assertThat(cost.seconds()).isZero();
            assertThat(cost.count(SweepRun.State.COMPLETED)).isEqualTo(6);
        }
    }
}
