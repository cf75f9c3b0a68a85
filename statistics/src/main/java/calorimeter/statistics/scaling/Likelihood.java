// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.scaling;

import calorimeter.statistics.estimate.Answer;

/// Maximised likelihood of a model, for comparing models of the same data.
///
///     AIC  = 2k − 2 ln L                        (H. Akaike, IEEE Trans. Autom. Control 19 (1974) 716)
///     AICc = AIC + 2k(k + 1)/(n − k − 1)        (C. M. Hurvich & C.-L. Tsai, Biometrika 76 (1989) 297)
///
/// Smaller is better; a model 10 above the best has essentially no support. Use AICc unless n/k exceeds 40.
///
/// @param logLikelihood ln L at its maximum, with all constants
/// @param parameters k, every fitted number including the error variance
/// @param n number of data
public record Likelihood(double logLikelihood, int parameters, int n) {

    public Likelihood {
        if (Double.isNaN(logLikelihood)) {
            throw new IllegalArgumentException("log-likelihood is NaN but must be a number");
        }
        if (parameters < 1 || n < 1) {
            throw new IllegalArgumentException(
                    "there are " + parameters + " parameters and " + n + " data but must be at least 1 of each");
        }
    }

    /// Gaussian likelihood of ln y at the best variance, RSS/n, as a density of y.
    ///
    /// @param sumOfSquares RSS of ln y
    static Likelihood ofLogarithms(double[] y, double sumOfSquares, int parameters) {
        double logJacobian = 0;
        for (double value : y) {
            logJacobian -= StrictMath.log(value);
        }
        int n = y.length;
        double logLikelihood = -n / 2.0 * (StrictMath.log(2 * StrictMath.PI * sumOfSquares / n) + 1) + logJacobian;
        return new Likelihood(logLikelihood, parameters, n);
    }

    public double aic() {
        return 2 * parameters - 2 * logLikelihood;
    }

    /// Declines when n ≤ k + 1, where the correction is not defined.
    public Answer<Double> aicc() {
        if (n <= parameters + 1) {
            return Answer.tooFew("AICc with " + parameters + " parameters, in number of data,", n, parameters + 2);
        }
        return Answer.given(aic() + 2.0 * parameters * (parameters + 1) / (n - parameters - 1));
    }
}
