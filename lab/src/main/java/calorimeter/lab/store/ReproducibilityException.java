package calorimeter.lab.store;

/// Two computations of one run gave different bits: a resumed run for a step that it had already recorded, or two
/// stores for a run of the same identity. Either the numerics changed in between or the run is not a function of its
/// configuration and seed; neither may pass unnoticed.
public final class ReproducibilityException extends StoreException {

    private ReproducibilityException(String message) {
        super(message);
    }

    static ReproducibilityException ofRow(String run, long step, String column, double recorded, double computed) {
        return new ReproducibilityException("run " + run + " is not reproducing itself: at step " + step + " column "
                + column + " was recorded as " + withBits(recorded) + " and is now " + withBits(computed)
                + "; report the two provenances if the machine is the same; `calorimeter runs delete " + run
                + "` makes room for a new run of these settings");
    }

    /// @param difference the first thing in which they differ, this store's value before the bundle's
    /// @param here by what this store's run was computed
    /// @param there by what the bundle's was
    static ReproducibilityException ofBundle(
            RunRecord run, RunRecord bundled, String difference, String here, String there) {
        return new ReproducibilityException("run " + bundled.name() + " of the bundle has the identity of run "
                + run.name() + " in this store but other bits: " + difference + "; this store's was computed by " + here
                + "; the bundle's by " + there);
    }

    /// The bits too, since two NaNs, or the zeros of either sign, can differ although they print alike.
    static String withBits(double value) {
        return value + " (bits 0x" + Long.toHexString(Double.doubleToRawLongBits(value)) + ")";
    }
}
