// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// What was measured at one step: one number for each column of the run.
public final class RunRow {

    private final long step;
    private final double wallSeconds;
    private final double[] values;

    /// @param step counted from 0, the state before any update
    /// @param wallSeconds since the start of the run, in seconds
    /// @param values in the order of the run's columns; any double, NaN and infinities included
    public RunRow(long step, double wallSeconds, double[] values) {
        requireStep(step);
        requireWallSeconds(wallSeconds);
        this.step = step;
        this.wallSeconds = wallSeconds;
        this.values = values.clone();
    }

    static void requireStep(long step) {
        if (step < 0) {
            throw new IllegalArgumentException("step is " + step + " but cannot be negative");
        }
    }

    static void requireWallSeconds(double wallSeconds) {
        if (!(wallSeconds >= 0) || wallSeconds == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException(
                    "wall time is " + wallSeconds + " s but must be finite and not negative");
        }
    }

    public long step() {
        return step;
    }

    public double wallSeconds() {
        return wallSeconds;
    }

    public double[] values() {
        return values.clone();
    }

    double value(int column) {
        return values[column];
    }

    int size() {
        return values.length;
    }

    /// The values as the store keeps them: IEEE 754, little-endian, bit for bit.
    byte[] encoded() {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Double.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        return bytes.array();
    }

    static double[] decode(byte[] bytes) {
        double[] values = new double[bytes.length / Double.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
        return values;
    }
}
