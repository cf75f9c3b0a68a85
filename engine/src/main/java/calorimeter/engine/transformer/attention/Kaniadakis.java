// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.attention;

/// Kaniadakis's κ-attention, whose tail is a power law of exponent 1/κ; for κ in (−1, 1). By
///
///     sinh(κy)/κ + cosh(κy) = (λ/κ) sinh(κy + artanh κ),   λ = √(1 − κ²)
final class Kaniadakis implements AttentionOperator {

    /// Below this |x| two terms of the series of [#oddDifference] are exact to rounding.
    private static final double SMALL = 1e-3;

    private final double kappa;
    private final double lambda;
    private final double artanh;

    Kaniadakis(double kappa) {
        this.kappa = kappa;
        lambda = Math.sqrt((1 - kappa) * (1 + kappa));
        artanh = 0.5 * (StrictMath.log1p(kappa) - StrictMath.log1p(-kappa));
    }

    @Override
    public double slope(double y) {
        double x = kappa * y;
        return -((kappa == 0 ? y : StrictMath.sinh(x) / kappa) + StrictMath.cosh(x));
    }

    @Override
    public double occupation(double x) {
        double y = kappa == 0 ? -x - 1 : (inverseSine(-kappa * x / lambda) - artanh) / kappa;
        return StrictMath.exp(Math.min(0, y));
    }

    /// arsinh without cancellation on either side.
    private static double inverseSine(double x) {
        double z = Math.abs(x);
        double value = StrictMath.log1p(z + z * z / (1 + Math.sqrt(1 + z * z)));
        return Math.copySign(value, x);
    }

    @Override
    public double mobility(double p) {
        double x = kappa * StrictMath.log(p);
        return p / (StrictMath.cosh(x) + kappa * StrictMath.sinh(x));
    }

    /// −(y² (x cosh x − sinh x)/x² + y sinh x) with x = κy.
    @Override
    public double slopeByDeformation(double p) {
        double y = StrictMath.log(p);
        double x = kappa * y;
        return -(y * y * oddDifference(x) + y * StrictMath.sinh(x));
    }

    /// (x cosh x − sinh x)/x².
    private static double oddDifference(double x) {
        if (Math.abs(x) < SMALL) {
            return x / 3 + x * x * x / 30;
        }
        return (x * StrictMath.cosh(x) - StrictMath.sinh(x)) / (x * x);
    }
}
