// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.page;

import calorimeter.lab.observable.Quantity;
import calorimeter.report.figure.Milestone;
import calorimeter.report.figure.ReportedRun;
import calorimeter.statistics.peaks.Peak;
import calorimeter.statistics.peaks.Place;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/// Numbers and foreign words as they may stand in HTML.
final class Text {

    /// U+202F, the thin space at which a line does not break.
    private static final String THIN_SPACE = "\u202f";

    private static final int SHORT_DIGITS = 4;

    private Text() {}

    /// A quantity's symbol, its `_x` as a subscript.
    static Html symbol(String symbol) {
        return new Html(HtmlPage.escape(symbol).replaceFirst("_(\\w+)", "<sub>$1</sub>"));
    }

    /// A quantity's unit, empty for pure numbers.
    static String unit(Quantity quantity) {
        return quantity.unit().equals("1") ? "" : quantity.unit();
    }

    /// 9240 as "9 240", with thin spaces.
    static String step(long step) {
        return String.valueOf(step).replaceAll("(?<=\\d)(?=(\\d{3})+$)", THIN_SPACE);
    }

    /// The same for every whole number, or whole part of one, in a text: "10 650 ± 12".
    static String grouped(String text) {
        return text.replaceAll("(?<=\\d)(?<!\\.\\d{1,9})(?=(\\d{3})+(?!\\d))", THIN_SPACE);
    }

    /// The shortest decimal that reads back as the same double, without a trailing ".0".
    static String shortest(double value) {
        String digits = Double.toString(value);
        return digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits;
    }

    /// How a run ended, or that it goes on: "completed".
    static String status(ReportedRun run) {
        return run.record().status().name().toLowerCase(Locale.ROOT);
    }

    /// What must hold: "test accuracy ≥ 0.99".
    static String condition(Milestone milestone) {
        return milestone.observable() + " ≥ " + shortest(milestone.level());
    }

    /// Where a fit puts a peak, with the standard error.
    static String place(Peak peak) {
        return grouped(Place.ofLogTime(peak.time(), peak.timeError()).text());
    }

    /// Four significant digits, so that 1.00012 is 1.000 and only 1 is 1; powers of ten as 1.2 × 10⁻⁷ with HTML
    /// superscripts.
    static Html rounded(double value) {
        if (Double.isNaN(value)) {
            return new Html("not recorded");
        }
        if (Double.isInfinite(value)) {
            return new Html(value > 0 ? "∞" : "−∞");
        }
        if (value == 0) {
            return new Html("0");
        }
        BigDecimal shortest = BigDecimal.valueOf(value).stripTrailingZeros();
        BigDecimal digits = shortest.precision() <= SHORT_DIGITS
                ? shortest
                : new BigDecimal(value).round(new MathContext(SHORT_DIGITS));
        int exponent = digits.precision() - digits.scale() - 1;
        if (exponent >= -3 && exponent <= 5) {
            return new Html(minus(digits.toPlainString()));
        }
        String mantissa = digits.movePointLeft(exponent).toPlainString();
        return Html.of("{}\u00a0×\u00a010<sup>{}</sup>", minus(mantissa), minus(String.valueOf(exponent)));
    }

    private static String minus(String number) {
        return number.replace('-', '−');
    }
}
