// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.constraint;

import java.util.Arrays;

/// The multipliers for which ‖∇f + Σ λ_i ∇g_i‖ is least, by the normal equations.
final class LeastSquares {

    /// The square of the sine between gradients up to which they count as dependent.
    private static final double DEPENDENT = 1e-12;

    private LeastSquares() {}

    static double[] multipliers(double[] gradient, double[][] ofConstraints) {
        int n = ofConstraints.length;
        double[][] equations = new double[n][n + 1];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                equations[i][j] = dot(ofConstraints[i], ofConstraints[j]);
            }
            equations[i][n] = -dot(ofConstraints[i], gradient);
        }
        return solved(equations);
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /// Gauss and Jordan along the diagonal, which is stable for products of vectors; NaN where constraints
    /// depend on one another.
    private static double[] solved(double[][] rows) {
        int n = rows.length;
        double[] solution = new double[n];
        double[] squares = new double[n];
        Arrays.setAll(squares, i -> rows[i][i]);
        for (int column = 0; column < n; column++) {
            double[] row = rows[column];
            if (!(row[column] > DEPENDENT * squares[column])) {
                Arrays.fill(solution, Double.NaN);
                return solution;
            }
            for (int i = 0; i < n; i++) {
                double factor = i == column ? 0 : rows[i][column] / row[column];
                for (int j = 0; factor != 0 && j <= n; j++) {
                    rows[i][j] -= factor * row[j];
                }
            }
        }
        for (int i = 0; i < n; i++) {
            solution[i] = rows[i][n] / rows[i][i];
        }
        return solution;
    }
}
