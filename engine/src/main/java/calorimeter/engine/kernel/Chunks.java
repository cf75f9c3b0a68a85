package calorimeter.engine.kernel;

/// The elements or rows 0 … length − 1 cut into chunks, each of them one task of [Workers]. Where a result
/// depends on where the cuts are, as a sum over chunks does, their size is one of the numbers that decide the
/// bits, and whoever chooses it says so.
///
/// @param length number of all elements or rows, ≥ 0
/// @param size of every chunk but the last, which may be smaller; > 0
public record Chunks(int length, int size) {

    /// Enough elements to be worth a task, few enough to keep every thread busy.
    private static final int ELEMENTS = 8192;

    public Chunks {
        if (length < 0 || size < 1) {
            throw new IllegalArgumentException(
                    length + " elements in chunks of " + size + ": the length must be 0 or above, the size above 0");
        }
    }

    /// Of an array that is gone over once, at little cost for an element.
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

    /// Behind the last element of a chunk.
    public int end(int chunk) {
        return Math.min(first(chunk + 1), length);
    }

    /// Number of elements of a chunk.
    public int length(int chunk) {
        return end(chunk) - first(chunk);
    }
}
