package calorimeter.lab.observable;

/// Says that a quantity of a run is not finite any more; the run ends there as `Outcome.Diverged`.
public final class RunDivergedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final long step;
    private final String quantity;

    public RunDivergedException(long step, String quantity) {
        super("the " + quantity + " is not finite after step " + step);
        this.step = step;
        this.quantity = quantity;
    }

    public long step() {
        return step;
    }

    public String quantity() {
        return quantity;
    }
}
