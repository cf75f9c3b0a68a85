// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.numeric;

import java.util.Arrays;

/// Singular values of a dense matrix by one-sided Jacobi rotations (Hestenes; Golub & Van Loan, Matrix Computations,
/// 4th ed., §8.6.3): vectors are turned against each other in pairs until all are orthogonal; their lengths are the
/// values. Small values keep their digits, which the eigenvalues of the Gram matrix would lose, and ranks rest on them.
public final class SingularValues {

    private static final int MAXIMUM_SWEEPS = 60;

    /// Cosine below which two vectors count as orthogonal.
    private static final double ORTHOGONAL = 1e-15;

    private SingularValues() {}

    /// Singular values in descending order, one for each row.
    ///
    /// @param rows as long as each other, finite
    public static double[] of(double[][] rows) {
        double[][] a = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            a[i] = rows[i].clone();
        }
        boolean turned = true;
        for (int sweep = 0; sweep < MAXIMUM_SWEEPS && turned; sweep++) {
            turned = false;
            for (int p = 0; p < a.length; p++) {
                for (int q = p + 1; q < a.length; q++) {
                    turned |= rotate(a[p], a[q]);
                }
            }
        }
        double[] falling = Arrays.stream(a)
                .mapToDouble(row -> -Math.sqrt(dot(row, row)))
                .sorted()
                .toArray();
        for (int i = 0; i < falling.length; i++) {
            falling[i] = 0 - falling[i];
        }
        return falling;
    }

    private static boolean rotate(double[] p, double[] q) {
        double pp = dot(p, p);
        double qq = dot(q, q);
        double pq = dot(p, q);
        if (Math.abs(pq) <= ORTHOGONAL * Math.sqrt(pp) * Math.sqrt(qq)) {
            return false;
        }
        double tau = (qq - pp) / (2 * pq);
        double tangent = Math.copySign(1, tau) / (Math.abs(tau) + Math.hypot(1, tau));
        double cosine = 1 / Math.sqrt(1 + tangent * tangent);
        double sine = tangent * cosine;
        for (int k = 0; k < p.length; k++) {
            double left = p[k];
            double right = q[k];
            p[k] = cosine * left - sine * right;
            q[k] = sine * left + cosine * right;
        }
        return true;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }
}
