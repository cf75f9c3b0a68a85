package calorimeter.lab.store;

/// A resumed run computed other bits for a step that it had already recorded. Either the numerics changed
/// between the two attempts or the run is not a function of its configuration and seed; neither may pass
/// unnoticed.
public final class ReproducibilityException extends StoreException {

    private final String run;
    private final long step;
    private final String column;
    private final double recorded;
    private final double computed;

    ReproducibilityException(String run, long step, String column, double recorded, double computed) {
        super("run " + run + " is not reproducing itself: at step " + step + " column " + column + " was recorded as "
                + withBits(recorded) + " and is now " + withBits(computed)
                + "; report the two provenances if the machine is the same; `calorimeter runs delete " + run
                + "` makes room for a new run of these settings");
        this.run = run;
        this.step = step;
        this.column = column;
        this.recorded = recorded;
        this.computed = computed;
    }

    /// The bits too, since two NaNs, or the zeros of either sign, can differ although they print alike.
    private static String withBits(double value) {
        return value + " (bits 0x" + Long.toHexString(Double.doubleToRawLongBits(value)) + ")";
    }

    public String run() {
        return run;
    }

    public long step() {
        return step;
    }

    public String column() {
        return column;
    }

    public double recorded() {
        return recorded;
    }

    public double computed() {
        return computed;
    }
}
