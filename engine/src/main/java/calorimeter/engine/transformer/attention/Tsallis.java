// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.attention;

/// α-entmax (Peters, Niculae & Martins, ACL 2019, arXiv:1905.05702), p = [(α − 1)s − τ]₊^(1/(α−1)), for h = α
/// − 1 in (−1, 1].
record Tsallis(double h) implements AttentionOperator {

    /// Below this |x| three terms of the series of [#secondDifference] are exact to rounding.
    private static final double SMALL = 1e-4;

    @Override
    public double slope(double y) {
        return h == 0 ? -y : -StrictMath.expm1(h * y) / h;
    }

    @Override
    public double occupation(double x) {
        double reduced = Math.max(x, 0);
        double rest = 1 - h * reduced;
        if (rest <= 0) {
            return 0;
        }
        // the two members that are read most, exactly
        if (h == 1) {
            return rest;
        }
        if (h == 0.5) {
            return rest * rest;
        }
        return StrictMath.exp(h == 0 ? -reduced : StrictMath.log1p(-h * reduced) / h);
    }

    @Override
    public double mobility(double p) {
        return h == 1 ? 1 : StrictMath.exp((1 - h) * StrictMath.log(p));
    }

    /// −y² (e^x (x − 1) + 1)/x² with x = hy.
    @Override
    public double slopeByDeformation(double p) {
        double y = StrictMath.log(p);
        return -y * y * secondDifference(h * y);
    }

    /// (e^x (x − 1) + 1)/x², ½ at x = 0.
    private static double secondDifference(double x) {
        if (Math.abs(x) < SMALL) {
            return 0.5 + x / 3 + x * x / 8;
        }
        return (x * StrictMath.exp(x) - StrictMath.expm1(x)) / (x * x);
    }
}
