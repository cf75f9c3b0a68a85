// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.entropy;

/// Abe's entropy (Phys. Lett. A 224, 326, 1997), the symmetric one of quantum groups:
///
///     s = −(p^q − p^(1/q))/(q − 1/q)      s′ = −(q p^(q−1) − (1/q)p^(1/q−1))/(q − 1/q)
///
/// q and 1/q are the same entropy, q = 1 is Shannon's. Attention has no closed form: s′(p) = x is solved for ln
/// p by Newton's method inside a bracket. For q ≠ 1 the tail of attention is a power law of exponent 1/(1 −
/// min(q, 1/q)).
///
/// @param q in [0.01, 100]; outside, p^q underflows or the tail is too flat to tell the levels apart
public record Abe(double q) implements GeneralisedEntropy {

    private static final double LARGEST = 100;

    /// Bisection alone would need 64 halvings to resolve ln p to the last bit; each may be preceded by a failed
    /// step.
    private static final int MOST_STEPS = 200;

    /// Two powers that differ by more than this factor in the exponent are subtracted as they are; one taken
    /// out of the other would overflow while it underflows.
    private static final double WIDE_GAP = 1;

    public Abe {
        if (!(q >= 1 / LARGEST && q <= LARGEST)) {
            throw new IllegalArgumentException("q is " + q + " but must lie in [" + 1 / LARGEST + ", " + LARGEST + "]");
        }
    }

    @Override
    public String name() {
        return "Abe, q = " + q;
    }

    @Override
    public double term(double p) {
        if (q == 1) {
            return -p * StrictMath.log(p);
        }
        double y = StrictMath.log(p);
        double gap = -difference() * y;
        return gap > WIDE_GAP
                ? (StrictMath.exp(smaller() * y) - StrictMath.exp(larger() * y)) / difference()
                : StrictMath.exp(larger() * y) * StrictMath.expm1(gap) / difference();
    }

    @Override
    public double slope(double p) {
        return slopeAtLog(StrictMath.log(p));
    }

    /// Both terms are negative: nothing cancels.
    @Override
    public double curvature(double p) {
        if (q == 1) {
            return -1 / p;
        }
        double y = StrictMath.log(p);
        double a = exponent();
        return (smaller() * StrictMath.expm1(-a) * StrictMath.exp((smaller() - 2) * y)
                        - larger() * StrictMath.expm1(a) * StrictMath.exp((larger() - 2) * y))
                / difference();
    }

    @Override
    public double slopeAtZero() {
        return Double.POSITIVE_INFINITY;
    }

    @Override
    public double occupation(double x) {
        if (q == 1) {
            return Math.min(1, StrictMath.exp(-x - 1));
        }
        if (x <= -1) {
            return 1;
        }
        // Both powers of p in s′ are dropped in turn: s′ lies between (q p^(q−1) − 1/q)/d and q p^(q−1)/d for q
        // < 1.
        double scale = -1 / StrictMath.expm1(-exponent());
        double low = -scale * StrictMath.log((difference() * x + larger()) / smaller());
        double high = x > 0 ? Math.min(0, -scale * StrictMath.log(difference() * x / smaller())) : 0;
        double y = 0.5 * (low + high);
        for (int step = 0; step < MOST_STEPS && high - low > Math.ulp(low); step++) {
            double excess = slopeAtLog(y) - x;
            if (excess > 0) {
                low = y;
            } else {
                high = y;
            }
            double newton = y - excess / (curvature(StrictMath.exp(y)) * StrictMath.exp(y));
            double next = newton > low && newton < high ? newton : 0.5 * (low + high);
            if (Math.abs(next - y) <= Math.ulp(y)) {
                break;
            }
            y = next;
        }
        return StrictMath.exp(y);
    }

    /// s′ = e^(ln r + (r−1)y)·(e^(−2a − (r − 1/r)y) − 1)/(r − 1/r) with r = e^a = max(q, 1/q) and y = ln p, so
    /// that q → 1 loses no digits; at q = 1, −1 − y.
    private double slopeAtLog(double y) {
        double a = exponent();
        if (a == 0) {
            return -1 - y;
        }
        double gap = -2 * a - difference() * y;
        double smallPower = StrictMath.exp(a + StrictMath.expm1(a) * y);
        return gap > WIDE_GAP
                ? (StrictMath.exp(-a + StrictMath.expm1(-a) * y) - smallPower) / difference()
                : smallPower * StrictMath.expm1(gap) / difference();
    }

    /// a = |ln q|.
    private double exponent() {
        return Math.abs(StrictMath.log(q));
    }

    private double larger() {
        return Math.max(q, 1 / q);
    }

    private double smaller() {
        return Math.min(q, 1 / q);
    }

    /// max(q, 1/q) − min(q, 1/q) = 2 sinh a.
    private double difference() {
        return 2 * StrictMath.sinh(exponent());
    }
}
