// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calorimeter.lab.run.Presets;
import calorimeter.lab.run.Setting;
import calorimeter.lab.run.SettingException;
import calorimeter.lab.run.TrainParameters;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SweepGridTest {

    /// Two values of every setting that the preset can take besides its own.
    private static final Map<Setting, String> TWO_VALUES = Map.ofEntries(
            Map.entry(Setting.TASK, "lookup,induction"),
            Map.entry(Setting.TASK_CONTENT, "0".repeat(64) + "/9/5/4/3/2," + "1".repeat(64) + "/9/5/4/3/3"),
            Map.entry(Setting.LENGTH, "8,9"),
            Map.entry(Setting.VOCABULARY, "11,12"),
            Map.entry(Setting.EXAMPLES, "11,12"),
            Map.entry(Setting.PARITY_BITS, "1,2"),
            Map.entry(Setting.DATA, "operation,fashion-mnist"),
            Map.entry(Setting.OPERATION, "add,multiply"),
            Map.entry(Setting.P, "23,53"),
            Map.entry(Setting.TOKENS, "operands-equals,operands-operator-equals"),
            Map.entry(Setting.SPLIT, "ordered,unordered"),
            Map.entry(Setting.RANDOM_LABELS, "false,true"),
            Map.entry(Setting.MODEL, "transformer,mlp"),
            Map.entry(Setting.STAGES, "16,16/32"),
            Map.entry(Setting.ACTIVATION, "relu,gelu"),
            Map.entry(Setting.NORM, "none,pre-layer-norm"),
            Map.entry(Setting.POSITIONS, "learned,none"),
            Map.entry(Setting.MASK, "causal,full"),
            Map.entry(Setting.BIASES, "none,all"),
            Map.entry(Setting.READOUT, "last,mean"),
            Map.entry(Setting.TIED, "false,true"),
            Map.entry(Setting.CHARGES, "false,true"),
            Map.entry(Setting.LOGITS, "false,true"),
            Map.entry(Setting.DECAY_BIASES, "false,true"),
            Map.entry(Setting.NORM_CLAMP, "1:500,1.15:500"),
            Map.entry(Setting.INITIALIZATION, "nanda,pytorch"),
            Map.entry(Setting.OPTIMIZER, "adamw,adam"),
            Map.entry(Setting.LEARNING_RATE_DROPS, "100,200/300"),
            Map.entry(Setting.ORTHOGONAL_GRADIENT, "false,true"),
            Map.entry(Setting.FROZEN_NORM, "false,true"),
            Map.entry(Setting.ATTENTION, "tsallis,kaniadakis"),
            Map.entry(Setting.ORDER_TRAINABLE, "layer,head"),
            Map.entry(Setting.ATTENTION_TEMPERATURE, "0.5,1.0:2.0@5000"),
            Map.entry(Setting.ATTENTION_TEMPERATURE_TRAINABLE, "layer,head"),
            Map.entry(Setting.PLAN, "layered,folded"),
            Map.entry(Setting.LOSS, "stablemax,squared-error"),
            Map.entry(Setting.GRADIENT_FILTER, "none,grokfast"),
            // of one law, so that they differ in nothing else
            Map.entry(Setting.WEIGHT_DECAY_CONTROLLER, "zscore-cold-start,zscore-continuous"),
            Map.entry(Setting.STOP, "sustained,budget"),
            Map.entry(Setting.CONSTRAINT, "weights.norm = 30,weights.norm = 40"),
            // of one rate, so that they differ in nothing else
            Map.entry(Setting.DUAL_METHOD, "augmented,penalty"),
            Map.entry(Setting.ROTARY_BASE, "100,1000"),
            Map.entry(Setting.WIDTH, "64,128"),
            Map.entry(Setting.HEADS, "2,4"));

    private static SweepGrid grid() {
        return new SweepGrid("nanda");
    }

    private static SweepAxis axis(String key, String text) {
        return SweepAxis.parse(key, text, "--" + key);
    }

    @Test
    void theLastAxisIsTheFastest() {
        List<TrainParameters> runs = grid().fix("max-steps", "100", "--max-steps")
                .vary(axis("p", "23,53"))
                .vary(axis("weight-decay", "0,1"))
                .vary(axis("seeds", "0..2"))
                .runs();

        assertThat(runs)
                .extracting(run -> run.values().get("p") + " " + run.values().get("weight-decay") + " "
                        + run.training().seed())
                .containsExactly(
                        "23 0.0 0",
                        "23 0.0 1",
                        "23 0.0 2",
                        "23 1.0 0",
                        "23 1.0 1",
                        "23 1.0 2",
                        "53 0.0 0",
                        "53 0.0 1",
                        "53 0.0 2",
                        "53 1.0 0",
                        "53 1.0 1",
                        "53 1.0 2");
        assertThat(runs).allMatch(run -> run.stopping().maxSteps() == 100);
    }

    @Test
    void whatDecidesNothingMakesNoFurtherRun() {
        List<TrainParameters> runs =
                grid().vary(axis("keep-checkpoints", "none,every:7")).runs();

        assertThat(Sweep.of("s", runs).runs()).hasSize(1);
    }

    /// Given parameters are refused, and what is kept decides nothing.
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"INITIAL_WEIGHTS", "KEEP_CHECKPOINTS"})
    void everySettingCanVary(Setting setting) {
        String values = TWO_VALUES.getOrDefault(setting, "0.25,0.5");
        boolean integer = switch (setting) {
            case TRAIN_IMAGES,
                    TEST_IMAGES,
                    LAYERS,
                    MLP_WIDTH,
                    BATCH_SIZE,
                    SEED,
                    MAX_STEPS,
                    SUSTAIN,
                    LOG_EVERY,
                    LOG_SPACED,
                    PROBE_SIZE,
                    CONTROLLER_PERIOD -> true;
            default -> false;
        };
        SweepGrid grid = grid();
        if (setting == Setting.DATA || setting == Setting.TRAIN_IMAGES || setting == Setting.TEST_IMAGES) {
            grid.fix("model", "mlp", "test");
        }
        if (setting == Setting.TRAIN_IMAGES || setting == Setting.TEST_IMAGES || setting == Setting.STAGES) {
            grid.fix("data", "fashion-mnist", "test");
        }
        if (setting == Setting.STAGES) {
            grid.fix("model", "vgg", "test");
        }
        if (setting == Setting.ORDER || setting == Setting.ORDER_TRAINABLE) {
            grid.fix("attention", "tsallis", "test");
        }
        if (setting == Setting.ATTENTION || setting == Setting.ORDER_TRAINABLE) {
            grid.fix("order", "0.5", "test");
        }
        if (setting == Setting.MOMENTUM || setting == Setting.DAMPENING) {
            grid.fix("optimizer", "sgd", "test");
        }
        switch (setting) {
            case LENGTH, VOCABULARY, EXAMPLES -> grid.fix("task", "lookup", "test");
            case PARITY_BITS -> grid.fix("task", "parity", "test");
            case TASK_CONTENT -> grid.fix("task", "/data/pairs.csv", "test");
            case LEARNING_RATE_DROP_FACTOR -> grid.fix("learning-rate-drops", "100", "test");
            case FILTER_SCALE, FROZEN_NORM -> grid.fix("model", "mlp", "test").fix("norm", "batch-norm", "test");
            case GROKFAST_ALPHA, GROKFAST_LAMBDA -> grid.fix("gradient-filter", "grokfast", "test");
            case CONTROLLER_GAIN, CONTROLLER_THRESHOLD, CONTROLLER_SMOOTHING, CONTROLLER_GATE, CONTROLLER_PERIOD ->
                grid.fix("weight-decay-controller", "threshold", "test");
            case CONSTRAINT_BOUND -> grid.fix("constraint", "weights.norm <= bound", "test");
            case DUAL_METHOD, DUAL_RATE, DUAL_PROPORTIONAL, DUAL_SMOOTHING ->
                grid.fix("constraint", "weights.norm = 30", "test");
            case DUAL_PENALTY ->
                grid.fix("constraint", "weights.norm = 30", "test").fix("dual-method", "penalty", "test");
            case NORM_CLAMP -> grid.fix("reference-norm", "30", "test");
            case REFERENCE_NORM -> grid.fix("norm-clamp", "1.15:500", "test");
            case CONTROLLER_STEP -> grid.fix("weight-decay-controller", "discrete", "test");
            case CONTROLLER_Z -> grid.fix("weight-decay-controller", "zscore-continuous", "test");
            default -> {}
        }
        Sweep sweep = Sweep.of(
                "test", grid.vary(axis(setting.key(), integer ? "1,2" : values)).runs());

        assertThat(sweep.runs()).hasSize(2);
        if (setting == Setting.DUAL_METHOD) {
            assertThat(sweep.varied()).containsExactly("dual-method", "dual-rate");
        } else if (setting == Setting.GRADIENT_FILTER) {
            assertThat(sweep.varied()).containsExactly("gradient-filter", "grokfast-alpha", "grokfast-lambda");
        } else if (setting == Setting.MODEL || setting == Setting.DATA) {
            assertThat(sweep.varied())
                    .as("and what only one of them has")
                    .startsWith(setting.key())
                    .contains(setting == Setting.MODEL ? "heads" : "p");
        } else {
            assertThat(sweep.varied()).containsExactly(setting.key());
        }
    }

    @Test
    void aGridWithoutAxesIsASingleRun() {
        assertThat(grid().fix("p", "23", "--p").runs())
                .singleElement()
                .extracting(run -> run.training().operation().modulus())
                .isEqualTo(23);
        assertThatThrownBy(() -> grid().fix("p", "x", "--p").runs())
                .hasMessage("p is 'x' (--p) but must be an integer of at least 3");
        for (String colons : List.of("0:1:x", "a:b:c")) {
            assertThatThrownBy(() -> grid().vary(axis("weight-decay", colons)).runs())
                    .hasMessageStartingWith("weight-decay is '" + colons + "' (--weight-decay) but must be ");
        }
    }

    @Test
    void aSettingIsGivenOnce() {
        assertThatThrownBy(() -> grid().fix("seed", "1", "--seed").vary(axis("seeds", "0..9")))
                .hasMessage("seed is given twice (--seed; --seeds); leave one out");
        assertThatThrownBy(() -> grid().vary(axis("p", "23,53")).vary(axis("p", "97,113")))
                .hasMessage("p is given twice (--p; --p); leave one out");
    }

    @Test
    void theOrderOfIntervalsMovesNoDraw() {
        SweepGrid here = grid().set("p", "7:97", "test").set("weight-decay", "0:1", "test");
        SweepGrid there = grid().set("weight-decay", "0:1", "test").set("p", "7:97", "test");

        assertThat(here.sample(9, 0)).isEqualTo(there.sample(9, 0));
    }

    @Test
    void everyPointIsChecked() {
        assertThatThrownBy(() -> grid().vary(axis("p", "23,53,two")).runs())
                .isInstanceOf(SettingException.class)
                .hasMessage("p is 'two' (--p) but must be an integer of at least 3");
        assertThatThrownBy(() -> grid().fix("operation", "divide", "--operation")
                        .vary(axis("p", "7,8"))
                        .vary(axis("seeds", "0..1"))
                        .runs())
                .hasMessage("the run p=8 seed=0 cannot be: p is 8 but division needs a prime");
    }

    /// Draws are slowest: a larger sample begins with the runs of a smaller one.
    @Test
    void aSampleIsCombinedWithTheAxes() {
        SweepGrid grid = grid().set("weight-decay", "0:1", "test").set("seeds", "0..2", "test");
        List<TrainParameters> runs = grid.sample(4, 7);

        assertThat(runs).hasSize(12).extracting(run -> run.training().seed()).startsWith(0L, 1L, 2L, 0L);
        assertThat(runs.subList(0, 3))
                .extracting(run -> run.values().get("weight-decay"))
                .containsOnly(runs.getFirst().values().get("weight-decay"));
        assertThat(runs.stream().map(run -> run.values().get("weight-decay")).distinct())
                .hasSize(4);
        assertThat(runs.subList(0, 6)).isEqualTo(grid.sample(2, 7));
        assertThat(grid.sample(4, 8)).doesNotContainAnyElementsOf(runs);
    }

    /// What the setting is decides, not how its ends are written; a setting that only some runs read, too.
    @Test
    void integersStayIntegers() {
        SweepGrid grid = grid().set("optimizer", "adamw,sgd", "test")
                .set("momentum", "0:9e-1", "test")
                .set("mlp-width", "log:8:64", "test")
                .set("weight-decay", "0:1", "test");

        assertThat(grid.sample(20, 0)).allSatisfy(run -> {
            assertThat(run.values().get("mlp-width")).matches("\\d+");
            assertThat(run.values().get("weight-decay")).matches("0\\.\\d{4,}");
        });
    }

    @Test
    void tooManyRuns() {
        assertThatThrownBy(() -> grid().vary(axis("seeds", "0..99999"))
                        .vary(axis("p", "23,53"))
                        .runs())
                .hasMessage("the grid has more than 100000 runs; split it");
    }

    /// The learning rule adamw has no momentum, so its two points are one run.
    @Test
    void equalRunsAreOne() {
        Sweep sweep = Sweep.of(
                "rules",
                grid().vary(axis("optimizer", "adamw,sgd"))
                        .vary(axis("momentum", "0,0.9"))
                        .runs());

        assertThat(sweep.runs()).hasSize(3);
    }

    @Test
    void theIdentityIsOfTheRunsInTheirOrder() {
        List<TrainParameters> runs = grid().vary(axis("seeds", "0..3")).runs();
        Sweep sweep = Sweep.unnamed(runs);

        assertThat(Sweep.of("other", runs).identity()).isEqualTo(sweep.identity());
        assertThat(Sweep.unnamed(runs.reversed()).identity()).isNotEqualTo(sweep.identity());
        assertThat(Sweep.unnamed(runs.subList(0, 3)).identity()).isNotEqualTo(sweep.identity());
        assertThat(sweep.name())
                .isEqualTo(Presets.NANDA.key() + "-" + sweep.identity().substring(0, 8));
    }

    @Test
    void namesThatCannotBeFolders() {
        List<TrainParameters> runs = grid().vary(axis("seeds", "0..1")).runs();
        for (String name : List.of("", "a/b", "..", ".x", "a b", "ä")) {
            assertThatThrownBy(() -> Sweep.of(name, runs))
                    .isInstanceOf(SweepException.class)
                    .hasMessageContaining("the sweep's name is '" + name + "'");
        }
        assertThatThrownBy(() -> Sweep.of("none", List.of())).hasMessage("the sweep none has no runs");
    }
}
