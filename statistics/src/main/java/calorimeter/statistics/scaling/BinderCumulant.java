// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.scaling;

import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Samples;
import calorimeter.statistics.resampling.Bootstrap;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Binder's fourth-order cumulant of an order parameter over seeds, U₄ = 1 − ⟨m⁴⟩ / (3⟨m²⟩²) (K. Binder, Z.
/// Phys. B 43 (1981) 119).
///
/// U₄ is 0 for a Gaussian m of mean zero, 2/3 for m = ±const. Moments are about zero, not about the mean: m
/// must be an order parameter whose symmetric phase has mean zero. From n seeds U₄ is biased: for a Gaussian m
/// its expectation is 2/(n + 2) instead of 0.
public final class BinderCumulant {

    private BinderCumulant() {}

    /// U₄ of a sample; NaN when every m is zero.
    public static double value(double... orderParameter) {
        double second = 0;
        double fourth = 0;
        for (double m : orderParameter) {
            second += m * m;
            fourth += m * m * m * m;
        }
        int n = orderParameter.length;
        return 1 - fourth / n / (3 * (second / n) * (second / n));
    }

    /// Where the cumulants of two system sizes cross as a control parameter varies: the estimate of a
    /// transition that needs no exponents.
    ///
    /// Each U₄ is interpolated linearly between the control values both sizes share; the crossing is the zero
    /// of their difference, and where noise makes several, the one over which the difference changes most. The
    /// interval is a bootstrap over seeds within every (size, control value); it declines when more than a
    /// twentieth of the resamples do not cross.
    ///
    /// @param control increasing control values
    /// @param smaller for each control value the order parameter of every seed, at the smaller size
    /// @param larger the same at the larger size
    public static Answer<Estimate> crossing(
            double[] control,
            List<double[]> smaller,
            List<double[]> larger,
            Bootstrap bootstrap,
            RandomGenerator random) {
        Samples.requireFinite("control value", control);
        Samples.requireSameSize("control values", control.length, "samples of the smaller size", smaller.size());
        Samples.requireSameSize("control values", control.length, "samples of the larger size", larger.size());
        for (int i = 1; i < control.length; i++) {
            if (!(control[i] > control[i - 1])) {
                throw new IllegalArgumentException("control value " + i + " is " + control[i]
                        + " but must be larger than the one before, " + control[i - 1]);
            }
        }
        if (control.length < 2) {
            return Answer.tooFew("a crossing's number of control values", control.length, 2);
        }
        List<double[]> strata = new ArrayList<>(smaller);
        strata.addAll(larger);
        if (Double.isNaN(place(control, strata))) {
            return Answer.notIdentified(
                    strata.stream().mapToInt(sample -> sample.length).sum(),
                    "the curves do not cross inside the control values");
        }
        return bootstrap.ofStrata(strata, drawn -> place(control, drawn), random);
    }

    private static double place(double[] control, List<double[]> samples) {
        double crossing = Double.NaN;
        double steepest = 0;
        double before = difference(samples, 0, control.length);
        for (int i = 1; i < control.length; i++) {
            double after = difference(samples, i, control.length);
            boolean changesSign = (before <= 0 && after > 0) || (before >= 0 && after < 0);
            if (changesSign && Math.abs(after - before) > steepest) {
                steepest = Math.abs(after - before);
                crossing = control[i - 1] + (control[i] - control[i - 1]) * before / (before - after);
            }
            before = after;
        }
        return crossing;
    }

    private static double difference(List<double[]> samples, int i, int controls) {
        return value(samples.get(i)) - value(samples.get(controls + i));
    }
}
