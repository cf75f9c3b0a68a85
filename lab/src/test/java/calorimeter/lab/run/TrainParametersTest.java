// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calorimeter.engine.data.Operation;
import calorimeter.engine.data.TokenLayout;
import calorimeter.engine.optimizer.OptimizerSettings;
import calorimeter.engine.transformer.settings.Mask;
import calorimeter.engine.transformer.settings.Positions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TrainParametersTest {

    private static TrainParameters of(Presets preset, String... flags) {
        return TinyRuns.parameters(preset, flags);
    }

    private static String identity(TrainParameters parameters) {
        return TrainJson.identity(parameters);
    }

    private static void assertRoundTrip(TrainParameters parameters) {
        TrainParameters read = TrainJson.parameters(TrainJson.configuration(parameters));

        assertThat(read).isEqualTo(parameters);
        assertThat(read.values()).isEqualTo(parameters.values());
        assertThat(identity(read)).isEqualTo(identity(parameters));
    }

    @ParameterizedTest
    @EnumSource
    void everyPresetIsReadBackAsItWasWritten(Presets preset) {
        assertRoundTrip(of(preset));
    }

    @Test
    void everyRuleIsReadBackWithItsOwnConstants() {
        TrainParameters sgd = of(Presets.VERMA, "optimizer=sgd", "momentum=0.9", "dampening=0.25");
        assertThat(sgd.training().optimizer()).isEqualTo(new OptimizerSettings.Sgd(0.001, 0.9, 0.25, 1));
        assertThat(sgd.values()).containsKeys("momentum", "dampening").doesNotContainKeys("beta1", "beta2", "epsilon");
        assertRoundTrip(sgd);

        TrainParameters adam = of(Presets.NANDA, "optimizer=adam", "beta1=0.8", "epsilon=1e-6");
        assertThat(adam.training().optimizer()).isEqualTo(new OptimizerSettings.Adam(0.001, 0.8, 0.98, 1e-6, 1));
        assertThat(adam.values()).doesNotContainKeys("momentum", "dampening");
        assertRoundTrip(adam);
    }

    @ParameterizedTest
    @EnumSource
    void whatARunDoesNotHaveBelongsToARuleThatItDoesNotFollow(Presets preset) {
        Map<String, String> values = of(preset).values();
        assertThat(Setting.values())
                .filteredOn(setting -> !values.containsKey(setting.key()))
                .allMatch(setting -> setting.rule().isPresent());
    }

    @Test
    void extremeNumbersAreReadBackExactly() {
        assertRoundTrip(of(
                Presets.NANDA,
                "train-fraction=0.30000000000000004",
                "learning-rate=4.9e-324",
                "weight-decay=1e308",
                "seed=-9223372036854775808"));
    }

    @Test
    void thePresetsAreThoseOfTheirSources() {
        TrainParameters nanda = of(Presets.NANDA);
        assertThat(nanda.training().operation().modulus()).isEqualTo(113);
        assertThat(nanda.training().batchSize()).isZero();
        assertThat(nanda.training().transformer().headSize()).isEqualTo(32);
        TrainParameters pandey = of(Presets.PANDEY);
        assertThat(pandey.training().operation().layout()).isEqualTo(TokenLayout.OPERANDS_OPERATOR_EQUALS);
        assertThat(pandey.training().transformer().positions()).isEqualTo(Positions.ROTARY);
        assertThat(of(Presets.VERMA).training().transformer().heads()).isEqualTo(8);
        assertThat(of(Presets.BI).training().transformer().mask()).isEqualTo(Mask.FULL);
    }

    @ParameterizedTest
    @CsvSource({"train-fraction, 0.30, 0.3", "train-fraction, 3e-1, 0.3", "learning-rate, 1e-3, 0.001", "p, 113, +113"})
    void theSameNumberIsTheSameRun(String key, String written, String otherwise) {
        assertThat(identity(of(Presets.NANDA, key + "=" + written)))
                .isEqualTo(identity(of(Presets.NANDA, key + "=" + otherwise)));
    }

    /// Of sequences, images, vgg, sgd, grokfast and controllers, which the preset does not use, and what is
    /// kept beside the rows: they decide nothing.
    private static final Set<Setting> OF_RULES_NOT_IN_USE = EnumSet.of(
            Setting.TASK_CONTENT,
            Setting.LENGTH,
            Setting.VOCABULARY,
            Setting.EXAMPLES,
            Setting.PARITY_BITS,
            Setting.TRAIN_IMAGES,
            Setting.TEST_IMAGES,
            Setting.STAGES,
            Setting.LEARNING_RATE_DROP_FACTOR,
            Setting.REFERENCE_NORM,
            Setting.MOMENTUM,
            Setting.DAMPENING,
            Setting.GROKFAST_ALPHA,
            Setting.GROKFAST_LAMBDA,
            Setting.CONTROLLER_GAIN,
            Setting.CONTROLLER_THRESHOLD,
            Setting.CONTROLLER_STEP,
            Setting.CONTROLLER_Z,
            Setting.CONTROLLER_SMOOTHING,
            Setting.CONTROLLER_GATE,
            Setting.CONTROLLER_PERIOD,
            Setting.CONSTRAINT_BOUND,
            Setting.DUAL_METHOD,
            Setting.DUAL_RATE,
            Setting.DUAL_PROPORTIONAL,
            Setting.DUAL_SMOOTHING,
            Setting.DUAL_PENALTY,
            Setting.KEEP_CHECKPOINTS);

    @ParameterizedTest
    @EnumSource
    void whatDecidesBitsIsPartOfTheIdentity(Setting setting) {
        String other = switch (setting) {
            case TASK -> "lookup";
            case TASK_CONTENT -> "0".repeat(64) + "/9/5/4/3/2";
            case LENGTH, EXAMPLES -> "99";
            case VOCABULARY, PARITY_BITS -> "5";
            case DATA -> "fashion-mnist";
            case TRAIN_IMAGES, TEST_IMAGES -> "99";
            case STAGES -> "48";
            case OPERATION -> "subtract";
            case TOKENS -> "operands-operator-equals";
            case SPLIT -> "unordered";
            case RANDOM_LABELS, TIED, CHARGES, LOGITS -> "true";
            case HEADS, LAYERS, P -> "8";
            case MODEL -> "mlp";
            case ACTIVATION -> "gelu";
            case NORM -> "pre-layer-norm";
            case POSITIONS -> "rotary";
            case MASK -> "full";
            case BIASES -> "all";
            case READOUT -> "mean";
            case INITIALIZATION -> "pytorch";
            case OPTIMIZER -> "adam";
            case STOP -> "budget";
            case TRAIN_FRACTION, BETA1, BETA2, EPSILON -> "0.75";
            case ROTARY_BASE, WIDTH, MLP_WIDTH, LEARNING_RATE, WEIGHT_DECAY, BATCH_SIZE, GRADIENT_CLIP, SEED -> "64";
            case MAX_STEPS, SUSTAIN, LOG_EVERY, LOG_SPACED, PROBE_SIZE -> "33";
            case GRADIENT_FILTER -> "grokfast";
            case DECAY_BIASES -> "false";
            case NORM_CLAMP -> "1.15:500";
            case REFERENCE_NORM -> "54.489";
            case OUTPUT_TEMPERATURE -> "1.3";
            case ORTHOGONAL_GRADIENT -> "true";
            case FILTER_SCALE -> "2";
            case FROZEN_NORM -> "true";
            case LOSS -> "stablemax";
            case ATTENTION -> "kaniadakis";
            case ORDER -> "0.25";
            case ORDER_TRAINABLE, ATTENTION_TEMPERATURE_TRAINABLE -> "head";
            case ATTENTION_TEMPERATURE -> "1.0:2.0@5000";
            case PLAN -> "layered";
            case WEIGHT_DECAY_CONTROLLER -> "discrete";
            case LEARNING_RATE_DROPS -> "100/200";
            case LEARNING_RATE_DROP_FACTOR,
                    MOMENTUM,
                    DAMPENING,
                    GROKFAST_ALPHA,
                    GROKFAST_LAMBDA,
                    CONTROLLER_GAIN,
                    CONTROLLER_THRESHOLD,
                    CONTROLLER_STEP,
                    CONTROLLER_Z,
                    CONTROLLER_SMOOTHING,
                    CONTROLLER_GATE,
                    CONSTRAINT_BOUND,
                    DUAL_RATE,
                    DUAL_PROPORTIONAL,
                    DUAL_SMOOTHING,
                    DUAL_PENALTY -> "0.5";
            case CONSTRAINT -> "attention.S.read >= 0.9";
            case DUAL_METHOD -> "ascent";
            case CONTROLLER_PERIOD -> "5";
            case INITIAL_WEIGHTS -> "0123456789abcdef".repeat(4);
            case KEEP_CHECKPOINTS -> "log:20";
        };
        // A transformer reads no images, and has no batch norm.
        String[] base = switch (setting) {
            case DATA -> new String[] {"model=mlp"};
            case NORM_CLAMP -> new String[] {"reference-norm=30"};
            case FILTER_SCALE, FROZEN_NORM -> new String[] {"model=mlp", "norm=batch-norm"};
            case ATTENTION, ORDER, ORDER_TRAINABLE -> new String[] {"attention=tsallis", "order=0.5"};
            default -> new String[0];
        };
        String[] flags = Arrays.copyOf(base, base.length + 1);
        flags[base.length] = setting.key() + "=" + other;
        TrainParameters changed = of(Presets.NANDA, flags);

        assertThat(identity(changed).equals(identity(of(Presets.NANDA, base))))
                .isEqualTo(OF_RULES_NOT_IN_USE.contains(setting));
        SettingValues again = new SettingValues();
        again.putAll(changed.values(), "its values");
        assertThat(TrainParameters.of("nanda", again)).isEqualTo(changed);
    }

    private static final Set<String> INTEGERS = Set.of("train-images", "test-images", "stages");

    /// Constants of a rule, filter or controller decide once that is in use.
    @ParameterizedTest
    @CsvSource({
        "learning-rate-drops=100, learning-rate-drop-factor",
        "optimizer=sgd, momentum",
        "norm-clamp=1.15:500;reference-norm=30, reference-norm",
        "data=fashion-mnist;model=mlp, train-images",
        "data=fashion-mnist;model=mlp, test-images",
        "data=fashion-mnist;model=vgg, stages",
        "optimizer=sgd, dampening",
        "gradient-filter=grokfast, grokfast-alpha",
        "gradient-filter=grokfast, grokfast-lambda",
        "weight-decay-controller=threshold, controller-gain",
        "weight-decay-controller=threshold, controller-threshold",
        "weight-decay-controller=discrete, controller-threshold",
        "weight-decay-controller=discrete, controller-step",
        "weight-decay-controller=zscore-cold-start, controller-z",
        "weight-decay-controller=zscore-continuous, controller-smoothing",
        "weight-decay-controller=zscore-continuous, controller-gate"
    })
    void constantsOfWhatIsUsedDecide(String used, String constant) {
        String value = INTEGERS.contains(constant) ? "64" : "0.75";
        TrainParameters other = of(Presets.NANDA, (used + ";" + constant + "=" + value).split(";"));

        assertThat(identity(other)).isNotEqualTo(identity(of(Presets.NANDA, used.split(";"))));
        assertRoundTrip(other);
    }

    @Test
    void settingsThatDoNotFitOneAnother() {
        assertThatThrownBy(() -> of(Presets.NANDA, "heads=3"))
                .isInstanceOf(SettingException.class)
                .hasMessage("heads is '3' (--heads) but must be a divisor of the width 128");
        assertThatThrownBy(() -> of(Presets.NANDA, "operation=subtract", "split=unordered"))
                .isInstanceOf(SettingException.class)
                .hasMessage("split is 'unordered' (--split) but must be ordered: subtract is not commutative,"
                        + " so (a, b) and (b, a) are different problems");
        String unseen = ", since no filter of the model feeds a batch norm, behind which its length would not be seen";
        assertThatThrownBy(() -> of(Presets.NANDA, "frozen-norm=true"))
                .isInstanceOf(SettingException.class)
                .hasMessage("frozen-norm is 'true' (--frozen-norm) but must be false" + unseen);
        assertThatThrownBy(() -> of(Presets.NANDA, "model=mlp", "filter-scale=4"))
                .isInstanceOf(SettingException.class)
                .hasMessage("filter-scale is '4' (--filter-scale) but must be 1" + unseen);
        assertThatThrownBy(() -> of(Presets.NANDA, "attention=tsallis", "order=1.5", "plan=folded"))
                .isInstanceOf(SettingException.class)
                .hasMessage("plan is 'folded' (--plan) but must be auto or layered, since products cannot be folded:"
                        + " attention is tsallis, not softmax");
        assertThatThrownBy(() -> of(Presets.NANDA, "attention-temperature-trainable=head", "plan=folded"))
                .isInstanceOf(SettingException.class)
                .hasMessage("plan is 'folded' (--plan) but must be auto or layered, since products cannot be folded:"
                        + " the temperature of attention is trained");
        assertThatThrownBy(
                        () -> of(Presets.NANDA, "attention-temperature=1:2@9", "attention-temperature-trainable=head"))
                .isInstanceOf(SettingException.class)
                .hasMessage("attention-temperature is '1:2@9' (--attention-temperature) but must be a single number"
                        + " where it is trained, the one to begin with");
        assertThatThrownBy(() -> of(Presets.NANDA, "attention=abe", "order=1", "order-trainable=head"))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("order is '1' (--order) but must be inside its range where it is trained");
        assertThatThrownBy(() -> of(Presets.TRUONG, "norm-clamp=1.15:500"))
                .isInstanceOf(SettingException.class)
                .hasMessage("reference-norm is '0' (preset truong) but must be a positive number with a norm clamp: the"
                        + " norm of all matrices at ratio 1");
        assertThatThrownBy(() -> of(
                        Presets.TRUONG,
                        "norm=batch-norm",
                        "frozen-norm=true",
                        "norm-clamp=1:500",
                        "reference-norm=54.489"))
                .isInstanceOf(SettingException.class)
                .hasMessage("frozen-norm is 'true' (--frozen-norm) but must be false with a norm clamp, which would"
                        + " change the lengths that it holds");
        assertThatThrownBy(() -> of(Presets.NANDA, "operation=divide", "p=12"))
                .hasMessage("p is 12 but division needs a prime");
        assertThatThrownBy(() -> of(Presets.PANDEY, "width=36", "heads=4"))
                .hasMessage("head size is 9 but must be even for rotary positions");
    }

    @ParameterizedTest
    @CsvSource({
        "softmax, 1.5, 'none for softmax, which has no order: --attention tsallis, kaniadakis or abe has one'",
        "tsallis, 0, 'α in (0, 2] for tsallis: beyond 2 weights have infinite slopes where a key becomes empty'",
        "tsallis, 2.5, 'α in (0, 2] for tsallis: beyond 2 weights have infinite slopes where a key becomes empty'",
        "tsallis, none, 'α in (0, 2] for tsallis: beyond 2 weights have infinite slopes where a key becomes empty'",
        "tsallis, sparse, none or a number",
        "softmax, nan, none or a number",
        "kaniadakis, -1, 'κ in (-1, 1) for kaniadakis'",
        "abe, 0.05, 'q in [0.1, 10] for abe'"
    })
    void ordersOutOfRange(String attention, String order, String allowed) {
        assertThatThrownBy(() -> of(Presets.NANDA, "attention=" + attention, "order=" + order))
                .isInstanceOf(SettingException.class)
                .hasMessage("order is '" + order + "' (--order) but must be " + allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "attention-temperature, 0, 'a positive number, as 1.5, or FROM:TO@UPDATES, as 1.0:2.0@5000'",
        "attention-temperature, -1:2@5, 'a positive number, as 1.5, or FROM:TO@UPDATES, as 1.0:2.0@5000'",
        "attention-temperature, 1:2, 'a positive number, as 1.5, or FROM:TO@UPDATES, as 1.0:2.0@5000'",
        "attention-temperature, 1:2@0, 'a positive number, as 1.5, or FROM:TO@UPDATES, as 1.0:2.0@5000'",
        "attention-temperature, 1:2@99999999, reached after at most 16777216 updates",
        "order-trainable, head, 'none for softmax, which has no order'",
        "plan, fast, 'one of auto, layered, folded'",
        "train-fraction, 0, strictly between 0 and 1",
        "train-fraction, 1, strictly between 0 and 1",
        "learning-rate, 0, a positive number",
        "weight-decay, -1, 0 or a positive number",
        "learning-rate-drops, '7/5', 'none, or steps of at least 1 that increase: 1000/2000'",
        "learning-rate-drops, '7/', 'none, or steps of at least 1 that increase: 1000/2000'",
        "learning-rate-drops, soon, 'none, or steps of at least 1 that increase: 1000/2000'",
        "beta2, 1, 'in [0, 1)'",
        "output-temperature, 0, a number from 1e-6 to 1e6",
        "output-temperature, -1.3, a number from 1e-6 to 1e6",
        "norm-clamp, 0:500, 'none, or RATIO:STEP with a positive ratio, such as 1.15:500'",
        "norm-clamp, -1:500, 'none, or RATIO:STEP with a positive ratio, such as 1.15:500'",
        "norm-clamp, wide:500, 'none, or RATIO:STEP with a positive ratio, such as 1.15:500'",
        "norm-clamp, 1.15:0, 'none, or RATIO:STEP with a step of at least 1, such as 1.15:500'",
        "norm-clamp, 1.15:soon, 'none, or RATIO:STEP with a step of at least 1, such as 1.15:500'",
        "norm-clamp, 1.15, 'none, or RATIO:STEP with a positive ratio, such as 1.15:500'",
        "rotary-base, 1, a number above 1",
        "max-steps, 0, an integer of at least 1",
        "log-every, 0, an integer of at least 1",
        "operation, plus, 'one of add, subtract, multiply, divide, sum-of-squares, quadratic-form, compose'"
    })
    void valuesOutOfRange(String key, String text, String allowed) {
        assertThatThrownBy(() -> of(Presets.NANDA, key + "=" + text))
                .isInstanceOf(SettingException.class)
                .hasMessage(key + " is '" + text + "' (--" + key + ") but must be " + allowed);
    }

    /// Found before a run is begun, so that none is left behind.
    @Test
    void aSplitThatLeavesASideEmpty() {
        assertThatThrownBy(() -> of(Presets.NANDA, "p=3", "train-fraction=0.1"))
                .hasMessage("train fraction is 0.1 but leaves no training example of 9");
        assertThatThrownBy(() -> of(Presets.NANDA, "p=3", "split=unordered", "train-fraction=0.1"))
                .hasMessage("train fraction is 0.1 but leaves no training example of 6");
    }

    @Test
    void composingPermutationsHasTheClassesOfTheGroup() {
        TrainParameters compose = of(Presets.NANDA, "operation=compose");
        assertThat(compose.training().operation().operation()).isEqualTo(Operation.COMPOSE);
        assertThat(compose.training().transformer().classes()).isEqualTo(120);
        assertRoundTrip(compose);
    }

    @Test
    void aConfigurationThatIsNotOurs() {
        assertThatThrownBy(() -> TrainJson.parameters("{\"p\":\"7\"}"))
                .hasMessage("the stored configuration names no preset");
        assertThatThrownBy(() -> TrainJson.parameters("p = 7"))
                .hasMessageStartingWith("the stored configuration is not JSON: ");
        assertThatThrownBy(() -> TrainJson.parameters("{\"preset\":\"nanda\",\"heat\":\"7\"}"))
                .hasMessageStartingWith("there is no setting 'heat' (stored configuration); did you mean heads?");
    }

    @Test
    void anUnknownPreset() {
        assertThatThrownBy(() -> Presets.find("nanda2"))
                .isInstanceOf(SettingException.class)
                .hasMessage("preset is 'nanda2' but must be one of nanda, pandey, verma, bi, tanaka, truong; did you"
                        + " mean nanda?");
    }
}
