// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

/// Two computations of one run gave different bits: a resumed run for a step that it had already recorded, or two
/// stores for a run of the same identity. Either the numerics changed in between or the run is not a function of its
/// configuration and seed; neither may pass unnoticed.
public final class ReproducibilityException extends StoreException {

    ReproducibilityException(String message) {
        super(message);
    }

    static ReproducibilityException ofRow(String run, long step, String column, double recorded, double computed) {
        return new ReproducibilityException("run " + run + " is not reproducing itself: at step " + step + " column "
                + column + " was recorded as " + withBits(recorded) + " and is now " + withBits(computed)
                + "; report the two provenances if the machine is the same; `calorimeter runs delete " + run
                + "` makes room for a new run of these settings");
    }

    /// The bits too, since two NaNs, or the zeros of either sign, can differ although they print alike.
    static String withBits(double value) {
        return value + " (bits 0x" + Long.toHexString(Double.doubleToRawLongBits(value)) + ")";
    }
}
