package calorimeter.report.page;

import calorimeter.lab.observable.Quantity;
import java.math.BigDecimal;
import java.math.MathContext;

/// Numbers and foreign words as they may stand in HTML.
final class Text {

    /// U+202F, the thin space at which a line does not break.
    private static final String THIN_SPACE = "\u202f";

    private static final int SHORT_DIGITS = 4;

    private Text() {}

    /// Safe between tags and inside quoted attributes, whatever the text.
    static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char symbol = text.charAt(i);
            switch (symbol) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                // HTML has no way to write the NUL character; this is what a browser would make of it.
                case '\0' -> safe.append('\ufffd');
                default -> safe.append(symbol);
            }
        }
        return safe.toString();
    }

    /// A quantity's symbol, its trailing `_x` as a subscript.
    static String symbol(String symbol) {
        return escape(symbol).replaceFirst("_(\\w+)$", "<sub>$1</sub>");
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

    /// Four significant digits, so that 1.00012 is 1.000 and only 1 is 1; powers of ten as 1.2 × 10⁻⁷ with HTML
    /// superscripts.
    static String rounded(double value) {
        if (Double.isNaN(value)) {
            return "not recorded";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "−∞";
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal shortest = BigDecimal.valueOf(value).stripTrailingZeros();
        BigDecimal digits = shortest.precision() <= SHORT_DIGITS
                ? shortest
                : new BigDecimal(value).round(new MathContext(SHORT_DIGITS));
        int exponent = digits.precision() - digits.scale() - 1;
        if (exponent >= -3 && exponent <= 5) {
            return minus(digits.toPlainString());
        }
        String mantissa = digits.movePointLeft(exponent).toPlainString();
        return minus(mantissa) + "\u00a0×\u00a010<sup>" + minus(String.valueOf(exponent)) + "</sup>";
    }

    private static String minus(String number) {
        return number.replace('-', '−');
    }
}
