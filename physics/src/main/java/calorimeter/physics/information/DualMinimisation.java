// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.information;

/// Where Newton's method on the dual ended (see [FreeEnergyMinimisers#dualNewton]).
public final class DualMinimisation {

    private final double[] occupation;
    private final double chemicalPotential;
    private final double numberExcess;
    private final int steps;

    DualMinimisation(double[] ownedOccupation, double chemicalPotential, double numberExcess, int steps) {
        this.occupation = ownedOccupation;
        this.chemicalPotential = chemicalPotential;
        this.numberExcess = numberExcess;
        this.steps = steps;
    }

    /// e^((μ − E_j)/T − 1), a copy; a distribution up to [#numberExcess].
    public double[] occupation() {
        return occupation.clone();
    }

    /// μ; at the minimum μ = F + T.
    public double chemicalPotential() {
        return chemicalPotential;
    }

    /// N(μ) − 1: not negative but for rounding, zero at the minimum.
    public double numberExcess() {
        return numberExcess;
    }

    /// Newton steps taken.
    public int steps() {
        return steps;
    }
}
