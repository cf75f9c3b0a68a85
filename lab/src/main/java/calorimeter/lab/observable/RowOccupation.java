package calorimeter.lab.observable;

/// Occupation p and energy E of the visible keys of many rows, one row after the other. Where a row begins
/// follows from the model and the probe, which do not change during a run.
///
/// The arrays are not copied: they are as long as all probed rows together, and are handed from the probe to
/// the ledger and to checkpoints once per logged step. Nobody writes to them.
public final class RowOccupation {

    private final double[] probabilities;
    private final double[] energies;

    public RowOccupation(double[] probabilities, double[] energies) {
        if (probabilities.length != energies.length) {
            throw new IllegalArgumentException(
                    "there are " + probabilities.length + " probabilities but " + energies.length + " energies");
        }
        this.probabilities = probabilities;
        this.energies = energies;
    }

    public double[] probabilities() {
        return probabilities;
    }

    public double[] energies() {
        return energies;
    }
}
