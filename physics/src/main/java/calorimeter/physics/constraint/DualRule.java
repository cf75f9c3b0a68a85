// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.constraint;

/// How the multiplier λ of a constraint g ≤ 0 (or g = 0) follows g, which is positive where the constraint is violated.
/// After each rule has looked at g, x moves against ∇f + λ∇g.
///
/// With P(y) = max(0, y) for g ≤ 0, and P(y) = y for g = 0:
///
///     Ascent                 λ ← P(λ + ρ g)
///     ProportionalIntegral   I ← P(I + ρ g),  ν ← a ν + (1 − a) g,  λ = P(I + κ ν)
///     AugmentedLagrangian    m ← P(m + ρ g),  λ = P(m + c g): descent on f + (P(m + c g)² − m²)/(2c)
///     QuadraticPenalty       λ = P(c g): descent on f + P(g)² c/2
///
/// The second is νPI (Sohrabi et al., arXiv:2406.04558). There the sum of all g is kept; ours stops at 0 where
/// g ≤ 0, so that a long time without violation is not paid back later. Without smoothing it makes the iterates of the
/// third with c = κ (arXiv:2509.22500). No rule is an adaptive optimiser: Adam on a scalar steps ± its rate whatever
/// the violation.
public sealed interface DualRule {

    /// @param rate ρ
    record Ascent(double rate) implements DualRule {

        public Ascent {
            requirePositive("rate", rate);
        }
    }

    /// @param rate ρ, the gain of the integral
    /// @param proportional κ
    /// @param smoothing a, the share of the past in ν
    record ProportionalIntegral(double rate, double proportional, double smoothing) implements DualRule {

        public ProportionalIntegral {
            requirePositive("rate", rate);
            requireFinite("proportional", proportional);
            if (!(smoothing >= 0 && smoothing < 1)) {
                throw new IllegalArgumentException("smoothing is " + smoothing + " but must be in [0, 1)");
            }
        }
    }

    /// @param rate ρ
    /// @param penalty c
    record AugmentedLagrangian(double rate, double penalty) implements DualRule {

        public AugmentedLagrangian {
            requirePositive("rate", rate);
            requirePositive("penalty", penalty);
        }
    }

    /// @param penalty c
    record QuadraticPenalty(double penalty) implements DualRule {

        public QuadraticPenalty {
            requirePositive("penalty", penalty);
        }
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " is " + value + " but must be a positive number");
        }
    }

    private static void requireFinite(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " is " + value + " but must be 0 or a positive number");
        }
    }
}
