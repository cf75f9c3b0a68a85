// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import calorimeter.statistics.classical.IntervalPower;
import calorimeter.statistics.estimate.Estimate;
import java.util.Locale;

/// The probability that a claim would be supported by itself, at the n and the scatter seen, if an effect that matters
/// were there: what an undecided verdict is worth ([IntervalPower]; of shares
/// [calorimeter.statistics.classical.SharePower]).
///
/// @param effect the true value supposed
/// @param value in [0, 1]
public record Power(double effect, double value) {

    /// @param bound above which the interval must lie
    static Power above(Estimate estimate, double bound, double effect) {
        return new Power(effect, IntervalPower.above(estimate, bound, effect));
    }

    /// @param low bound above which the interval must lie
    /// @param high bound below which it must lie; the effect supposed is in the middle of both
    static Power between(Estimate estimate, double low, double high) {
        return new Power((low + high) / 2, IntervalPower.between(estimate, low, high));
    }

    /// The power as tables and sentences show it.
    public String words() {
        return String.format(
                Locale.ROOT, "power for a true value of %.4g at this n and scatter, before Holm: %.2f", effect, value);
    }
}
