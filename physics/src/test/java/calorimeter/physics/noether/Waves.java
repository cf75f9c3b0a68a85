// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.noether;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/// Matrices of waves, the data and starts of the reference numbers.
final class Waves {

    private Waves() {}

    /// size · sin(a·i + b·j + c).
    static double[][] sines(int rows, int columns, double size, double a, double b, double c) {
        return waves(rows, columns, size, a, b, c, Math::sin);
    }

    /// size · cos(a·i + b·j).
    static double[][] cosines(int rows, int columns, double size, double a, double b) {
        return waves(rows, columns, size, a, b, 0, Math::cos);
    }

    private static double[][] waves(
            int rows, int columns, double size, double a, double b, double c, DoubleUnaryOperator function) {
        double[][] matrix = new double[rows][columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                matrix[i][j] = size * function.applyAsDouble(a * i + b * j + c);
            }
        }
        return matrix;
    }

    /// size · sin(b·j + c) as one row.
    static double[][] row(int columns, double size, double b, double c) {
        return sines(1, columns, size, 0, b, c);
    }

    /// All entries one after the other.
    static double[] flat(double[][]... matrices) {
        return Arrays.stream(matrices)
                .flatMap(Arrays::stream)
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }
}
