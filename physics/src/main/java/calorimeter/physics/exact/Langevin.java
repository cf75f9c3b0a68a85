// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.exact;

/// The Langevin function L(x) = coth x − 1/x and its first two derivatives, accurate at every x. Near zero the
/// defining differences cancel and the Taylor series, which converges for |x| < π, is used instead:
///
///     L(x) = Σ_(k≥1) (−1)^(k+1) c_k x^(2k−1),   c_k = 2ζ(2k)/π^(2k) = 2 Σ_m (πm)^(−2k) = 1/3, 1/45, 2/945, 1/4725, …
final class Langevin {

    /// Up to here the series is used: its terms fall as 1/π² per order, while the closed form of the second
    /// derivative has lost no more than two digits to cancellation.
    private static final double SWITCH = 1;

    /// c_1, c_2, …; the last times the factor 38·37 from differentiating twice is 10⁻¹⁶ of the first.
    private static final double[] COEFFICIENTS = coefficients(20);

    private Langevin() {}

    static double value(double x) {
        return Math.abs(x) < SWITCH ? series(x, 0) : 1 / Math.tanh(x) - 1 / x;
    }

    /// L′(x) = 1/x² − 1/sinh²x.
    static double slope(double x) {
        return Math.abs(x) < SWITCH ? series(x, 1) : 1 / (x * x) - inverseSquareOfSinh(x);
    }

    /// L″(x) = 2 coth x/sinh²x − 2/x³.
    static double curvature(double x) {
        return Math.abs(x) < SWITCH ? series(x, 2) : 2 * inverseSquareOfSinh(x) / Math.tanh(x) - 2 / (x * x * x);
    }

    /// 1/sinh²x, which underflows to zero for large |x|.
    static double inverseSquareOfSinh(double x) {
        double sinh = Math.sinh(x);
        return 1 / sinh / sinh;
    }

    /// The derivative of the given order (0, 1 or 2), smallest terms first.
    private static double series(double x, int order) {
        double sum = 0;
        for (int k = COEFFICIENTS.length; k >= 1; k--) {
            int power = 2 * k - 1;
            double factor = k % 2 == 1 ? COEFFICIENTS[k - 1] : -COEFFICIENTS[k - 1];
            for (int d = 0; d < order; d++) {
                factor *= power - d;
            }
            if (power >= order) {
                sum += factor * Math.pow(x, power - order);
            }
        }
        return sum;
    }

    /// The first four in closed form; from k = 5 on forty terms of the sum reach rounding.
    private static double[] coefficients(int terms) {
        double[] c = new double[terms];
        c[0] = 1.0 / 3;
        c[1] = 1.0 / 45;
        c[2] = 2.0 / 945;
        c[3] = 1.0 / 4725;
        for (int k = 5; k <= terms; k++) {
            for (int m = 40; m >= 1; m--) {
                c[k - 1] += 2 * Math.pow(Math.PI * m, -2 * k);
            }
        }
        return c;
    }
}
