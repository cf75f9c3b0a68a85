// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.estimate;

/// Outcome of a hypothesis test, with the size of the effect beside its p-value.
///
/// @param statistic the test's own statistic, as its class defines it
/// @param pValue in (0, 1], against `alternative`
/// @param effect the effect in its own unit with a two-sided interval, and n
public record TestResult(double statistic, double pValue, Alternative alternative, Estimate effect) {

    public TestResult {
        if (!(pValue >= 0 && pValue <= 1)) {
            throw new IllegalArgumentException("p-value is " + pValue + " but must lie in 0 to 1");
        }
    }

    public int n() {
        return effect.n();
    }
}
