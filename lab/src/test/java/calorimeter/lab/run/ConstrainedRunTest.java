// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.training.ParameterDigest;
import calorimeter.engine.training.Trainer;
import calorimeter.lab.constraint.Constrained;
import calorimeter.lab.constraint.Optimality.Condition;
import calorimeter.lab.store.RunSeries;
import calorimeter.lab.store.RunStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Training under constraints: bits, resuming, outcomes, and what is refused.
class ConstrainedRunTest {

    private static final String HEADS = "constraint=attention.S <= 0.5; attention.C.read.layer0.head1 >= 0.01";

    @TempDir
    Path home;

    private static TrainParameters tiny(String... flags) {
        return TinyRuns.tiny(Presets.NANDA, flags);
    }

    private static String digest(TrainParameters parameters, boolean vector, int threads) {
        try (Workers workers = new Workers(threads)) {
            Trainer trainer =
                    TrainExperiment.trainer(parameters, vector ? Kernels.vector() : Kernels.scalar(), workers);
            Constrained constrained = parameters.constraints().begin(parameters.training());
            for (int step = 0; step < 12; step++) {
                trainer.gradient(constrained);
                trainer.update();
            }
            return ParameterDigest.sha256(trainer.layout(), trainer.parameters());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                HEADS,
                "constraint=weights.norm = 3; rate(error) <= 0.1; train.loss <= 0.1",
                "constraint=rate(error) <= 0"
            })
    void bitsDependNeitherOnThreadsNorOnTheKernel(String constraint) {
        TrainParameters parameters = tiny("p=29", constraint);
        String digest = digest(parameters, true, 1);
        assertThat(digest(parameters, true, 2)).isEqualTo(digest);
        assertThat(digest(parameters, true, 4)).isEqualTo(digest);
        assertThat(digest(parameters, false, 1)).isEqualTo(digest);
        assertThat(digest(tiny("p=29"), true, 1)).isNotEqualTo(digest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pi", "ascent", "augmented", "penalty"})
    void aRunInPiecesIsTheRun(String method) {
        TrainParameters parameters =
                tiny(HEADS, "batch-size=6", "dual-method=" + method, "dual-rate=0.1", "dual-smoothing=0.5");
        try (RunStore store = RunStore.open(home)) {
            TinyRuns.start(store, parameters);
            RunSeries expected = store.series(store.runs().getFirst());
            Outcome outcome = TinyRuns.start(store, parameters, 1, 1);
            String run = outcome.run();
            for (int stop : new int[] {6, 13, 30}) {
                TinyRuns.resume(store, run, stop);
            }
            TinyRuns.resume(store, run, Integer.MAX_VALUE);
            RunSeries series = store.series(store.find(run));
            assertThat(TinyRuns.bits(series)).isEqualTo(TinyRuns.bits(expected));
            assertThat(Arrays.stream(series.column("constraint1.multiplier"))
                            .max()
                            .orElseThrow())
                    .isPositive();
        }
    }

    /// ‖θ‖ is held at 10 against weight decay, and entropy above 1, on labels that cannot be learned for
    /// nothing: the conditions hold, and the multiplier of the entropy's floor is the temperature of every
    /// head. GELU, since nothing is stationary at the kinks of ReLU.
    @Test
    void aRunAtRestMeetsTheConditions() {
        TrainParameters parameters = tiny(
                "constraint=weights.norm = 10; attention.S.read >= 1",
                "activation=gelu",
                "random-labels=true",
                "optimizer=adam",
                "learning-rate=0.005",
                "learning-rate-drops=1500/1800",
                "weight-decay=0.003",
                "train-fraction=0.9",
                "stop=budget",
                "dual-rate=0.005",
                "max-steps=2000",
                "log-every=100");
        try (RunStore store = RunStore.open(home)) {
            TinyRuns.start(store, parameters);
            ConstraintReview review = ConstraintReview.of(store, store.runs().getFirst());
            assertThat(review.decoupled()).isFalse();
            assertThat(review.optimality().stationarity()).isLessThan(0.01);
            Condition norm = review.optimality().conditions().get(0);
            Condition entropy = review.optimality().conditions().get(1);
            assertThat(norm.value()).isCloseTo(10, within(0.01));
            assertThat(norm.gradient()).isCloseTo(1, within(1e-4));
            assertThat(entropy.value()).isCloseTo(1, within(0.002));
            for (Condition condition : List.of(norm, entropy)) {
                double within = 0.01 * Math.abs(condition.asked());
                assertThat(condition.met() && condition.active() && condition.signed())
                        .isTrue();
                assertThat(condition.multiplier()).isCloseTo(condition.asked(), within(within));
            }
            assertThat(norm.temperatures()).isEmpty();
            assertThat(entropy.temperatures())
                    .hasSize(2)
                    .allSatisfy(temperature -> assertThat(temperature)
                            .isCloseTo(entropy.multiplier(), within(0.01 * entropy.multiplier())));
        }
    }

    /// Batches of one example: most have none of group c. Such a step moves neither the multiplier nor, for
    /// the rate, the parameters, and no run ends by it.
    @Test
    void aRateOfNoExampleMovesNothing() throws IOException {
        Path table = home.resolve("table.csv");
        StringBuilder rows = new StringBuilder("x,y,label,group\n");
        for (int i = 0; i < 16; i++) {
            rows.append(i % 4 + "," + i / 4 + "," + i % 2 + (i < 3 ? ",c\n" : ",d\n"));
        }
        Files.writeString(table, rows);
        TrainParameters parameters = TinyRuns.parameters(
                Presets.NANDA,
                "task=" + table,
                "width=16",
                "heads=2",
                "mlp-width=32",
                "train-fraction=0.95",
                "batch-size=1",
                "max-steps=20",
                "log-every=1",
                "constraint=rate(error, group=c) <= 0",
                "dual-method=ascent",
                "dual-rate=1");
        try (RunStore store = RunStore.open(home.resolve("runs"))) {
            assertThat(TinyRuns.start(store, parameters)).isInstanceOf(Outcome.Completed.class);
            RunSeries series = store.series(store.runs().getFirst());
            double[] values = series.column("constraint1.value");
            double[] multipliers = series.column("constraint1.multiplier");
            assertThat(values).contains(Double.NaN).contains(1);
            for (int i = 1; i < values.length; i++) {
                double change = multipliers[i] - multipliers[i - 1];
                assertThat(change).as("step %d", i).isEqualTo(Double.isNaN(values[i]) ? 0 : values[i]);
            }
        }
    }

    @Test
    void aMultiplierThatGrowsWithoutEndEndsTheRun() {
        TrainParameters parameters = tiny("constraint=weights.norm <= 0.1", "dual-method=ascent", "dual-rate=1e5");
        try (RunStore store = RunStore.open(home)) {
            Outcome outcome = TinyRuns.start(store, parameters);
            assertThat(outcome).isInstanceOf(Outcome.Diverged.class);
            assertThat(((Outcome.Diverged) outcome).quantity()).isEqualTo("multiplier of weights.norm <= 0.1");
        }
    }

    @Test
    void theBoundHasASettingOfItsOwn() {
        TrainParameters parameters = tiny("constraint=weights.norm <= bound", "constraint-bound=7");
        assertThat(parameters.constraints().constraints().getFirst().bound()).isEqualTo(7);
        assertThat(parameters.values()).containsEntry("constraint", "weights.norm <= bound");
        assertThat(TrainJson.parameters(TrainJson.configuration(parameters))).isEqualTo(parameters);
    }

    @Test
    void aBoundThatIsNamedIsGiven() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tiny("constraint=weights.norm <= bound"))
                .withMessageStartingWith("constraint-bound is 'none'")
                .withMessageEndingWith("must be a number, since a constraint names it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "attention.s >= 0.5 | attention.s is no quantity of this run",
                "attention.s >= 0.5 | as attention.C, attention.S",
                "attention.V <= 1 | attention.V is recorded but has none",
                "attention.S.layer1 >= 0.1 | attention.S.layer1 is no quantity of this run",
                "attention.S > 0.5 | with <=, >= or =, not > ('attention.S > 0.5')",
                "attention.S >= half | with a number on the right, not 'half'",
                "attention.S >= 0.5; | nothing stands at character 20",
                "attention.S 0.5 | QUANTITY, one of <= >= =, and a number",
                "attention.S >= 0.6 | attention.S lies between 0.0 and 0.59725314",
                "attention.S.read >= 1.1 | attention.S.read lies between 0.0 and 1.0986123",
                "attention.C <= -1 | attention.C lies between 0.0 and Infinity",
                "weights.norm >= 5; weights.norm <= 4 | no value has weights.norm >= 5.0 and weights.norm <= 4.0",
                "rate(positive) <= 0.5 | without positive rates, which need two classes; the task has 7",
                "rate(wrong) <= 0.5 | rate(wrong) is no quantity of this run",
                "rate(error) <= -0.1 | rate(error) lies between 0.0 and 1.0",
            })
    void whatCannotBeIsRefused(String constraint, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tiny("constraint=" + constraint))
                .withMessageContaining("constraint")
                .withMessageContaining("(--constraint")
                .withMessageContaining(reason);
    }

    @Test
    void otherEntropiesThanSoftmaxHaveOtherGradients() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tiny("constraint=attention.S >= 0.5", "attention=tsallis", "order=1.5"))
                .withMessageContaining("attention.S is recorded but has none");
    }

    @Test
    void chargesAreNotThoseOfTheLoss() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tiny("constraint=weights.norm <= 4", "charges=true"))
                .withMessageContaining("charges is 'true' (--charges) but must be false with a constraint");
    }

    @Test
    void groupsMustBeThoseOfTheData() {
        TrainParameters parameters = tiny("constraint=rate(error, group=a) <= 0.1");
        try (Workers workers = new Workers(1)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new TrainExperiment(Kernels.vector(), workers).prepare(parameters))
                    .withMessageContaining("without groups: the data have no column group");
        }
    }
}
