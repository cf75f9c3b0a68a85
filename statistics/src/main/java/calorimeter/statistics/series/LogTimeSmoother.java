// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.series;

/// Gaussian smoothing of a series in log time t = log₁₀(step + 1).
///
///     s_i = Σ_j g_ij a_j / Σ_j g_ij,    g_ij = exp(−(t_i − t_j)² / 2b²)
///
/// a_j are the cell means of the piecewise linear interpolant on a uniform grid in t, as `LogTimeGrid`
/// defines them. The bandwidth b is the standard deviation of the kernel in decades; b = 0 leaves the cell
/// means as they are.
///
/// Boundary: the kernel is renormalised over the record (Nadaraya–Watson), nothing is padded or mirrored. The
/// kernel is cut only where it is below rounding: with the full Gaussian the matrix g is totally positive and
/// its rows sum to one after normalisation, so the smoothed series crosses any level no more often than the
/// series does (variation diminishing, S. Karlin, Total Positivity, 1968). A monotone series therefore stays
/// monotone, up to and including its ends, and smoothing never invents a peak. It does lower and displace
/// peaks that are not wide against b; `SummitFit` of the peaks goes back to the samples for that reason.
///
/// @param pointsPerDecade nodes per decade of log time, 1 to 10 000
/// @param bandwidth standard deviation of the kernel in decades: 0, or at least one grid spacing and at most 10
public record LogTimeSmoother(int pointsPerDecade, double bandwidth) {

    /// In bandwidths: exp(−9²/2) is 3·10⁻¹⁸ of the centre.
    private static final double REACH = 9;

    public LogTimeSmoother {
        if (pointsPerDecade < 1 || pointsPerDecade > 10_000) {
            throw new IllegalArgumentException(
                    "points per decade are " + pointsPerDecade + " but must lie in 1 to 10000");
        }
        if (bandwidth != 0 && !(bandwidth * pointsPerDecade >= 1 && bandwidth <= 10)) {
            throw new IllegalArgumentException("bandwidth is " + bandwidth
                    + " decades but must be 0, or at least the grid spacing " + 1.0 / pointsPerDecade
                    + " and at most 10");
        }
    }

    /// Five nodes per bandwidth, which makes the discrete sum indistinguishable from the integral.
    public static LogTimeSmoother ofBandwidth(double bandwidth) {
        return new LogTimeSmoother((int) StrictMath.round(5 / bandwidth), bandwidth);
    }

    /// The smoothed series.
    ///
    /// @throws IllegalArgumentException when the series has fewer than two samples
    public SmoothedSeries smooth(SampledSeries series) {
        if (series.size() < 2) {
            throw new IllegalArgumentException("series has 1 sample but smoothing needs at least 2");
        }
        LogTimeGrid grid = new LogTimeGrid(series, pointsPerDecade);
        return new SmoothedSeries(series, grid, kernel(grid));
    }

    /// The Gaussian by distance in nodes, as far as it adds anything in double precision.
    private double[] kernel(LogTimeGrid grid) {
        int reach = (int) Math.min(grid.size() - 1.0, REACH * bandwidth * pointsPerDecade);
        double[] kernel = new double[1 + reach];
        kernel[0] = 1;
        for (int lag = 1; lag < kernel.length && bandwidth > 0; lag++) {
            double distance = lag * grid.spacing() / bandwidth;
            kernel[lag] = StrictMath.exp(-distance * distance / 2);
        }
        return kernel;
    }
}
