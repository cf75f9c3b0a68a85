// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.action;

/// What a [Protocol] did to the mean of many systems.
public final class ProtocolRun {

    private final FirstLawLedger ledger;
    private final double smallestEntropyProduction;
    private final double freeEnergyChange;
    private final double[] distribution;

    ProtocolRun(
            FirstLawLedger ledger,
            double smallestEntropyProduction,
            double freeEnergyChange,
            double[] ownedDistribution) {
        this.ledger = ledger;
        this.smallestEntropyProduction = smallestEntropyProduction;
        this.freeEnergyChange = freeEnergyChange;
        this.distribution = ownedDistribution;
    }

    /// Work, heat and entropy, two entries per step.
    public FirstLawLedger ledger() {
        return ledger;
    }

    /// The smallest entropy production of a contact with the bath: not negative but for rounding.
    public double smallestEntropyProduction() {
        return smallestEntropyProduction;
    }

    /// ΔF.
    public double freeEnergyChange() {
        return freeEnergyChange;
    }

    /// W − ΔF ≥ 0.
    public double dissipatedWork() {
        return ledger.work() - freeEnergyChange;
    }

    /// The occupation at the end, a copy.
    public double[] distribution() {
        return distribution.clone();
    }
}
