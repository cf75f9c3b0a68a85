// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.positions;

/// The little linear algebra of this package.
final class Matrices {

    private Matrices() {}

    /// A deep copy of a rectangular, finite, non-empty matrix.
    static double[][] copy(String name, double[][] matrix) {
        if (matrix.length == 0 || matrix[0].length == 0) {
            throw new IllegalArgumentException(name + " is empty but needs at least one row and one column");
        }
        double[][] copy = new double[matrix.length][];
        for (int i = 0; i < matrix.length; i++) {
            if (matrix[i].length != matrix[0].length) {
                throw new IllegalArgumentException(name + " has rows of " + matrix[0].length + " and "
                        + matrix[i].length + " entries but they must be equally long");
            }
            for (double entry : matrix[i]) {
                if (!Double.isFinite(entry)) {
                    throw new IllegalArgumentException(name + " has the entry " + entry + " but must be finite");
                }
            }
            copy[i] = matrix[i].clone();
        }
        return copy;
    }

    static double[] times(double[][] matrix, double[] vector) {
        double[] product = new double[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            product[i] = dot(matrix[i], vector);
        }
        return product;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    static double[] sum(double[] a, double[] b) {
        double[] sum = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            sum[i] = a[i] + b[i];
        }
        return sum;
    }
}
