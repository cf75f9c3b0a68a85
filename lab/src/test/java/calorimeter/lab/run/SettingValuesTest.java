package calorimeter.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calorimeter.engine.data.Split;
import calorimeter.engine.transformer.settings.Normalization;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each error names the setting, its value, where it was given and what is allowed, in one line.
class SettingValuesTest {

    private static SettingValues given(String key, String text, String place) {
        SettingValues values = new SettingValues();
        values.put(key, text, place);
        return values;
    }

    private static void assertRefused(ThrowingCallable reading, String message) {
        assertThatThrownBy(reading).isInstanceOf(SettingException.class).hasMessage(message);
    }

    @Test
    void laterLayersOverrideEarlierOnes() {
        SettingValues values = new SettingValues();
        values.putAll(Map.of("p", "113", "split", "ordered"), "preset nanda");
        values.put("p", " 53 ", "--p");

        assertThat(values.integer(Setting.P, 3)).isEqualTo(53);
        assertThat(values.choice(Setting.SPLIT, Split.class)).isEqualTo(Split.ORDERED);
    }

    @Test
    void theErrorNamesTheLayerThatWon() {
        SettingValues values = given("p", "113", "preset nanda");
        values.put("p", "2", "run.toml");

        assertRefused(() -> values.integer(Setting.P, 3), "p is '2' (run.toml) but must be an integer of at least 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "-7", "7.0", "seven", "", "0x7"})
    void notAnInteger(String text) {
        assertRefused(
                () -> given("p", text, "--p").integer(Setting.P, 3),
                "p is '" + text + "' (--p) but must be an integer of at least 3");
    }

    @Test
    void anIntegerThatIsTooLargeIsToldTheBound() {
        assertRefused(
                () -> given("p", "99999999999", "--p").integer(Setting.P, 3),
                "p is '99999999999' (--p) but must be an integer of at least 3 and at most 2147483647");
    }

    @Test
    void aSeedHas64Bits() {
        assertThat(given("seed", "-9223372036854775808", "--seed").longInteger(Setting.SEED))
                .isEqualTo(Long.MIN_VALUE);
        assertRefused(
                () -> given("seed", "9223372036854775808", "--seed").longInteger(Setting.SEED),
                "seed is '9223372036854775808' (--seed) but must be an integer of at most 64 bits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.1", "1.5", "NaN", "Infinity", "half", ""})
    void notANumberInTheRange(String text) {
        assertRefused(
                () -> given("train-fraction", text, "run.json").number(Setting.TRAIN_FRACTION, 0, 1, "in [0, 1]"),
                "train-fraction is '" + text + "' (run.json) but must be in [0, 1]");
    }

    @Test
    void numbersOfEveryDecimalForm() {
        assertThat(given("epsilon", "1e-8", "--epsilon").number(Setting.EPSILON, 0, 1, "small"))
                .isEqualTo(1e-8);
        assertThat(given("epsilon", ".5", "--epsilon").number(Setting.EPSILON, 0, 1, "small"))
                .isEqualTo(0.5);
    }

    @Test
    void notAFlag() {
        assertThat(given("tied", "true", "--tied").flag(Setting.TIED)).isTrue();
        assertThat(given("tied", "false", "--tied").flag(Setting.TIED)).isFalse();
        assertRefused(
                () -> given("tied", "yes", "--tied").flag(Setting.TIED),
                "tied is 'yes' (--tied) but must be true or false");
    }

    @Test
    void notOneOfTheChoices() {
        assertThat(given("norm", "pre-layer-norm", "--norm").choice(Setting.NORM, Normalization.class))
                .isEqualTo(Normalization.PRE_LAYER_NORM);
        assertRefused(
                () -> given("split", "orderd", "--split").choice(Setting.SPLIT, Split.class),
                "split is 'orderd' (--split) but must be one of ordered, unordered");
    }

    @Test
    void aSettingWithoutAValue() {
        assertRefused(
                () -> new SettingValues().integer(Setting.MLP_WIDTH, 1),
                "the setting mlp-width has no value; give --mlp-width");
    }

    @ParameterizedTest
    @CsvSource({"weight_decay, weight-decay", "learning-rte, learning-rate", "P, p", "maxsteps, max-steps"})
    void anUnknownSettingNamesTheNearest(String key, String nearest) {
        assertThatThrownBy(() -> given(key, "1", "run.toml"))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("there is no setting '" + key + "' (run.toml); did you mean " + nearest);
    }

    @Test
    void everySettingIsFoundUnderItsKey() {
        for (Setting setting : Setting.values()) {
            assertThat(given(setting.key(), "7", "here").longInteger(setting)).isEqualTo(7);
        }
    }
}
