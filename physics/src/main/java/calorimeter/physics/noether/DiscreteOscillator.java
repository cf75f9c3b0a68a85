// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.noether;

/// The exact course of a charge under momentum and coupled decay, the linear recursion
///
///     S_(n+1) = (1 + β − c)S_n − βS_(n−1) + drive_n
///
/// with c = hk for translations and c = 2hk for quadratic charges. With ρ± the roots of ρ² − (1+β−c)ρ + β = 0 its
/// solution without drive is
///
///     S_n = U_n S_1 − βU_(n−1) S_0,     U_n = (ρ₊ⁿ − ρ₋ⁿ)/(ρ₊ − ρ₋),
///
/// which is [(S_1−ρ₋S_0)ρ₊ⁿ − (S_1−ρ₊S_0)ρ₋ⁿ]/(ρ₊−ρ₋) when over-damped, β^(n/2)[S_0 + n(S_1/√β − S_0)] at the critical
/// point, β^(n/2)[S_0 cos nφ + (S_1/√β − S_0 cos φ) sin nφ/sin φ] with cos φ = (1+β−c)/2√β below it, and (1−c)ⁿS_0 at
/// β = 0. U_n is computed so that nothing cancels near the critical point. A quadratic charge is driven by
/// η²(N_(n+1) + βN_n) − 2hρ_n.
///
/// Source: derived in docs/theory.md.
///
/// @param momentum  β in [0, 1)
/// @param stiffness c ≥ 0
public record DiscreteOscillator(double momentum, double stiffness) {

    /// How the charge comes to rest.
    public enum Regime {
        /// c below (1−√β)²: no oscillation.
        OVERDAMPED,
        /// c = (1−√β)² within rounding.
        CRITICAL,
        /// c between (1−√β)² and (1+√β)².
        UNDERDAMPED,
        /// c above (1+√β)²: the sign changes at every step.
        ALTERNATING
    }

    /// Four rounding errors of numbers near 1.
    private static final double ROUNDING = 4 * Math.ulp(1.0);

