// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import calorimeter.engine.model.LossFunction;
import calorimeter.engine.optimizer.GradientFilterSettings;
import calorimeter.lab.control.ControlLaw;
import calorimeter.lab.control.WeightDecayControl;
import calorimeter.lab.store.Checkpoint;
import calorimeter.lab.store.CheckpointStore;
import calorimeter.lab.store.Column;
import calorimeter.lab.store.RunSeries;
import calorimeter.lab.store.RunStore;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Controllers, gradient filters and losses as settings of recorded runs.
class InterventionTest {

    private static final String[] CONTROLLERS = {"threshold", "discrete", "zscore-cold-start", "zscore-continuous"};

    /// So that tiny runs are acted on: an open gate early, and rates that count.
    private static final String[] LIVELY = {"controller-gate=0.3", "controller-threshold=0", "controller-z=0.5"};

    @TempDir
    Path home;

    static String[] controllers() {
        return CONTROLLERS.clone();
    }

    private static TrainParameters lively(Presets preset, String... flags) {
        String[] all = Arrays.copyOf(LIVELY, LIVELY.length + flags.length);
        System.arraycopy(flags, 0, all, LIVELY.length, flags.length);
        return TinyRuns.tiny(preset, all);
    }

    private static String identity(TrainParameters parameters) {
        return TrainJson.identity(parameters);
    }

