// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.constraint;

/// The multiplier of one constraint in time, by a [DualRule].
///
/// It is a force: x moves against ∇f + λ∇g with the λ that [#follow] returns.
public final class Multiplier {

    /// How many numbers a [#state] has.
    public static final int STATE = 3;

    private final DualRule rule;
    private final boolean equality;

    /// λ of ascent, I or m.
    private double integral;

    /// ν, NaN before the first violation.
    private double smoothed = Double.NaN;

    private double value;

    /// @param equality of g = 0, where λ may be negative; otherwise of g ≤ 0
    public Multiplier(DualRule rule, boolean equality) {
        this.rule = rule;
        this.equality = equality;
    }

    /// Looks at g and returns λ.
    ///
    /// @param violation g, positive where the constraint is violated
    public double follow(double violation) {
        value = switch (rule) {
            case DualRule.Ascent(double rate) -> {
                integral = project(integral + rate * violation);
                yield integral;
            }
            case DualRule.ProportionalIntegral(double rate, double proportional, double smoothing) -> {
                integral = project(integral + rate * violation);
                smoothed = Double.isNaN(smoothed) ? violation : smoothing * smoothed + (1 - smoothing) * violation;
                yield project(integral + proportional * smoothed);
            }
            case DualRule.AugmentedLagrangian(double rate, double penalty) -> {
                integral = project(integral + rate * violation);
                yield project(integral + penalty * violation);
            }
            case DualRule.QuadraticPenalty(double penalty) -> project(penalty * violation);
        };
        return value;
    }

    private double project(double multiplier) {
        return equality ? multiplier : Math.max(0, multiplier);
    }

    /// λ of the last [#follow], 0 before the first.
    public double value() {
        return value;
    }

    /// What [#restore] takes.
    public double[] state() {
        return new double[] {integral, smoothed, value};
    }

    /// Goes on from a [#state].
    public void restore(double[] state) {
        if (state.length != STATE) {
            throw new IllegalArgumentException(
                    "a multiplier was given " + state.length + " numbers but needs " + STATE);
        }
        integral = state[0];
        smoothed = state[1];
        value = state[2];
    }
}
