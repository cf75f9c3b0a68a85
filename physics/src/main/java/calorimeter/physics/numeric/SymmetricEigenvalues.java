// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.numeric;

import java.util.Arrays;

/// All eigenvalues of a dense symmetric matrix by cyclic Jacobi rotations (Golub & Van Loan, Matrix
/// Computations, 4th ed., §8.5.3), accurate to a few rounding errors of the largest one, for orders up to a few
/// hundred.
///
/// Chosen over power iteration because it needs no starting vector and does not slow down when the two largest
/// eigenvalues nearly coincide, as they do for a head that has not broken the symmetry between directions.
public final class SymmetricEigenvalues {

    /// Convergence is quadratic once the off-diagonal part is small; order 300 takes fewer than ten sweeps.
    private static final int MAXIMUM_SWEEPS = 60;

    private SymmetricEigenvalues() {}

    /// Eigenvalues in descending order. Only the upper triangle of `matrix` (square, finite) is read.
    ///
    /// @throws IllegalArgumentException if the matrix is empty, not square, or not finite
    public static double[] of(double[][] matrix) {
        double[][] a = symmetricCopy(matrix);
        double threshold = Math.ulp(frobeniusNorm(a)) / a.length;
        for (int sweep = 0; sweep < MAXIMUM_SWEEPS && largestOffDiagonal(a) > threshold; sweep++) {
            for (int p = 0; p < a.length; p++) {
                for (int q = p + 1; q < a.length; q++) {
                    rotate(a, p, q);
                }
            }
        }
        double[] descending = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            descending[i] = -a[i][i];
        }
        Arrays.sort(descending);
        for (int i = 0; i < a.length; i++) {
            // 0 − x rather than −x: a zero eigenvalue is reported without a sign.
            descending[i] = 0 - descending[i];
        }
        return descending;
    }

    /// The similarity transform J^T A J with the rotation J in the (p, q) plane that makes A_pq zero; the
    /// smaller of the two possible angles is taken, which is what makes the sweeps converge.
    private static void rotate(double[][] a, int p, int q) {
        if (a[p][q] == 0) {
            return;
        }
        double tau = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double tangent = Math.copySign(1, tau) / (Math.abs(tau) + Math.hypot(1, tau));
        double cosine = 1 / Math.sqrt(1 + tangent * tangent);
        double sine = tangent * cosine;
        for (int k = 0; k < a.length; k++) {
            double left = a[k][p];
            double right = a[k][q];
            a[k][p] = cosine * left - sine * right;
            a[k][q] = sine * left + cosine * right;
        }
        for (int k = 0; k < a.length; k++) {
            double upper = a[p][k];
            double lower = a[q][k];
            a[p][k] = cosine * upper - sine * lower;
            a[q][k] = sine * upper + cosine * lower;
        }
        a[p][q] = 0;
        a[q][p] = 0;
    }

    private static double[][] symmetricCopy(double[][] matrix) {
        int order = matrix.length;
        if (order == 0) {
            throw new IllegalArgumentException("the matrix has no rows but needs at least one");
        }
        double[][] copy = new double[order][order];
        for (int i = 0; i < order; i++) {
            if (matrix[i].length != order) {
                throw new IllegalArgumentException(
                        "row " + i + " of the matrix has " + matrix[i].length + " entries but must have " + order);
            }
            for (int j = i; j < order; j++) {
                if (!Double.isFinite(matrix[i][j])) {
                    throw new IllegalArgumentException(
                            "matrix entry (" + i + ", " + j + ") is " + matrix[i][j] + " but must be finite");
                }
                copy[i][j] = matrix[i][j];
                copy[j][i] = matrix[i][j];
            }
        }
        return copy;
    }

    private static double frobeniusNorm(double[][] a) {
        double squares = 0;
        for (double[] row : a) {
            for (double entry : row) {
                squares += entry * entry;
            }
        }
        return Math.sqrt(squares);
    }

    private static double largestOffDiagonal(double[][] a) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = i + 1; j < a.length; j++) {
                largest = Math.max(largest, Math.abs(a[i][j]));
            }
        }
        return largest;
    }
}
