// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.lab.run.Presets;
import calorimeter.lab.run.TinyRuns;
import calorimeter.lab.store.RunStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class SweepForecastTest {

    private static final Sweep SWEEP = TinySweeps.of("cost", "max-steps=60", "p=7,11", "seeds=0..2");

    @TempDir
    Path home;

    private static SweepForecast withoutTrials(int cores) {
        return new SweepForecast(TinySweeps.options(cores), 100, left -> {
            throw new AssertionError("no trial is needed");
        });
    }

    @Test
    void everyKindOfStepIsTriedOnceAndNothingIsStored() {
        try (RunStore store = RunStore.open(home)) {
            List<Integer> trials = new ArrayList<>();
            SweepForecast forecast = new SweepForecast(TinySweeps.options(2), 100, trials::add);
            SweepForecast.Cost cost = forecast.of(store, SWEEP);

            assertThat(trials).containsExactly(2, 1);
            assertThat(cost.threads()).isEqualTo(1);
            assertThat(cost.shapes()).isEqualTo(2);
            assertThat(cost.tried()).isEqualTo(2);
            assertThat(cost.stepsLeft()).isEqualTo(360);
            assertThat(cost.seconds()).as("the start counts").isBetween(100.0, 200.0);
            assertThat(SweepRun.count(cost.runs(), SweepRun.State.MISSING)).isEqualTo(6);
            assertThat(store.runs()).isEmpty();
            assertThat(store.sweepNames()).isEmpty();

            Sweep longer = TinySweeps.of("longer", "max-steps=100000", "p=7,11", "seeds=0..2");
            assertThat(forecast.of(store, longer).seconds()).isGreaterThan(cost.seconds());
            assertThat(trials).as("the same steps, more of them").hasSize(2);
        }
    }

    /// examples × weights: 0.3·23² · (3·128·512 + 512·23), and 0.3·23² · (3·128·512 + 512² + 512·23).
    @Test
    void theWorkOfAPerceptronGrowsWithItsWeights() {
        double shallow = SweepForecast.work(TinyRuns.parameters(Presets.NANDA, "p=23", "model=mlp"));
        double deep = SweepForecast.work(TinyRuns.parameters(Presets.NANDA, "p=23", "model=mlp", "layers=2"));

        assertThat(shallow).isCloseTo(158.7 * 208_384, within(1.0));
        assertThat(deep).isCloseTo(158.7 * 470_528, within(1.0));
    }

    /// Nobody waits for a trial of each of 18 shapes.
    @Test
    void ofManyShapesSomeAreTriedAndTheOthersFollow() {
        try (RunStore store = RunStore.open(home)) {
            List<Integer> trials = new ArrayList<>();
            Sweep many = TinySweeps.of(
                    "many", "max-steps=60", "p=3,5,7,9,11,13", "train-fraction=0.4,0.5,0.6", "operation=add");
            SweepForecast.Cost cost = new SweepForecast(TinySweeps.options(1), 100, trials::add).of(store, many);

            assertThat(trials).hasSize(SweepForecast.MOST_TRIALS).startsWith(8).endsWith(1);
            assertThat(cost.shapes()).isEqualTo(18);
            assertThat(cost.tried()).isEqualTo(SweepForecast.MOST_TRIALS);
            assertThat(cost.seconds()).isPositive();
        }
    }

    /// A controller that reads V at every step costs more than one that reads it now and then; its strength costs
    /// nothing.
    @Test
    void periodAndLawOfAControllerMakeAnotherShape() {
        Sweep sweep = TinySweeps.of(
                "control",
                "max-steps=60",
                "p=7",
                "weight-decay-controller=threshold,discrete",
                "controller-period=1,50",
                "controller-threshold=0.01,0.02");
        try (RunStore store = RunStore.open(home)) {
            SweepRunner.Options stopped = TinySweeps.options(1).withStop(() -> true);
            assertThat(new SweepForecast(stopped, 100, left -> {})
                            .of(store, sweep)
                            .shapes())
                    .isEqualTo(4);
        }
    }

    @Test
    void whatIsFinishedCostsNothing() {
        try (RunStore store = RunStore.open(home)) {
            TinySweeps.run(store, SWEEP, 2);
            SweepForecast.Cost cost = withoutTrials(2).of(store, SWEEP);

            assertThat(cost.stepsLeft()).isZero();
            assertThat(cost.seconds()).isZero();
            assertThat(SweepRun.count(cost.runs(), SweepRun.State.COMPLETED)).isEqualTo(6);
        }
    }

    @Test
    void aShapeWhoseStepsAreNotFiniteIsNotTimed() {
        Sweep hot = TinySweeps.of("hot", "max-steps=60", "p=7", "optimizer=sgd", "learning-rate=1e30,2e30");
        try (RunStore store = RunStore.open(home)) {
            assertThat(new SweepForecast(TinySweeps.options(1), 100, left -> {})
                            .of(store, hot)
                            .seconds())
                    .isNaN();
        }
    }

    /// Steps of one second, as they come: ten of two kinds in twenty seconds.
    private static List<StepTrial.Step> steps(double... seconds) {
        List<StepTrial.Step> steps = new ArrayList<>();
        double end = 0;
        for (int i = 0; i < seconds.length; i++) {
            end += seconds[i];
            steps.add(new StepTrial.Step(end, seconds[i], i % 2 == 1));
        }
        return steps;
    }

    @Test
    void stepsThatBecomeNoFasterAreSettled() {
        double[] even = new double[40];
        Arrays.fill(even, 1.0);
        double[] falling = new double[40];
        for (int i = 0; i < falling.length; i++) {
            falling[i] = i < 16 ? 2 : 1;
        }

        assertThat(StepTrial.isSettled(steps(even), 40)).isTrue();
        assertThat(StepTrial.isSettled(steps(falling), 56))
                .as("the quarter before took twice as long")
                .isFalse();
        assertThat(StepTrial.isSettled(steps(even).subList(0, 8), 8))
                .as("too few steps")
                .isFalse();
    }

    /// Four steps of which the first two took nine seconds longer than they do later.
    @Test
    void aNewProcessLosesWhatTheFirstTrialLost() {
        List<StepTrial.Step> cold = steps(9, 2, 1, 2);

        assertThat(SweepForecast.elapsed(cold, 1, 2, 0)).isZero();
        assertThat(SweepForecast.elapsed(cold, 1, 2, 1)).isEqualTo(9);
        assertThat(SweepForecast.elapsed(cold, 1, 2, 3)).isEqualTo(11);
        assertThat(SweepForecast.elapsed(cold, 1, 2, 100)).isCloseTo(108, within(1e-9));
        assertThat(SweepForecast.elapsed(List.of(), 1, 2, 7)).isEqualTo(7);
    }
}
