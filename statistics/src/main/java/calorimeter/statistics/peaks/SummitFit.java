// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.peaks;

import calorimeter.statistics.series.LogTime;
import calorimeter.statistics.series.NoiseModel;
import calorimeter.statistics.series.SampledSeries;
import java.util.Arrays;
import java.util.Optional;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;

/// Place and height of a summit from the samples themselves: the maximum of a cubic in log time fitted to the
/// top of the peak by least squares.
///
/// Smoothing lowers a peak of width w by the factor w/√(w² + b²) and moves one with unequal flanks towards the
/// gentler one, always the same way in every run. A cubic keeps height, curvature and skewness of the top, so
/// what it leaves is of fourth order in the window. The window is where the smoothed series lies less than
///
///     depth = 6 SE(P), at least P/100 and at most P/2
///
/// below the summit: as deep as noise makes necessary and no deeper, so bias stays comparable to noise. It
/// reaches at least one bandwidth to each side, about as far as the smoothing may have moved the summit, and
/// holds at least three samples; with fewer than six a parabola is fitted, which for three is interpolation.
///
/// Where the samples in the window have no maximum inside it, as on a plateau, the place is the middle of the
/// window, with half its width for an error, and the height that of the smoothed series.
///
/// @param time log₁₀(step + 1) of the maximum
/// @param height the cubic at its maximum
/// @param timeError standard error of `time` in decades under the noise model, SE(slope) / |curvature|. The
///     true scatter is up to 1.6 times that, since the window moves with the noise and the curvature has noise
///     of its own; and it knows nothing of what happened between samples.
record SummitFit(double time, double height, double timeError) {

    private static final double NOISE_DEPTH = 6;
    private static final double LEAST_DEPTH = 0.01;
    private static final double MOST_DEPTH = 0.5;
    private static final int FEWEST_FOR_CUBIC = 6;

    static SummitFit of(SampledSeries series, NoiseModel noise, Summit summit) {
        Summit.Span span = window(summit);
        int[] range = samples(series, summit.time(), span);
        boolean cubic = range[1] - range[0] >= FEWEST_FOR_CUBIC;
        Optional<SummitFit> fit = cubic ? fit(series, noise, range, 3) : Optional.empty();
        return fit.or(() -> fit(series, noise, range, 2))
                .orElseGet(() ->
                        new SummitFit((span.from() + span.to()) / 2, summit.height(), (span.to() - span.from()) / 2));
    }

    private static Summit.Span window(Summit summit) {
        double prominence = summit.prominence();
        double depth =
                Math.clamp(NOISE_DEPTH * summit.standardError(), LEAST_DEPTH * prominence, MOST_DEPTH * prominence);
        Summit.Span top = summit.above(depth);
        double bandwidth = summit.scale().bandwidth();
        return new Summit.Span(
                Math.min(top.from(), summit.time() - bandwidth), Math.max(top.to(), summit.time() + bandwidth));
    }

    /// First sample in the span and the one after the last; widened by the nearest samples to at least three.
    private static int[] samples(SampledSeries series, double time, Summit.Span span) {
        int first = 0;
        while (first < series.size() && LogTime.ofStep(series.position(first)) < span.from()) {
            first++;
        }
        int end = first;
        while (end < series.size() && LogTime.ofStep(series.position(end)) <= span.to()) {
            end++;
        }
        while (end - first < 3) {
            double before = first == 0 ? Double.POSITIVE_INFINITY : time - LogTime.ofStep(series.position(first - 1));
            double after =
                    end == series.size() ? Double.POSITIVE_INFINITY : LogTime.ofStep(series.position(end)) - time;
            if (before < after) {
                first--;
            } else {
                end++;
            }
        }
        return new int[] {first, end};
    }

    /// Empty when the polynomial has no maximum between the first and the last sample of the range.
    private static Optional<SummitFit> fit(SampledSeries series, NoiseModel noise, int[] range, int degree) {
        double from = LogTime.ofStep(series.position(range[0]));
        double to = LogTime.ofStep(series.position(range[1] - 1));
        double middle = (from + to) / 2;
        double unit = (to - from) / 2;
        int n = range[1] - range[0];
        double[][] powers = new double[n][degree + 1];
        for (int i = 0; i < n; i++) {
            double x = (LogTime.ofStep(series.position(range[0] + i)) - middle) / unit;
            powers[i][0] = 1;
            for (int d = 1; d <= degree; d++) {
                powers[i][d] = powers[i][d - 1] * x;
            }
        }
        RealMatrix toCoefficients = new QRDecomposition(MatrixUtils.createRealMatrix(powers))
                .getSolver()
                .getInverse();
        double[] samples = Arrays.copyOfRange(series.values(), range[0], range[1]);
        double[] c = Arrays.copyOf(toCoefficients.operate(samples), 4);
        double x = maximum(c);
        if (!(Math.abs(x) <= 1)) {
            return Optional.empty();
        }
        double[] slope = new double[series.size()];
        for (int i = 0; i < n; i++) {
            for (int d = 1; d <= degree; d++) {
                slope[range[0] + i] += d * Math.pow(x, d - 1) * toCoefficients.getEntry(d, i);
            }
        }
        double curvature = Math.abs(2 * c[2] + 6 * c[3] * x);
        return Optional.of(new SummitFit(
                middle + unit * x,
                c[0] + x * (c[1] + x * (c[2] + x * c[3])),
                unit * noise.standardError(slope) / curvature));
    }

    /// The maximum of c₀ + c₁x + c₂x² + c₃x³, by the root of its derivative that stays finite as c₃ → 0; NaN
    /// when the middle is not concave or there is no maximum.
    private static double maximum(double[] c) {
        return c[2] < 0 ? c[1] / (StrictMath.sqrt(c[2] * c[2] - 3 * c[1] * c[3]) - c[2]) : Double.NaN;
    }
}
