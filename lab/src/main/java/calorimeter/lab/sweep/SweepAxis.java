// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.sweep;

import calorimeter.lab.run.Setting;
import calorimeter.lab.text.NearestNames;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A setting and the values that it takes in turn.
///
/// @param key as [Setting#key]
/// @param values in order, at least one, no text twice
public record SweepAxis(String key, List<Value> values) {

    /// @param place where it was given, for error messages
    public record Value(String text, String place) {}

    /// More values of one setting than anybody computes: a slip of the finger.
    static final int MOST_VALUES = 100_000;

    /// Numbers between colons: `from:to:step` or `log:from:to:count`, also when one is missing. Other values have
    /// colons too, as `every:1000` and the paths of some systems.
    private static final Pattern SPACED = Pattern.compile("(log:)?\\s*[-+.0-9eE]+\\s*(:\\s*[-+.0-9eE]+\\s*)+");

    private static final Pattern RANGE = Pattern.compile("([+-]?\\d{1,18})\\.\\.([+-]?\\d{1,18})");
    private static final Pattern DASH = Pattern.compile("(\\d{1,18})\\s*[-–]\\s*(\\d{1,18})");
    private static final String SEEDS = "seeds";
    private static final String LOG = "log";

    /// Digits of a value inside a logarithmic range: more would hide 0.01 behind the rounding of powers.
    private static final MathContext DIGITS = new MathContext(12);

    /// @throws SweepException if there is no such setting, no value, or one twice
    public SweepAxis {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new SweepException(key + " has no values; give at least one, or leave it out");
        }
        requireSetting(key, values.getFirst().place());
        Set<String> seen = new HashSet<>();
        for (Value value : values) {
            if (!seen.add(value.text())) {
                throw new SweepException(
                        key + " has the value '" + value.text() + "' twice (" + value.place() + "); leave one out");
            }
        }
    }

    /// @param text values and ranges, separated by commas: `0.1,0.3`, `0..9`, `0.1:1:0.1` (from, to, step),
    ///     `log:1e-3:1:7` (from, to, how many, evenly spaced in the logarithm)
    public static SweepAxis parse(String key, String text, String place) {
        return new SweepAxis(settingKey(key), values(key, text, place));
    }

    public static boolean isList(String text) {
        return parts(text).length > 1
                || SPACED.matcher(text.strip()).matches()
                || RANGE.matcher(text.strip()).matches();
    }

    /// Commas in brackets belong to a value: `rate(error, group=a) <= 0.1`.
    private static String[] parts(String text) {
        return text.split(",(?![^()]*\\))", -1);
    }

    /// `seed` for its plural, which reads better before a list.
    static String settingKey(String key) {
        return key.equals(SEEDS) ? Setting.SEED.key() : key;
    }

    static List<Value> values(String key, String text, String place) {
        List<Value> values = new ArrayList<>();
        for (String part : parts(text)) {
            String stripped = part.strip();
            if (stripped.isEmpty()) {
                throw new SweepException(key + " is '" + text + "' (" + place + ") but must be values and ranges"
                        + " separated by commas, as 0.1,0.3 or 0..9");
            }
            requireNoDash(key, stripped, place);
            Matcher range = RANGE.matcher(stripped);
            if (range.matches()) {
                addRange(values, key, stripped, range, place);
            } else if (SPACED.matcher(stripped).matches() && !key.equals(Setting.NORM_CLAMP.key())) {
                spaced(key, stripped, place).forEach(value -> values.add(new Value(value, place)));
            } else {
                values.add(new Value(stripped, place));
            }
        }
        return values;
    }

    /// No setting has a value like 0-3, which is how many write a range.
    static void requireNoDash(String key, String text, String place) {
        Matcher dash = DASH.matcher(text.strip());
        if (dash.matches()) {
            throw new SweepException(key + " is '" + text + "' (" + place + "), but a range is written " + dash.group(1)
                    + ".." + dash.group(2));
        }
    }

    private static void addRange(List<Value> values, String key, String text, Matcher range, String place) {
        long first = Long.parseLong(range.group(1));
        long last = Long.parseLong(range.group(2));
        if (last < first) {
            throw new SweepException(key + " has the range " + text + " (" + place + ") but its end is below its"
                    + " beginning; write it upwards");
        }
        if (last - first >= MOST_VALUES) {
            throw new SweepException(key + " has the range " + text + " (" + place + ") of " + (last - first + 1)
                    + " values but at most " + MOST_VALUES + " are allowed");
        }
        for (long value = first; value <= last; value++) {
            values.add(new Value(Long.toString(value), place));
        }
    }

    /// The values of `from:to:step` or `log:from:to:count`.
    private static List<String> spaced(String key, String text, String place) {
        String[] parts = text.split(":", -1);
        boolean log = parts[0].strip().equals(LOG);
        try {
            if (parts.length == (log ? 4 : 3)) {
                BigDecimal[] numbers = Arrays.stream(parts)
                        .skip(log ? 1 : 0)
                        .map(part -> new BigDecimal(part.strip()))
                        .toArray(BigDecimal[]::new);
                List<String> values = log
                        ? logarithmic(numbers[0], numbers[1], numbers[2])
                        : linear(numbers[0], numbers[1], numbers[2]);
                if (!values.isEmpty()) {
                    return values;
                }
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // said below
        }
        throw new SweepException(key + " is '" + text + "' (" + place + "), but a range is written from:to:step, as"
                + " 0.1:1:0.1, or log:from:to:count with from and to above 0, as log:1e-3:1:7, and has at most "
                + MOST_VALUES + " values");
    }

    /// Decimal arithmetic, so that 0.1:1:0.1 has 0.3 and ends with 1. Empty if there are none or too many.
    private static List<String> linear(BigDecimal from, BigDecimal to, BigDecimal step) {
        BigDecimal steps = to.subtract(from).divide(step, 0, RoundingMode.FLOOR);
        if (steps.signum() < 0 || steps.compareTo(BigDecimal.valueOf(MOST_VALUES)) >= 0) {
            return List.of();
        }
        return IntStream.rangeClosed(0, steps.intValue())
                .mapToObj(k -> plain(from.add(step.multiply(BigDecimal.valueOf(k)))))
                .toList();
    }

    /// Empty if there are none or too many.
    private static List<String> logarithmic(BigDecimal from, BigDecimal to, BigDecimal count) {
        int last = count.intValueExact() - 1;
        if (from.signum() <= 0 || to.signum() <= 0 || last < 1 || last >= MOST_VALUES) {
            return List.of();
        }
        double begin = StrictMath.log10(from.doubleValue());
        double end = StrictMath.log10(to.doubleValue());
        return IntStream.rangeClosed(0, last)
                .mapToObj(k -> k == 0
                        ? from
                        : k == last ? to : BigDecimal.valueOf(StrictMath.pow(10, begin + k * (end - begin) / last)))
                .map(value -> plain(value.round(DIGITS)))
                .toList();
    }

    static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    /// @param further what may stand there besides settings
    /// @throws SweepException with the nearest names if there is no such setting
    static void requireSetting(String key, String place, String... further) {
        List<String> known = Stream.concat(Arrays.stream(Setting.values()).map(Setting::key), Arrays.stream(further))
                .toList();
        if (!known.contains(key)) {
            throw new SweepException(
                    "there is no setting '" + key + "' (" + place + ")" + NearestNames.suggestion(key, known));
        }
    }
}
