// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import calorimeter.engine.range.OutOfRangeException;
import calorimeter.lab.text.NearestNames;
import calorimeter.lab.text.PlainNumber;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Values of settings as text, each with the place it came from; later layers override earlier ones.
///
/// ```java
/// SettingValues values = SettingValues.ofPreset("nanda");
/// values.put("p", "53", "--p");
/// ```
public final class SettingValues {

    private record Given(String text, String place) {}

    static final String NONE = "none";
    private static final String NO_INTEGER = Integer.toString(Integer.MIN_VALUE);

    private final Map<Setting, Given> given = new EnumMap<>(Setting.class);

    /// Every setting of a preset: the lowest layer.
    ///
    /// @throws SettingException when there is no preset of that name
    public static SettingValues ofPreset(String name) {
        SettingValues values = new SettingValues();
        values.putAll(Presets.find(name).settings(), "preset " + name);
        return values;
    }

    /// @param key as [Setting#key]
    /// @param place for error messages: a flag, a file
    /// @throws SettingException when there is no such setting
    public void put(String key, String text, String place) {
        given.put(setting(key, place), new Given(text.strip(), place));
    }

    public void putAll(Map<String, String> values, String place) {
        values.forEach((key, text) -> put(key, text, place));
    }

    private static Setting setting(String key, String place) {
        return Setting.of(key)
                .orElseThrow(() -> new SettingException("there is no setting '" + key + "' (" + place + ")"
                        + NearestNames.suggestion(
                                key,
                                Arrays.stream(Setting.values())
                                        .map(Setting::key)
                                        .toList())));
    }

    private Given of(Setting setting) {
        Given value = given.get(setting);
        if (value == null) {
            throw new SettingException("the setting " + setting.key() + " has no value; give --" + setting.key());
        }
        return value;
    }

    boolean isNone(Setting setting) {
        return text(setting).equals(NONE);
    }

    String text(Setting setting) {
        return of(setting).text();
    }

    /// Text that is no integer becomes the least one, which no setting may have: the record that refuses it says what
    /// is allowed.
    int integer(Setting setting) {
        return integer(of(setting).text());
    }

    /// As [#integer(Setting)].
    static int integer(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return Integer.MIN_VALUE;
        }
    }

    /// Integers with slashes between them, or `none`; as [#integer]. Commas separate the values of a sweep's axis.
    List<Integer> integers(Setting setting) {
        String text = of(setting).text();
        return text.equals(NONE)
                ? List.of()
                : Arrays.stream(text.split("/", -1))
                        .map(number -> integer(number.strip()))
                        .toList();
    }

    /// Text that is no number becomes NaN, which no setting may have: the record that refuses it says what is allowed.
    double number(Setting setting) {
        return number(of(setting).text());
    }

    /// NaN for text that is no number.
    static double number(String text) {
        try {
            return PlainNumber.parse(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    double positive(Setting setting) {
        double number = number(setting);
        if (!(number > 0 && number < Double.POSITIVE_INFINITY)) {
            throw refused(setting, "a positive number");
        }
        return number;
    }

    double notNegative(Setting setting) {
        double number = number(setting);
        if (!(number >= 0 && number < Double.POSITIVE_INFINITY)) {
            throw refused(setting, "0 or a positive number");
        }
        return number;
    }

    /// A share of the past.
    double share(Setting setting) {
        double number = number(setting);
        if (!(number >= 0 && number < 1)) {
            throw refused(setting, "in [0, 1)");
        }
        return number;
    }

    long longInteger(Setting setting) {
        try {
            return Long.parseLong(of(setting).text());
        } catch (NumberFormatException e) {
            throw refused(setting, "an integer of at most 64 bits");
        }
    }

    boolean flag(Setting setting) {
        return switch (of(setting).text()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw refused(setting, "true or false");
        };
    }

    <E extends Enum<E>> E choice(Setting setting, Class<E> type) {
        String text = of(setting).text();
        List<E> constants = List.of(type.getEnumConstants());
        return constants.stream()
                .filter(constant -> Setting.text(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> refused(
                        setting,
                        "one of " + constants.stream().map(Setting::text).collect(Collectors.joining(", "))));
    }

    /// The refusal of a value by the record that it was to be part of, with the text and the place it came from; as it
    /// is when it is about something that was computed.
    IllegalArgumentException located(OutOfRangeException refusal) {
        String key = refusal.setting().toLowerCase(Locale.ROOT).replace(' ', '-');
        Optional<Setting> setting = Setting.of(key).filter(given::containsKey);
        if (setting.isEmpty()) {
            return refusal;
        }
        boolean tooLarge = refusal.value().equals(NO_INTEGER)
                && of(setting.get()).text().matches("\\d{10,}")
                && !refusal.allowed().contains("at most");
        return refused(setting.get(), refusal.allowed() + (tooLarge ? " and at most " + Integer.MAX_VALUE : ""));
    }

    SettingException refused(Setting setting, String allowed) {
        Given value = of(setting);
        return new SettingException(
                setting.key() + " is '" + value.text() + "' (" + value.place() + ") but must be " + allowed);
    }
}
