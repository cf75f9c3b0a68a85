// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import java.util.Locale;

/// Numbers inside sentences.
public final class Texts {

    private Texts() {}

    public static String pValue(double p) {
        return p >= 0.001 ? String.format(Locale.ROOT, "%.3f", p) : String.format(Locale.ROOT, "%.1e", p);
    }

    /// A number, as short as possible without loss for the round ones of rules.
    public static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e6
                ? Long.toString(Math.round(value))
                : Double.toString(value);
    }
}
