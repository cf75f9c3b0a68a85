// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.attention;

/// Abe's q-attention, for ln q = t ln 10 with t in [−1, 1]; q and 1/q are the same. There is no closed form:
/// s′(p) = x is solved for y = ln p by Newton's method inside a bracket.
final class Abe implements AttentionOperator {

    private static final double LN_10 = StrictMath.log(10);

    /// Below this a quotients of differences have lost digits, and their first term has an error of a².
    private static final double SMALL = 1e-3;

    /// Halvings alone would need 64; each may be preceded by a failed step.
    private static final int MOST_STEPS = 200;

    /// |ln q|.
    private final double a;

    /// da/dt.
    private final double chain;

    private final double sinh;

    /// e^a − 1 and e^(−a) − 1.
    private final double more;

    private final double less;

    /// @param deformation t
    Abe(double deformation) {
        a = Math.abs(deformation) * LN_10;
        chain = Math.signum(deformation) * LN_10;
        sinh = StrictMath.sinh(a);
        more = StrictMath.expm1(a);
        less = StrictMath.expm1(-a);
    }

    /// A(−a).
    private double smaller(double y) {
        return StrictMath.exp(-a + less * y);
    }

    /// A(a)/A(−a) − 1, so that a → 0 loses no digits.
    private double excess(double y) {
        return StrictMath.expm1(2 * a + 2 * sinh * y);
    }

    @Override
    public double slope(double y) {
        return a == 0 ? -1 - y : -smaller(y) * excess(y) / (2 * sinh);
    }

    /// ds′/dy, a sum of two negative terms.
    private double slopeByLog(double y) {
        return a == 0 ? -1 : slopeByLog(smaller(y), excess(y));
    }

    private double slopeByLog(double smaller, double excess) {
        return -smaller * (more * (1 + excess) - less) / (2 * sinh);
    }

    /// From below: A(a) ≤ e^a, so s′ = x no lower than where A(−a) = 2 sinh a · x + e^a.
    @Override
    public double occupation(double x) {
        if (x <= -1 || a == 0) {
            return StrictMath.exp(Math.min(0, -1 - x));
        }
        double high = 0;
        double low = (StrictMath.log(2 * sinh * x + 1 + more) + a) / less;
        double y = low;
        for (int step = 0; step < MOST_STEPS && high - low > Math.ulp(low); step++) {
            double smaller = smaller(y);
            double excess = excess(y);
            double distance = -smaller * excess / (2 * sinh) - x;
            if (distance > 0) {
                low = y;
            } else {
                high = y;
            }
            double newton = y - distance / slopeByLog(smaller, excess);
            double next = newton > low && newton < high ? newton : 0.5 * (low + high);
            if (Math.abs(next - y) <= 2 * Math.ulp(y)) {
                break;
            }
            y = next;
        }
        return StrictMath.exp(y);
    }

    @Override
    public double mobility(double p) {
        return -p / slopeByLog(StrictMath.log(p));
    }

    /// ∂s′/∂a times da/dt, with ∂A(u)/∂u = A(u)(1 + e^u y):
    ///
    ///     ∂s′/∂a = −((A′(a) + A′(−a)) sinh a − (A(a) − A(−a)) cosh a)/(2 sinh² a)
    ///
    /// For small a it is −a (b³/3 + b y − ⅓) with b = 1 + y.
    @Override
    public double slopeByDeformation(double p) {
        double y = StrictMath.log(p);
        if (a < SMALL) {
            double b = 1 + y;
            return -chain * a * (b * b * b / 3 + b * y - 1.0 / 3);
        }
        double larger = StrictMath.exp(a + more * y);
        double smaller = smaller(y);
        double derivatives = larger * (1 + StrictMath.exp(a) * y) + smaller * (1 + StrictMath.exp(-a) * y);
        return -chain * (derivatives * sinh - (larger - smaller) * StrictMath.cosh(a)) / (2 * sinh * sinh);
    }
}
