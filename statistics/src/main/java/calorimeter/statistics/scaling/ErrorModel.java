// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.scaling;

import calorimeter.statistics.estimate.Samples;

/// How observations scatter about a law y = a·g: with the same variance everywhere, or in proportion to y.
///
/// Either way the best amplitude for a given shape has a closed form, which leaves one parameter to search
/// (variable projection, G. H. Golub & V. Pereyra, SIAM J. Numer. Anal. 10 (1973) 413).
public enum ErrorModel {
    /// y = a·g + ε, ε normal: a = Σ y g / Σ g².
    ADDITIVE {
        @Override
        double amplitude(double[] y, double[] shape) {
            double product = 0;
            double square = 0;
            for (int i = 0; i < y.length; i++) {
                product += y[i] * shape[i];
                square += shape[i] * shape[i];
            }
            return product / square;
        }

        @Override
        double residual(double y, double fitted) {
            return y - fitted;
        }

        @Override
        double logJacobian(double[] y) {
            return 0;
        }
    },

    /// ln y = ln a + ln g + ε, ε normal, y > 0: ln a = mean(ln y − ln g).
    MULTIPLICATIVE {
        @Override
        double amplitude(double[] y, double[] shape) {
            double[] ratios = new double[y.length];
            for (int i = 0; i < y.length; i++) {
                ratios[i] = StrictMath.log(y[i]) - StrictMath.log(shape[i]);
            }
            return StrictMath.exp(Samples.mean(ratios));
        }

        @Override
        double residual(double y, double fitted) {
            return StrictMath.log(y) - StrictMath.log(fitted);
        }

        @Override
        double logJacobian(double[] y) {
            double sum = 0;
            for (double value : y) {
                sum -= StrictMath.log(value);
            }
            return sum;
        }
    };

    abstract double amplitude(double[] y, double[] shape);

    abstract double residual(double y, double fitted);

    /// ln of the density of the errors' scale against that of y, so that likelihoods of both models compare.
    abstract double logJacobian(double[] y);

    /// Gaussian log-likelihood at the best variance, RSS/n.
    final double logLikelihood(double[] y, double sumOfSquares) {
        int n = y.length;
        return -n / 2.0 * (StrictMath.log(2 * StrictMath.PI * sumOfSquares / n) + 1) + logJacobian(y);
    }
}
