// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.drawing;

import java.util.Locale;

/// A colour.
///
/// @param rgb 24 bits
/// @param opacity 0 to 1
record Ink(int rgb, double opacity) {

    Ink {
        if (!(opacity >= 0 && opacity <= 1)) {
            throw new IllegalArgumentException("opacity is " + opacity + " but must be from 0 to 1");
        }
    }

    static Ink of(int rgb) {
        return new Ink(rgb & 0xffffff, 1);
    }

    /// @param hex `#0072b2`
    static Ink of(String hex) {
        return of(Integer.parseInt(hex.substring(1), 16));
    }

    Ink faint(double share) {
        return new Ink(rgb, share);
    }

    int red() {
        return (rgb >> 16) & 0xff;
    }

    int green() {
        return (rgb >> 8) & 0xff;
    }

    int blue() {
        return rgb & 0xff;
    }

    /// A colour between this one and another, linear in sRGB.
    Ink mixed(Ink other, double share) {
        int red = (int) Math.round(red() + (other.red() - red()) * share);
        int green = (int) Math.round(green() + (other.green() - green()) * share);
        int blue = (int) Math.round(blue() + (other.blue() - blue()) * share);
        return of((red << 16) | (green << 8) | blue);
    }

    String hex() {
        return String.format(Locale.ROOT, "#%06x", rgb);
    }
}
