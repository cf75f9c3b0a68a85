// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.peaks;

import java.util.Locale;

/// Where a fitted curve peaks: between logged steps in general, with a standard error.
///
/// A fit on log time knows both in decades of t = log₁₀(step + 1). To first order an error of δt decades is
///
///     error = (step + 1) ln 10 · δt   steps.
///
/// @param step ≥ 0, not rounded
/// @param error of the step, one standard error, ≥ 0; infinite if it is not known
public record Place(double step, double error) {

    /// Beyond a quarter of the step first order is no longer good enough, and the interval is shown instead.
    private static final double MOST_SYMMETRIC = 0.25;

    /// The error is that of noise alone. That a cubic is not the curve, and what happened between two samples,
    /// it does not know, so further digits would promise too much.
    private static final int MOST_DECIMALS = 1;

    public Place {
        if (!(step >= 0 && step < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("step of a place is " + step + " but must be finite and ≥ 0");
        }
        if (!(error >= 0)) {
            throw new IllegalArgumentException("error of a place is " + error + " but must be ≥ 0");
        }
    }

    /// @param time log₁₀(step + 1), ≥ 0
    /// @param timeError standard error of it, in decades; NaN, as from a top without curvature, is no bound at
    ///     all
    public static Place ofLogTime(double time, double timeError) {
        double shifted = StrictMath.pow(10, time);
        if (Double.isNaN(timeError)) {
            return new Place(Math.max(0, shifted - 1), Double.POSITIVE_INFINITY);
        }
        // 10⁰ − 1 may come out below zero by rounding
        return new Place(Math.max(0, shifted - 1), shifted * StrictMath.log(10) * timeError);
    }

    /// Text with its error, to one significant digit of that: `64.1 ± 0.4`. Where the error is more than a quarter
    /// of the step, the interval that lies an error to each side on log time: `63 (40 to 99)`.
    public String text() {
        if (Double.isInfinite(error)) {
            return rounded(step, 0) + " (of unknown error)";
        }
        if (error > MOST_SYMMETRIC * (step + 1)) {
            double factor = Math.exp(error / (step + 1));
            return rounded(step, 0) + " (" + rounded(Math.max(0, (step + 1) / factor - 1), 0) + " to "
                    + rounded((step + 1) * factor - 1, 0) + ")";
        }
        int decimals = decimals();
        double unit = Math.pow(10, -decimals);
        // An error that is not zero never reads as zero.
        double shown = error > 0 ? Math.max(error, unit) : 0;
        return rounded(step, decimals) + " ± " + rounded(shown, decimals);
    }

    private int decimals() {
        return error == 0 ? 0 : (int) Math.clamp(-Math.floor(Math.log10(error)), 0, MOST_DECIMALS);
    }

    private static String rounded(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
