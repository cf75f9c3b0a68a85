// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.hub;

import calorimeter.engine.kernel.PackedMatrix;
import calorimeter.engine.kernel.Padding;

/// Room for matrices that are needed together for a while: those of a layer, until the next one. They would
/// otherwise be garbage by the gigabyte, for which the heap grows before it is collected.
final class Shelf {

    /// Elements of an array that every JVM can make.
    private static final int LARGEST = Integer.MAX_VALUE - 64;

    private float[] room = new float[0];
    private float[] rows = new float[0];
    private long taken;

    /// Frees the room of all matrices, and makes it large enough for as many again.
    void clear() {
        if (Padding.FIRST + taken > room.length && taken < LARGEST) {
            room = new float[0];
            room = new float[Padding.FIRST + (int) taken];
        }
        taken = 0;
    }

    /// A matrix to be filled; what is in it is left from others.
    PackedMatrix matrix(int inner, int columns) {
        long floats = PackedMatrix.floats(inner, columns);
        long first = Padding.FIRST + taken;
        taken += floats;
        return first + floats <= room.length
                ? new PackedMatrix(inner, columns, room, (int) first)
                : new PackedMatrix(inner, columns);
    }

    /// Room for some rows on their way into a matrix; the same at every call.
    float[] rows(int elements) {
        if (rows.length < elements) {
            rows = new float[elements];
        }
        return rows;
    }
}
