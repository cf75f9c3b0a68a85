// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import java.util.List;

/// Least-squares slope of points (x, y).
public final class Slope {

    private Slope() {}

    /// NaN when x does not vary.
    public static double of(List<double[]> points) {
        double meanX = points.stream().mapToDouble(point -> point[0]).average().orElse(Double.NaN);
        double meanY = points.stream().mapToDouble(point -> point[1]).average().orElse(Double.NaN);
        double covariance = 0;
        double variance = 0;
        for (double[] point : points) {
            covariance += (point[0] - meanX) * (point[1] - meanY);
            variance += (point[0] - meanX) * (point[0] - meanX);
        }
        return variance > 0 ? covariance / variance : Double.NaN;
    }
}
