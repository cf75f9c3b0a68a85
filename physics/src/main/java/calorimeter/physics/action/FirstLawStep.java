// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.action;

/// What happened to the energy in one step, averaged over rows. Diagnostics only; the totals are in
/// [FirstLawLedger].
///
/// @param rows          number of rows averaged
/// @param beta          inverse temperature of the bath during the step
/// @param work          δW, done on the rows by moving their levels
/// @param heat          δQ, taken up by moving their occupation
/// @param energyChange  ΔU, computed from the end points and not from δW + δQ
/// @param entropyChange ΔS
public record FirstLawStep(int rows, double beta, double work, double heat, double energyChange, double entropyChange) {

    public FirstLawStep {
        if (rows < 1) {
            throw new IllegalArgumentException("rows is " + rows + " but must be at least 1");
        }
        if (!Double.isFinite(beta)) {
            throw new IllegalArgumentException("beta is " + beta + " but must be finite");
        }
    }

    /// δW + δQ − ΔU: zero but for rounding.
    public double closureError() {
        return work + heat - energyChange;
    }

    /// ΔS − βδQ. Between Gibbs states a distance h apart it is O(h³) and of either sign (see [FirstLaw]); it is
    /// a dissipation only when the occupation was out of equilibrium. What a step between equilibria wastes is
    /// [Dissipation].
    public double entropyProduction() {
        return entropyChange - beta * heat;
    }
}
