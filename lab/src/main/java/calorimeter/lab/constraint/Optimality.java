// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.constraint;

import java.util.List;

/// How well the conditions of Karush, Kuhn and Tucker hold at a place θ, for the loss f on the whole training set:
///
///     stationary      ∇f + Σ λ_i ∇g_i = 0
///     feasible        g_i ≤ 0, or = 0
///     complementary   λ_i g_i = 0
///     sign            λ_i ≥ 0 where g_i ≤ 0
///
/// @param stationarity ‖∇f + Σ λ_i ∇g_i‖ / (‖∇f‖ + Σ |λ_i| ‖∇g_i‖): 0 where the conditions hold, 1 where nothing
///     cancels
/// @param lossGradient ‖∇f‖
public record Optimality(List<Condition> conditions, double stationarity, double lossGradient) {

    public Optimality {
        conditions = List.copyOf(conditions);
    }

    /// One constraint.
    ///
    /// @param value q
    /// @param violation how far q is from being allowed
    /// @param slack how far q could go
    /// @param multiplier λ at the last step
    /// @param asked the multipliers for which ‖∇f + Σ λ_i ∇g_i‖ would be least
    /// @param gradient ‖∇g‖
    /// @param temperatures of a constraint on entropy: T = dU/dS of each head that it averages, when the
    ///     scores of that head are multiplied by a number, U = f and what the other constraints add to it.
    ///     At a stationary point T = λ with S ≥ b, T = −λ with S ≤ b or S = b
    public record Condition(
            Constraint constraint,
            double value,
            double violation,
            double slack,
            double multiplier,
            double asked,
            double gradient,
            List<Double> temperatures) {

        /// Within this share of the bound a constraint counts as met, or as active.
        private static final double WITHIN = 0.01;

        public Condition {
            temperatures = List.copyOf(temperatures);
        }

        private double scale() {
            return WITHIN * Math.max(Math.abs(constraint.bound()), WITHIN);
        }

        /// Whether the violation is at most 1 % of the bound (of 0.01 where the bound is nearer to 0).
        public boolean met() {
            return violation <= scale();
        }

        /// Whether q is at its bound, within 1 %.
        public boolean active() {
            return slack <= scale();
        }

        /// Whether λ has the sign that its relation asks for.
        public boolean signed() {
            return constraint.relation() == Constraint.Relation.EQUAL || multiplier >= 0;
        }

        /// Whether there is no multiplier where there is room.
        ///
        /// @param largest |λ| that the run had
        public boolean complementary(double largest) {
            return active() || Math.abs(multiplier) <= WITHIN * largest;
        }
    }
}
