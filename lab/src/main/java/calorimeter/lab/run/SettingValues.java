package calorimeter.lab.run;

import calorimeter.lab.text.NearestNames;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Values of settings as text, each with the place it came from; later layers override earlier ones.
///
/// ```java
/// SettingValues values = SettingValues.ofPreset("nanda");
/// values.put("p", "53", "--p");
/// ```
public final class SettingValues {

    private record Given(String text, String place) {}

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

    /// The setting of a key that is known to be one.
    static Setting setting(String key) {
        return setting(key, "as the program wrote it");
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

    private static SettingException wrong(Setting setting, Given value, String allowed) {
        return new SettingException(
                setting.key() + " is '" + value.text() + "' (" + value.place() + ") but must be " + allowed);
    }

    int integer(Setting setting, int lowest) {
        Given value = of(setting);
        try {
            int number = Integer.parseInt(value.text());
            if (number >= lowest) {
                return number;
            }
        } catch (NumberFormatException e) {
            // reported below together with numbers out of range
        }
        boolean tooLarge = value.text().matches("\\d{10,}");
        String most = tooLarge ? " and at most " + Integer.MAX_VALUE : "";
        throw wrong(setting, value, "an integer of at least " + lowest + most);
    }

    long longInteger(Setting setting) {
        Given value = of(setting);
        try {
            return Long.parseLong(value.text());
        } catch (NumberFormatException e) {
            throw wrong(setting, value, "an integer of at most 64 bits");
        }
    }

    double number(Setting setting, double lowest, double highest, String allowed) {
        Given value = of(setting);
        try {
            double number = Double.parseDouble(value.text());
            if (number >= lowest && number <= highest) {
                return number;
            }
        } catch (NumberFormatException e) {
            // reported below together with numbers out of range
        }
        throw wrong(setting, value, allowed);
    }

    boolean flag(Setting setting) {
        Given value = of(setting);
        return switch (value.text()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(setting, value, "true or false");
        };
    }

    <E extends Enum<E>> E choice(Setting setting, Class<E> type) {
        Given value = of(setting);
        for (E constant : type.getEnumConstants()) {
            if (text(constant).equals(value.text())) {
                return constant;
            }
        }
        List<String> allowed =
                Arrays.stream(type.getEnumConstants()).map(SettingValues::text).toList();
        throw wrong(setting, value, "one of " + String.join(", ", allowed));
    }

    static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The error for a value that is well formed but does not fit the others.
    SettingException conflict(Setting setting, String allowed) {
        return wrong(setting, of(setting), allowed);
    }
}
