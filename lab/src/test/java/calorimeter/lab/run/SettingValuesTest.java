// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calorimeter.engine.data.OperationTask;
import calorimeter.engine.data.Split;
import calorimeter.engine.model.Normalization;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each error names the setting, its value, where it was given and what is allowed, in one line.
class SettingValuesTest {

    private static TrainParameters run(String key, String text, String place) {
        SettingValues values = SettingValues.ofPreset("nanda");
        values.put(key, text, place);
        return TrainParameters.of("nanda", values);
    }

    private static void assertRefused(ThrowingCallable reading, String message) {
        assertThatThrownBy(reading).isInstanceOf(SettingException.class).hasMessage(message);
    }

    @Test
    void laterLayersOverrideEarlierOnes() {
        SettingValues values = SettingValues.ofPreset("nanda");
        values.putAll(Map.of("p", "97", "split", "unordered"), "run.toml");
        values.put("p", " 53 ", "--p");

        OperationTask task = TrainParameters.of("nanda", values).training().operation();
        assertThat(task.modulus()).isEqualTo(53);
        assertThat(task.split()).isEqualTo(Split.UNORDERED);
    }

    @Test
    void theErrorNamesTheLayerThatWon() {
        assertRefused(() -> run("p", "2", "run.toml"), "p is '2' (run.toml) but must be an integer of at least 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "-7", "7.0", "seven", "", "0x7"})
    void notAnInteger(String text) {
        assertRefused(() -> run("p", text, "--p"), "p is '" + text + "' (--p) but must be an integer of at least 3");
    }

    @Test
    void anIntegerThatIsTooLargeIsToldTheBound() {
        assertRefused(
                () -> run("p", "99999999999", "--p"),
                "p is '99999999999' (--p) but must be an integer of at least 3 and at most 2147483647");
        assertRefused(
                () -> run("p", "50000", "--p"),
                "p is '50000' (--p) but must be at most 5000, since all p² pairs are kept");
    }

    @Test
    void aSeedHas64Bits() {
        assertThat(run("seed", "-9223372036854775808", "--seed").training().seed())
                .isEqualTo(Long.MIN_VALUE);
        assertRefused(
                () -> run("seed", "9223372036854775808", "--seed"),
                "seed is '9223372036854775808' (--seed) but must be an integer of at most 64 bits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.1", "1.5", "NaN", "Infinity", "half", ""})
    void notANumberInTheRange(String text) {
        assertRefused(
                () -> run("train-fraction", text, "run.json"),
                "train-fraction is '" + text + "' (run.json) but must be strictly between 0 and 1");
    }

    /// The suffixes and hexadecimal digits of Java's literals are no numbers.
    @ParameterizedTest
    @ValueSource(strings = {"1d", "1f", "1D", "1e-3F", "0x1p-3", "1e", "1.0.0", "."})
    void notANumberAsPeopleWriteIt(String text) {
        assertRefused(
                () -> run("learning-rate", text, "--learning-rate"),
                "learning-rate is '" + text + "' (--learning-rate) but must be a positive number");
    }

    @ParameterizedTest
    @CsvSource({
        "weight-decay, adamw",
        "weight-decay, adam",
        "weight-decay, sgd",
        "momentum, sgd",
        "gradient-clip, adamw",
        "beta1, adamw"
    })
    void minusZeroIsZero(String key, String optimizer) {
        assertThat(TrainJson.identity(withOptimizer(optimizer, key, "-0.0")))
                .isEqualTo(TrainJson.identity(withOptimizer(optimizer, key, "0")));
    }

    private static TrainParameters withOptimizer(String optimizer, String key, String text) {
        SettingValues values = SettingValues.ofPreset("nanda");
        values.put("optimizer", optimizer, "--optimizer");
        values.put(key, text, "--" + key);
        return TrainParameters.of("nanda", values);
    }

    /// What is a number as a double and 0, 1 or infinite as a float, which is what the engine computes with.
    @ParameterizedTest
    @CsvSource({
        "epsilon, 1e-46, adamw, 'from 1.4e-45 to 3.4e38, the range of single precision'",
        "epsilon, 1e39, adam, 'from 1.4e-45 to 3.4e38, the range of single precision'",
        "momentum, 0.99999999, sgd, 'at most 0.99999997, the last number below 1 in single precision'",
        "beta2, 0.99999999, adamw, 'at most 0.99999997, the last number below 1 in single precision'"
    })
    void aNumberBeyondSinglePrecision(String key, String text, String optimizer, String allowed) {
        assertRefused(
                () -> withOptimizer(optimizer, key, text),
                key + " is '" + text + "' (--" + key + ") but must be " + allowed);
    }

    @Test
    void theEndsOfSinglePrecisionAreNumbers() {
        assertThat(withOptimizer("adamw", "epsilon", "1.4e-45").values()).containsEntry("epsilon", "1.4E-45");
        assertThat(withOptimizer("adamw", "beta2", "0.99999997").values()).containsEntry("beta2", "0.99999997");
    }

    @Test
    void numbersOfEveryDecimalForm() {
        assertThat(run("epsilon", "1e-8", "--epsilon").values()).containsEntry("epsilon", "1.0E-8");
        assertThat(run("epsilon", ".5", "--epsilon").values()).containsEntry("epsilon", "0.5");
    }

    @Test
    void notAFlag() {
        assertThat(run("tied", "true", "--tied").training().transformer().tied())
                .isTrue();
        assertThat(run("tied", "false", "--tied").training().transformer().tied())
                .isFalse();
        assertRefused(() -> run("tied", "yes", "--tied"), "tied is 'yes' (--tied) but must be true or false");
    }

    @Test
    void notOneOfTheChoices() {
        assertThat(run("norm", "pre-layer-norm", "--norm")
                        .training()
                        .transformer()
                        .normalization())
                .isEqualTo(Normalization.PRE_LAYER_NORM);
        assertRefused(
                () -> run("split", "orderd", "--split"),
                "split is 'orderd' (--split) but must be one of ordered, unordered");
    }

    @Test
    void aSettingWithoutAValue() {
        SettingValues none = new SettingValues();
        none.put("task", "none", "here");
        none.put("data", "operation", "here");
        none.put("operation", "add", "here");
        assertRefused(() -> TrainParameters.of("nanda", none), "the setting p has no value; give --p");
    }

    @ParameterizedTest
    @CsvSource({"weight_decay, weight-decay", "learning-rte, learning-rate", "P, p", "maxsteps, max-steps"})
    void anUnknownSettingNamesTheNearest(String key, String nearest) {
        assertThatThrownBy(() -> run(key, "1", "run.toml"))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("there is no setting '" + key + "' (run.toml); did you mean " + nearest);
    }

    /// Also of rules that no preset follows: text that is no number never becomes one.
    @Test
    void everySettingRefusesWhatCannotBeItsValue() {
        Set<Setting> refusing = EnumSet.noneOf(Setting.class);
        for (String rule : RULES) {
            String[] chosen = rule.split(" ");
            for (String key :
                    TrainParameters.of(chosen[0], values(chosen)).values().keySet()) {
                SettingValues values = values(chosen);
                values.put(key, "no value", "here");
                assertThatThrownBy(() -> TrainParameters.of(chosen[0], values))
                        .isInstanceOf(SettingException.class)
                        .hasMessageStartingWith(key + " is 'no value' (here) but must be ");
                refusing.add(Setting.of(key).orElseThrow());
            }
        }
        assertThat(refusing).containsExactlyInAnyOrder(Setting.values());
    }

    private static SettingValues values(String[] rule) {
        SettingValues values = SettingValues.ofPreset(rule[0]);
        for (int i = 1; i < rule.length; i += 2) {
            values.put(rule[i], rule[i + 1], "rule");
        }
        return values;
    }

    private static final List<String> RULES = List.of(
            "nanda optimizer adamw",
            "nanda optimizer sgd",
            "nanda learning-rate-drops 100",
            "nanda gradient-filter grokfast",
            "nanda weight-decay-controller threshold",
            "nanda weight-decay-controller discrete",
            "nanda weight-decay-controller zscore-continuous",
            "tanaka seed 0",
            "truong norm-clamp 1.15:500 reference-norm 54",
            "nanda constraint weights.norm<=bound constraint-bound 5",
            "nanda constraint weights.norm<=5 dual-method penalty",
            "nanda task lookup",
            "nanda task parity",
            "nanda task f.csv task-content " + "0".repeat(64) + "/9/5/4/3/2");
}
