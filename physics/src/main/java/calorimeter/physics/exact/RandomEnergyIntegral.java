// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.exact;

/// ⟨ln Z⟩ of n independent energies from a normal law and its first two derivatives in b = βσ, for every n.
/// With ln z = ∫(e^(−t) − e^(−tz)) dt/t and Z = Σ e^(bx_j),
///
///     ⟨ln Z⟩ = ∫₀^∞ (e^(−t) − φ(t)ⁿ) dt/t,   φ(t) = ⟨exp(−t e^(bx))⟩,   x ~ N(0, 1)
///
/// Both integrals are sums at even steps in ln t and x: the integrands are analytic in strips and fall off at
/// both ends, so the sums converge geometrically, and a quarter of the unit in ln t and bx leaves 10⁻¹².
///
/// @param value ⟨ln Z⟩
/// @param first d⟨ln Z⟩/db
/// @param second d²⟨ln Z⟩/db²
record RandomEnergyIntegral(double value, double first, double second) {

    /// In ln t and bx: the error falls as e^(−π²/step).
    private static final double STEP = 0.25;

    /// Largest |x|: its density is 10⁻²⁰ of the largest, less than rounding of what n of them contribute.
    private static final double REACH = 9.5;

    /// ln of what is left out below.
    private static final double NEGLIGIBLE = 45;

    /// e^(−e^u) is 0 above this u.
    private static final double EXTINCT = 6.62;

    static RandomEnergyIntegral of(int count, double b) {
        double width = Math.min(0.5, STEP / b);
        int half = (int) Math.ceil(REACH / width);
        double[] weights = new double[2 * half + 1];
        for (int k = 0; k < weights.length; k++) {
            double x = (k - half) * width;
            weights[k] = width / Math.sqrt(2 * Math.PI) * StrictMath.exp(-0.5 * x * x);
        }
        double lowest = -NEGLIGIBLE - StrictMath.log(count) - Math.min(0.5 * b * b, REACH * b);
        double highest = Math.max(4, REACH * b);
        double[] sums = new double[3];
        double remaining = 1;
        for (int k = 0; lowest + k * STEP < highest && remaining > 0x1p-70; k++) {
            remaining = add(sums, count, b, lowest + k * STEP, width, weights);
        }
        return new RandomEnergyIntegral(STEP * sums[0], STEP * sums[1], STEP * sums[2]);
    }

    /// The three integrands at t = e^y. 1 − φ is summed, since φ is near 1 where t is small. Returns what is
    /// left for larger t, e^(−t) + φⁿ.
    private static double add(double[] sums, int count, double b, double y, double width, double[] weights) {
        int half = weights.length / 2;
        double lost = 0;
        double slope = 0;
        double curvature = 0;
        for (int k = 0; k < weights.length; k++) {
            double x = (k - half) * width;
            double u = y + b * x;
            if (u > EXTINCT) {
                lost += weights[k];
            } else {
                double t = StrictMath.exp(u);
                double loss = t < 0x1p-53 ? t : -StrictMath.expm1(-t);
                double survival = t < 1 ? 1 - loss : StrictMath.exp(-t);
                lost += weights[k] * loss;
                slope -= weights[k] * x * t * survival;
                curvature += weights[k] * x * x * (t - 1) * t * survival;
            }
        }
        double logPhi = lost < 1 ? StrictMath.log1p(-lost) : Double.NEGATIVE_INFINITY;
        sums[0] += StrictMath.expm1(-StrictMath.exp(y)) - StrictMath.expm1(count * logPhi);
        if (lost < 1) {
            double power = count * StrictMath.exp((count - 1) * logPhi);
            double pairs = count * (count - 1.0) * StrictMath.exp((count - 2) * logPhi);
            sums[1] -= power * slope;
            sums[2] -= power * curvature + pairs * slope * slope;
        }
        return StrictMath.exp(-StrictMath.exp(y)) + StrictMath.exp(count * logPhi);
    }
}
