package calorimeter.engine.kernel;

/// A long array cut into chunks, for tasks of [Workers] that go over all of its elements.
public final class Chunks {

    /// Elements of a chunk: enough to be worth a task, few enough to keep every thread busy.
    public static final int SIZE = 8192;

    private Chunks() {}

    public static int count(int length) {
        return (length + SIZE - 1) / SIZE;
    }

    public static int first(int chunk) {
        return chunk * SIZE;
    }

    /// Behind the last element of a chunk.
    public static int end(int chunk, int length) {
        return Math.min(first(chunk + 1), length);
    }
}
