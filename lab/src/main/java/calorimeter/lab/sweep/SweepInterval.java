// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.sweep;

import calorimeter.engine.random.RandomStream;
import calorimeter.engine.random.Seed;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A setting and the interval from which its values are drawn, for a random search: `0.1:1` evenly, `log:1e-4:1e-2`
/// evenly in the logarithm, which is how learning rates are searched.
///
/// Draws come from a branch of the seed's tree that is named after the setting: a larger sample begins with the same
/// draws, and other settings that are drawn beside it change nothing.
///
/// @param key as [calorimeter.lab.run.Setting#key]
/// @param from a value that may be drawn, as `to` is
/// @param log whether the logarithm is uniform
/// @param place where it was given, for error messages
record SweepInterval(String key, BigDecimal from, BigDecimal to, boolean log, String place) {

    private static final Pattern TEXT = Pattern.compile("(log:)?\\s*([-+.0-9eE]+)\\s*:\\s*([-+.0-9eE]+)\\s*");

    /// Enough to tell any two draws apart, and few enough to read them in a table.
    private static final MathContext DIGITS = new MathContext(6);

    /// Empty if the text is no interval.
    ///
    /// @throws SweepException if there is no such setting, or nothing to draw
    static Optional<SweepInterval> parse(String key, String text, String place) {
        Matcher interval = TEXT.matcher(text.strip());
        if (!interval.matches()) {
            return Optional.empty();
        }
        String setting = SweepAxis.settingKey(key);
        SweepAxis.requireSetting(setting, place);
        boolean log = interval.group(1) != null;
        try {
            BigDecimal from = new BigDecimal(interval.group(2));
            BigDecimal to = new BigDecimal(interval.group(3));
            if (from.compareTo(to) < 0 && (!log || from.signum() > 0)) {
                return Optional.of(new SweepInterval(setting, from, to, log, place));
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new SweepException(key + " is '" + text + "' (" + place + "), but an interval is written from:to, as"
                + " 0.1:1, or log:from:to with from above 0, as log:1e-4:1e-2, with from below to");
    }

    /// The two ends as values, lower first.
    List<SweepAxis.Value> ends() {
        return Stream.of(from, to).map(this::value).toList();
    }

    /// The first draws of the seed: integers of the interval, its ends included, or numbers with six digits.
    ///
    /// A logarithmic interval gives the integer k with probability ln((k + 1)/k) / ln((to + 1)/from).
    List<SweepAxis.Value> draws(Seed seed, int count, boolean integer) {
        RandomStream stream = seed.child(key).stream();
        double low = from.doubleValue();
        double high = integer ? to.doubleValue() + 1 : to.doubleValue();
        return Stream.generate(() -> at(stream.nextDouble(), low, high))
                .limit(count)
                .map(draw -> integer ? new BigDecimal(Math.floor(draw)) : new BigDecimal(draw, DIGITS))
                .map(draw -> value(draw.max(from).min(to)))
                .toList();
    }

    /// @param share of the way from low to high
    private double at(double share, double low, double high) {
        return log
                ? StrictMath.exp(StrictMath.log(low) + share * (StrictMath.log(high) - StrictMath.log(low)))
                : low + share * (high - low);
    }

    private SweepAxis.Value value(BigDecimal number) {
        return new SweepAxis.Value(SweepAxis.plain(number), place);
    }
}
