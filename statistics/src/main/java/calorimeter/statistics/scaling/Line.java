// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.scaling;

import calorimeter.statistics.estimate.Samples;

/// Ordinary least-squares line y = intercept + slope · x.
///
/// @param sumOfSquares of the residuals
/// @param spreadOfX S_xx = Σ (x − mean)²
record Line(double intercept, double slope, double sumOfSquares, double spreadOfX) {

    static Line of(double[] x, double[] y) {
        double meanX = Samples.mean(x);
        double meanY = Samples.mean(y);
        double spread = 0;
        double product = 0;
        for (int i = 0; i < x.length; i++) {
            spread += (x[i] - meanX) * (x[i] - meanX);
            product += (x[i] - meanX) * (y[i] - meanY);
        }
        double slope = product / spread;
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double residual = y[i] - meanY - slope * (x[i] - meanX);
            sum += residual * residual;
        }
        return new Line(meanY - slope * meanX, slope, sum, spread);
    }
}
