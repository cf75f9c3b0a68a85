// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.constraint;

/// Descent on f(x) + Σ λ_i g_i(x) in a few dimensions, the multipliers first at every step:
///
///     λ_i follows g_i(x),   x ← x − η (∇f + Σ λ_i ∇g_i)
public final class ConstrainedDescent {

    /// A problem: g_i ≤ 0 or = 0, as each multiplier says.
    public interface Problem {

        /// ∇f.
        double[] gradient(double[] x);

        /// g.
        double[] violations(double[] x);

        /// ∇g, a row for each constraint.
        double[][] jacobian(double[] x);
    }

    private final Problem problem;
    private final Multiplier[] multipliers;
    private final double rate;
    private final double[] x;

    /// @param rate η
    public ConstrainedDescent(Problem problem, double[] start, double rate, Multiplier... multipliers) {
        this.problem = problem;
        this.multipliers = multipliers.clone();
        this.rate = rate;
        x = start.clone();
    }

    /// Makes some steps; returns itself.
    public ConstrainedDescent run(int steps) {
        for (int step = 0; step < steps; step++) {
            double[] violations = problem.violations(x);
            double[] direction = problem.gradient(x).clone();
            double[][] jacobian = problem.jacobian(x);
            for (int i = 0; i < multipliers.length; i++) {
                double multiplier = multipliers[i].follow(violations[i]);
                for (int j = 0; j < x.length; j++) {
                    direction[j] += multiplier * jacobian[i][j];
                }
            }
            for (int j = 0; j < x.length; j++) {
                x[j] -= rate * direction[j];
            }
        }
        return this;
    }

    /// Where it is.
    public double[] place() {
        return x.clone();
    }

    /// λ of a constraint.
    public double multiplier(int constraint) {
        return multipliers[constraint].value();
    }
}
