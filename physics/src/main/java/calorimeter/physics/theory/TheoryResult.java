// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.theory;

/// What came of a [TheoryCheck].
///
/// @param check    the statement tried
/// @param residual as measured; NaN refutes
/// @param seconds  time taken
public record TheoryResult(TheoryCheck check, double residual, double seconds) {

    /// Whether a statement stands.
    public enum Verdict {
        SUPPORTED,
        REFUTED
    }

    public double tolerance() {
        return check.tolerance();
    }

    public Verdict verdict() {
        return residual >= 0 && residual <= check.tolerance() ? Verdict.SUPPORTED : Verdict.REFUTED;
    }
}
