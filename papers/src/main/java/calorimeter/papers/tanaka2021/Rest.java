// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.tanaka2021;

import java.util.stream.IntStream;

/// Where the norm of a filter that decays comes to rest (docs/theory.md; Tanaka & Kunin, arXiv:2105.02716 §5), and
/// when it is there:
///
///     r⁴ relaxes 4ηk/(1−β) times a step      ⟨θ²⟩ = 2ηk/(1+β)      r² = η(1+β)|v|²/(2k)
///
/// @param rate η
/// @param decay k
/// @param momentum β
record Rest(double rate, double decay, double momentum) {

    /// Relaxations of r⁴ that a run must have had to be steady.
    static final int RELAXATIONS = 6;

    /// What r² may change by in the last quarter of the steps, in per cent.
    static final int LARGEST_CHANGE = 10;

    /// Largest ρ/(|w||g|) at which ε is hardly felt.
    static final double STEADY_VIOLATION = 1e-2;

    /// Whether a run of so many steps is long enough for rest.
    boolean isReachedIn(long steps) {
        return 4 * rate * decay / (1 - momentum) * steps >= RELAXATIONS;
    }

    /// ⟨θ²⟩ at rest, θ the angle of an update.
    double squareAngle() {
        return 2 * rate * decay / (1 + momentum);
    }

    /// r² at rest.
    ///
    /// @param speed |v|²
    double square(double speed) {
        return rate * (1 + momentum) / (2 * decay) * speed;
    }

    /// Whether r² has hardly changed in the last quarter, and ε is hardly felt.
    ///
    /// @param squares r² in the last quarter
    /// @param violation ρ/(|w||g|) at the end
    static boolean isSteady(double[] squares, double violation) {
        double change = Math.abs(Math.log(squares[squares.length - 1] / squares[0]));
        return change < LARGEST_CHANGE / 100.0 && violation < STEADY_VIOLATION;
    }

    /// The values at the last quarter of the steps.
    static double[] late(double[] steps, double[] values) {
        double end = steps[steps.length - 1];
        return IntStream.range(0, steps.length)
                .filter(row -> 4 * steps[row] >= 3 * end)
                .mapToDouble(row -> values[row])
                .toArray();
    }
}
