// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.drawing;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Numbers at axes, as pages write them.
final class Numeral {

    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private static final char THIN_SPACE = '\u202f';
    private static final double LEAST_PLAIN = 5e-5;
    private static final double GREATEST_PLAIN = 1e6;
    private static final double LEAST_GROUPED = 1e4;

    private Numeral() {}

    /// Four digits; those that are very small or large as 1.2 × 10⁻⁷.
    static String of(double value) {
        double magnitude = Math.abs(value);
        if (magnitude != 0 && (magnitude < LEAST_PLAIN || magnitude >= GREATEST_PLAIN)) {
            int exponent = (int) Math.floor(Math.log10(magnitude) + 1e-12);
            String mantissa = decimal(value / Math.pow(10, exponent), 3);
            return (mantissa + " × " + power(exponent))
                    .replaceFirst("^(-?)1 × ", "$1")
                    .replaceFirst("^-", "−");
        }
        String plain = decimal(value, 4);
        return (magnitude >= LEAST_GROUPED ? grouped(plain) : plain).replaceFirst("^-", "−");
    }

    /// The same, with as many decimals as multiples of a step need.
    static String multiple(double value, double step) {
        double magnitude = Math.abs(value);
        int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
        if (decimals == 0 || decimals > 4 || magnitude >= GREATEST_PLAIN) {
            return of(value);
        }
        return BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_EVEN)
                .toPlainString()
                .replaceFirst("^-", "−");
    }

    static String step(double step) {
        return grouped(Long.toString(Math.round(step)));
    }

    private static String grouped(String digits) {
        return digits.replaceAll("(?<=\\d)(?=(\\d{3})+$)", String.valueOf(THIN_SPACE));
    }

    private static String decimal(double value, int digits) {
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    /// 10³, and so 10⁰ too: an axis of decades has one form of numbers.
    static String power(int exponent) {
        StringBuilder power = new StringBuilder(exponent < 0 ? "10⁻" : "10");
        Integer.toString(Math.abs(exponent)).chars().forEach(digit -> power.append(SUPERSCRIPTS.charAt(digit - '0')));
        return power.toString();
    }
}
