// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.noether;

/// The damped oscillator S̈ + 2γṠ + ω²S = drive over one interval in which the drive is constant, solved exactly:
///
///     (S, Ṡ)(t) = e^(At) (S, Ṡ)(0) + ∫₀ᵗ e^(Aτ)dτ (0, drive)ᵀ,     A = ((0, 1), (−ω², −2γ))
///
/// The two are the exponential of one 3×3 matrix, found by scaling and squaring, so over-, critically and under-damped
/// motion and ω = 0 need no cases. Stepping with it never forms an integral that grows like e^(γt).
public final class DrivenOscillator {

    /// A value and its time derivative.
    public record Motion(double value, double rate) {}

    /// Norm below which sixteen terms of the series are exact to rounding.
    private static final double SMALL = 0.5;

    private static final int TERMS = 16;

    private final double[][] step;
    private final double time;

    /// @param damping          γ ≥ 0
    /// @param squaredFrequency ω² ≥ 0
    /// @param time             t > 0, the interval
    public DrivenOscillator(double damping, double squaredFrequency, double time) {
        if (!(damping >= 0) || !(squaredFrequency >= 0) || !(time > 0)) {
            throw new IllegalArgumentException("damping " + damping + ", squared frequency " + squaredFrequency
                    + " and time " + time + " must be at least 0, the time positive");
        }
        this.time = time;
        // In units of the interval, so that the entries are pure numbers.
        this.step = exponential(new double[][] {
            {0, 1, 0},
            {-squaredFrequency * time * time, -2 * damping * time, 1},
            {0, 0, 0}
        });
    }

    /// The motion one interval later.
    ///
    /// @param drive constant during the interval
    public Motion after(Motion start, double drive) {
        double rate = start.rate() * time;
        double push = drive * time * time;
        return new Motion(
                step[0][0] * start.value() + step[0][1] * rate + step[0][2] * push,
                (step[1][0] * start.value() + step[1][1] * rate + step[1][2] * push) / time);
    }

    private static double[][] exponential(double[][] matrix) {
        double norm = 0;
        for (double[] row : matrix) {
            norm = Math.max(norm, Math.abs(row[0]) + Math.abs(row[1]) + Math.abs(row[2]));
        }
        int squarings = norm > SMALL ? Math.getExponent(norm / SMALL) + 1 : 0;
        double scale = Math.scalb(1.0, -squarings);
        double[][] result = identity();
        // Horner's rule: 1 + x(1 + x/2 (1 + x/3 (…))).
        for (int n = TERMS; n >= 1; n--) {
            result = product(matrix, result);
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    result[i][j] = result[i][j] * scale / n + (i == j ? 1 : 0);
                }
            }
        }
        for (int n = 0; n < squarings; n++) {
            result = product(result, result);
        }
        return result;
    }

    private static double[][] identity() {
        return new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    }

    private static double[][] product(double[][] a, double[][] b) {
        double[][] c = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                c[i][j] = a[i][0] * b[0][j] + a[i][1] * b[1][j] + a[i][2] * b[2][j];
            }
        }
        return c;
    }
}