    /// As they were before these settings existed (`verma` since numeric version 4); a change here is a change
    /// of [NumericVersion] or a mistake.
    @ParameterizedTest
    @CsvSource({
        "nanda, a8b97f367567d0daade11cb89661718e194a988f6c18a82bfe164b079eee2bfd",
        "pandey, dc39bfd45d90ef7d45cc90b38f1ffac828cfda81da2aff7921d1da9f8a5ae295",
        "verma, 7f843cc8e8b2519eea8a0f6a6caf0bf8239e98f927a2799981f0c9b887ae9c2b",
        "bi, e1a37d360ccf5e2f93157ba36a1a44a906d31ca4959e6e53a3a42fe07afce607"
    })
    void settingsThatChangeNothingKeepTheIdentity(String preset, String identity) {
        assertThat(identity(TinyRuns.parameters(Presets.find(preset)))).isEqualTo(identity);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "weight-decay-controller=threshold",
                "weight-decay-controller=zscore-cold-start",
                "gradient-filter=grokfast",
                "orthogonal-gradient=true",
                "learning-rate-drops=7",
                "loss=squared-error",
                "loss=stablemax"
            })
    void everyInterventionIsAnotherRunAndIsReadBack(String flag) {
        TrainParameters parameters = TinyRuns.parameters(Presets.PANDEY, flag);
        TrainParameters read = TrainJson.parameters(TrainJson.configuration(parameters));

        assertThat(identity(parameters)).isNotEqualTo(identity(TinyRuns.parameters(Presets.PANDEY)));
        assertThat(read).isEqualTo(parameters);
        assertThat(identity(read)).isEqualTo(identity(parameters));
        assertThat(parameters.command("calorimeter")).contains(" --" + flag.replace('=', ' '));
    }

    @Test
    void theDefaultsAreTheSources() {
        TrainParameters fast = TinyRuns.parameters(Presets.NANDA, "gradient-filter=grokfast", "loss=stablemax");
        assertThat(fast.training().gradientFilter()).isEqualTo(new GradientFilterSettings.Grokfast(0.98, 2));
        assertThat(fast.training().transformer().loss()).isEqualTo(LossFunction.STABLEMAX);
        assertThat(fast.values()).containsEntry("grokfast-alpha", "0.98").doesNotContainKey("controller-gain");
        assertThat(TinyRuns.parameters(Presets.PANDEY, "weight-decay-controller=threshold")
                        .control())
                .isEqualTo(new WeightDecayControl(new ControlLaw.Threshold(5, 0.02, 0.9), 0.99, 0));
        assertThat(TinyRuns.parameters(Presets.PANDEY, "weight-decay-controller=zscore-continuous")
                        .control())
                .isEqualTo(new WeightDecayControl(new ControlLaw.ZScore(2, 0.9, false), 0.99, 0));
        assertThat(TinyRuns.parameters(Presets.PANDEY, "weight-decay-controller=discrete")
                        .control())
                .isEqualTo(new WeightDecayControl(new ControlLaw.Discrete(1, 0.02, 0.9), 0.99, 0));
    }

    @Test
    void wrongValuesAreNamed() {
        assertThatThrownBy(() -> TinyRuns.parameters(Presets.NANDA, "weight-decay-controller=zscore"))
                .hasMessage("weight-decay-controller is 'zscore' (--weight-decay-controller) but must be one of none, "
                        + "threshold, zscore-cold-start, zscore-continuous, discrete");
        assertThatThrownBy(() -> TinyRuns.parameters(Presets.NANDA, "gradient-filter=grokfast", "grokfast-alpha=1"))
                .hasMessage("grokfast-alpha is '1' (--grokfast-alpha) but must be in [0, 1)");
        assertThatThrownBy(() ->
                        TinyRuns.parameters(Presets.NANDA, "weight-decay-controller=discrete", "controller-gate=2"))
                .hasMessage("controller-gate is '2' (--controller-gate) but must be in [0, 1]");
        assertThatThrownBy(() -> TinyRuns.parameters(Presets.NANDA, "controler-gain=2"))
                .hasMessageContaining("did you mean controller-gain");
    }

    /// The recorded λ obeys the law, given the recorded signal; its mean is that of the updates so far.
    @Test
    void weightDecayFollowsTheSignal() {
        TrainParameters parameters = lively(Presets.NANDA, "weight-decay-controller=threshold", "log-every=1");
        try (RunStore store = RunStore.open(home)) {
            TinyRuns.start(store, parameters);
            RunSeries series = store.series(store.runs().getFirst());
            double[] decay = series.column("weight-decay");
            double[] signal = series.column("weight-decay.signal");
            double[] mean = series.column("weight-decay.mean");
            double[] accuracy = series.column("train.accuracy");
            double[] variance = series.column("attention.V");
            boolean open = false;
            double smoothed = 0;
            double sum = 0;
            for (int i = 0; i < decay.length; i++) {
                open |= accuracy[i] >= 0.3;
                if (i > 0) {
                    smoothed = 0.9 * smoothed + (1 - 0.9) * (variance[i] - variance[i - 1]);
                    assertThat(signal[i]).isEqualTo(smoothed);
                    assertThat(mean[i]).isCloseTo(sum / i, within(1e-12));
                }
                assertThat(decay[i]).as("step %d", i).isEqualTo(1 + (open ? 5 * Math.max(0, smoothed) : 0));
                sum += decay[i];
            }
            assertThat(Arrays.stream(decay).distinct().count()).isGreaterThan(10);
            assertThat(mean[0]).isNaN();
        }
    }

    /// 25 training examples in batches of 6 are five updates: λ changes at multiples of five, or of the period.
    @ParameterizedTest
    @CsvSource({"0, 5", "7, 7"})
    void theSensorIsReadOncePerEpochUnlessToldOtherwise(int period, int expected) {
        TrainParameters parameters = lively(
                Presets.PANDEY,
                "train-fraction=0.511",
                "batch-size=6",
                "learning-rate=0.01",
                "weight-decay-controller=threshold",
                "controller-period=" + period,
                "log-every=1");
        try (RunStore store = RunStore.open(home)) {
            TinyRuns.start(store, parameters);
            double[] signal = store.series(store.runs().getFirst()).column("weight-decay.signal");
            for (int i = expected; i < signal.length; i++) {
                if (i % expected == 0) {
                    assertThat(signal[i]).as("step %d", i).isNotEqualTo(signal[i - 1]);
                } else {
                    assertThat(signal[i]).as("step %d", i).isEqualTo(signal[i - 1]);
                }
            }
        }
    }

    /// A law that never adds anything is the constant weight decay, bit for bit.
    @ParameterizedTest
    @CsvSource({"threshold, controller-gain=0, true", "threshold, controller-gain=5, false"})
    void aControllerThatAddsNothingChangesNothing(String controller, String flag, boolean same) {
        TrainParameters constant = lively(Presets.PANDEY, "learning-rate=0.01");
        TrainParameters controlled =
                lively(Presets.PANDEY, "learning-rate=0.01", "weight-decay-controller=" + controller, flag);
        try (RunStore store = RunStore.open(home)) {
            String expected = completed(TinyRuns.start(store, constant)).parametersSha256();
            String actual = completed(TinyRuns.start(store, controlled)).parametersSha256();
            assertThat(actual.equals(expected)).isEqualTo(same);
        }
    }

    @Test
    void onlyControlledRunsHaveTheColumns() {
        try (RunStore store = RunStore.open(home)) {
            TinyRuns.start(store, TinyRuns.tiny(Presets.NANDA));
            assertThat(store.series(store.runs().getFirst()).columns())
                    .extracting(Column::name)
                    .noneMatch(name -> name.startsWith("weight-decay"));
        }
    }

    private static TrainResult completed(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Completed.class);
        return ((Outcome.Completed) outcome).result();
    }

    /// The last step is measured again, and its sensor must not be read twice: the store would refuse the row.
    @ParameterizedTest
    @MethodSource("controllers")
    void theLastStepIsReadOnceThoughMeasuredTwice(String controller) throws SQLException {
        TrainParameters parameters =
                lively(Presets.NANDA, "learning-rate=0.01", "weight-decay-controller=" + controller);
        try (RunStore store = RunStore.open(home)) {
            String run = TinyRuns.start(store, parameters).run();
            CheckpointStore checkpoints = store.checkpoints(store.find(run));
            Checkpoint atTheEnd = checkpoints.latest().orElseThrow();
            TinyRuns.loseResult(home, run);
            assertThat(TinyRuns.resume(store, run, Integer.MAX_VALUE)).isInstanceOf(Outcome.Completed.class);
            assertThat(checkpoints.latest()).hasValue(atTheEnd);
        }
    }

    /// In pieces that end before, at and after readings of the sensor, and on any number of threads: every bit
    /// of every row, λ included.
    @ParameterizedTest
    @MethodSource("controllers")
    void aControlledRunInPiecesAndOnThreadsIsTheRun(String controller) {
        TrainParameters parameters = lively(
                Presets.PANDEY,
                "batch-size=6",
                "learning-rate=0.01",
                "log-every=7",
                "weight-decay-controller=" + controller,
                "gradient-filter=grokfast",
                "orthogonal-gradient=true",
                "loss=stablemax");
        RunSeries whole = runInPiecesAndOnThreads(parameters);
        assertThat(Arrays.stream(whole.column("weight-decay")).distinct().count())
                .isGreaterThan(1);
    }

    /// A run that goes on draws the lengths of its filters again; running averages and drops are between the pieces.
    @Test
    void aFrozenRunInPiecesAndOnThreadsIsTheRun() {
        runInPiecesAndOnThreads(lively(
                Presets.NANDA,
                "model=mlp",
                "norm=batch-norm",
                "batch-size=6",
                "optimizer=sgd",
                "momentum=0.9",
                "learning-rate=0.1",
                "learning-rate-drops=3/8/19",
                "log-every=7",
                "filter-scale=3",
                "frozen-norm=true",
                "loss=squared-error"));
    }

    /// Returns what the run recorded, the same in one piece, in several, and on 2 or 4 threads.
    private RunSeries runInPiecesAndOnThreads(TrainParameters parameters) {
        try (RunStore store = RunStore.open(home)) {
            TrainResult whole = completed(TinyRuns.start(store, parameters));
            RunSeries expected = store.series(store.runs().getFirst());
            String run = TinyRuns.start(store, parameters, 1, 3).run();
            for (int piece : new int[] {1, 1, 5, 11, 24}) {
                TinyRuns.resume(store, run, piece);
            }
            TrainResult pieces = completed(TinyRuns.resume(store, run, Integer.MAX_VALUE));
            assertThat(pieces.parametersSha256()).isEqualTo(whole.parametersSha256());
            assertThat(TinyRuns.bits(store.series(store.find(run)))).isEqualTo(TinyRuns.bits(expected));
            for (int threads : new int[] {2, 4}) {
                Outcome outcome = TinyRuns.start(store, parameters, threads, Integer.MAX_VALUE);
                assertThat(completed(outcome).parametersSha256()).isEqualTo(whole.parametersSha256());
                assertThat(TinyRuns.bits(store.series(store.find(outcome.run()))))
                        .isEqualTo(TinyRuns.bits(expected));
            }
            return expected;
        }
    }
}
