package calorimeter.scan.dump;

import java.io.IOException;
import java.io.UncheckedIOException;

/// An array in a file, row-major, whose elements are read one after another.
///
/// @param name in its file, for messages
/// @param reader of the elements from the first on
record DumpedArray(String name, long[] shape, Reader reader) implements AutoCloseable {

    /// Reads elements in the order of the file.
    interface Reader {
        double next() throws IOException;

        void close() throws IOException;
    }

    long extent(int axis) {
        return shape[axis];
    }

    /// Fills a part of a target.
    void read(double[] target, int count) {
        try {
            for (int i = 0; i < count; i++) {
                target[i] = reader.next();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