    /// @throws IllegalArgumentException if a value is outside its range
    public DiscreteOscillator {
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("momentum is " + momentum + " but must be at least 0 and below 1");
        }
        if (!(stiffness >= 0) || Double.isInfinite(stiffness)) {
            throw new IllegalArgumentException("stiffness is " + stiffness + " but must be finite and at least 0");
        }
    }

    /// The oscillator of a translation's charge, c = hk.
    ///
    /// @throws IllegalArgumentException if the rule has decoupled decay
    public static DiscreteOscillator translation(LearningRule rule) {
        return new DiscreteOscillator(rule.momentum(), rule.timeStep() * rule.requireCoupled());
    }

    /// The oscillator of a quadratic charge, c = 2hk.
    ///
    /// @throws IllegalArgumentException if the rule has decoupled decay
    public static DiscreteOscillator quadratic(LearningRule rule) {
        return new DiscreteOscillator(rule.momentum(), 2 * rule.timeStep() * rule.requireCoupled());
    }

    /// S_1 = (1−c)S_0 + ηβV_0 of a translation.
    public double first(LearningRule rule, TranslationCharge start) {
        return (1 - stiffness) * start.charge() + rule.learningRate() * momentum * start.velocity();
    }

    /// S_1 = (1−c)R_0 + 2ηβP_0 − βη²N_0 of a quadratic charge, to which the drive is added.
    public double first(LearningRule rule, QuadraticCharge start) {
        double eta = rule.learningRate();
        return (1 - stiffness) * start.charge() + momentum * eta * (2 * start.radial() - eta * start.kinetic());
    }

    public Regime regime() {
        double root = Math.sqrt(momentum);
        double below = (1 - root) * (1 - root) - stiffness;
        if (Math.abs(below) <= ROUNDING) {
            return Regime.CRITICAL;
        }
        if (below > 0) {
            return Regime.OVERDAMPED;
        }
        return stiffness <= (1 + root) * (1 + root) ? Regime.UNDERDAMPED : Regime.ALTERNATING;
    }

    /// The bound 2(1+β) that c must stay below for the charge to decay.
    public double stabilityBound() {
        return 2 * (1 + momentum);
    }

    public boolean isStable() {
        return stiffness < stabilityBound();
    }

    /// S_n without drive.
    ///
    /// @param start S_0
    /// @param first S_1
    /// @param steps n ≥ 0
    public double at(int steps, double start, double first) {
        if (steps < 0) {
            throw new IllegalArgumentException("steps is " + steps + " but must be at least 0");
        }
        return steps == 0 ? start : power(steps) * first - momentum * power(steps - 1) * start;
    }

    /// G_n, the answer to a single unit of drive n steps ago: G_0 = 1, G_1 = 1 + β − c.
    public double response(int steps) {
        return power(steps + 1);
    }

    /// S_0 … S_n with drive, stepped.
    ///
    /// @param start S_0
    /// @param first S_1 without drive
    /// @param drive drive_0 … drive_(n−1), for instance [#quadraticDrive]
    public double[] driven(double start, double first, double[] drive) {
        double[] course = new double[drive.length + 1];
        course[0] = start;
        for (int n = 0; n < drive.length; n++) {
            double undriven = n == 0 ? first : (1 + momentum - stiffness) * course[n] - momentum * course[n - 1];
            course[n + 1] = undriven + drive[n];
        }
        return course;
    }

    /// η²(N_(n+1) + βN_n), the drive of a quadratic charge at constant η.
    ///
    /// @param kinetic N_0 … N_n as measured
    public static double[] quadraticDrive(LearningRule rule, double[] kinetic) {
        double eta = rule.learningRate();
        double[] drive = new double[kinetic.length - 1];
        for (int n = 0; n < drive.length; n++) {
            drive[n] = eta * eta * (kinetic[n + 1] + rule.momentum() * kinetic[n]);
        }
        return drive;
    }

    /// U_n = (ρ₊ⁿ − ρ₋ⁿ)/(ρ₊ − ρ₋), with U_0 = 0 and U_1 = 1.
    private double power(int n) {
        if (n == 0) {
            return 0;
        }
        if (momentum == 0) {
            return Math.pow(1 - stiffness, n - 1);
        }
        double root = Math.sqrt(momentum);
        // cosh θ − 1 on the side of slow decay, −cosh θ − 1 on the side of alternating signs.
        double slow = ((1 - root) * (1 - root) - stiffness) / (2 * root);
        double fast = (stiffness - (1 + root) * (1 + root)) / (2 * root);
        if (slow >= 0) {
            double theta = inverseHyperbolicCosine(slow);
            // (1−ρ₊)(1−ρ₋) = c gives the logarithm of the larger root without cancellation.
            double logarithm = StrictMath.log1p(-stiffness / (1 - root * StrictMath.exp(-theta)));
            return StrictMath.exp((n - 1) * logarithm) * ratio(n, theta);
        }
        if (fast >= 0) {
            double theta = inverseHyperbolicCosine(fast);
            double sign = n % 2 == 0 ? -1 : 1;
            return sign * StrictMath.exp((n - 1) * (0.5 * StrictMath.log(momentum) + theta)) * ratio(n, theta);
        }
        double phi = 2 * StrictMath.asin(Math.sqrt(Math.min(1, -slow / 2)));
        return StrictMath.exp(0.5 * (n - 1) * StrictMath.log(momentum)) * StrictMath.sin(n * phi) / StrictMath.sin(phi);
    }

    /// arcosh(1 + x).
    private static double inverseHyperbolicCosine(double x) {
        return StrictMath.log1p(x + Math.sqrt(x * (2 + x)));
    }

    /// (1 − e^(−2nθ))/(1 − e^(−2θ)), n at θ = 0.
    private static double ratio(int n, double theta) {
        return theta == 0 ? n : StrictMath.expm1(-2 * n * theta) / StrictMath.expm1(-2 * theta);
    }
}
