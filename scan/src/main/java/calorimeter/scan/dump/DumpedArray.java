// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.dump;

import java.io.IOException;
import java.io.UncheckedIOException;

/// An array in a file, row-major, whose elements are read one after another.
final class DumpedArray implements AutoCloseable {

    private final String name;
    private final long[] shape;
    private final Reader reader;

    /// @param name in its file, for messages
    /// @param reader of the elements from the first on
    DumpedArray(String name, long[] shape, Reader reader) {
        this.name = name;
        this.shape = shape;
        this.reader = reader;
    }

    String name() {
        return name;
    }

    long[] shape() {
        return shape;
    }

    Reader reader() {
        return reader;
    }

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
