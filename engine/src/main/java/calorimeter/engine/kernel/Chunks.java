// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.kernel;

/// The elements or rows 0 … length − 1, cut into chunks; each is one task of [Workers]. A sum over chunks depends on
/// their size, which is then one of the numbers that decide the bits.
///
/// @param length number of all elements or rows, ≥ 0
/// @param size of every chunk but the last, which may be smaller; > 0
public record Chunks(int length, int size) {

    /// Large enough to be worth a task, small enough to keep every thread busy.
    private static final int ELEMENTS = 8192;

    public Chunks {
        if (length < 0 || size < 1) {
            throw new IllegalArgumentException(
                    length + " elements in chunks of " + size + ": the length must be 0 or above, the size above 0");
        }
    }

    /// Chunks of an array for a single pass with little work an element.
    public static Chunks ofElements(int length) {
        return new Chunks(length, ELEMENTS);
    }

    public int count() {
        return Math.ceilDiv(length, size);
    }

    /// The first element of a chunk.
    public int first(int chunk) {
        return chunk * size;
    }

    /// The element behind the last one of a chunk.
    public int end(int chunk) {
        return Math.min(first(chunk + 1), length);
    }

    /// Number of elements of a chunk.
    public int length(int chunk) {
        return end(chunk) - first(chunk);
    }
}
