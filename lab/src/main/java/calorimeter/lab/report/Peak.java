package calorimeter.lab.report;

/// A peak of an observable against step, as a detector reported it: where, how high, and how far it stands out.
public record Peak(long step, double height, double prominence) {

    public Peak {
        if (step < 0) {
            throw new IllegalArgumentException("step of a peak is " + step + " but must be ≥ 0");
        }
    }
}
