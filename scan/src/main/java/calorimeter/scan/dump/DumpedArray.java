// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.dump;

import calorimeter.engine.data.npz.NpyHeader;
import calorimeter.engine.data.npz.NpzException;
import calorimeter.scan.hub.StoredTensor;
import calorimeter.scan.source.ModelException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;

/// An array in a file, row-major, whose elements are read one after another.
final class DumpedArray implements AutoCloseable {

    private final String name;
    private final long[] shape;
    private final Elements elements;
    private final AutoCloseable file;

    private DumpedArray(String name, long[] shape, Elements elements, AutoCloseable file) {
        this.name = name;
        this.shape = shape;
        this.elements = elements;
        this.file = file;
    }

    /// Elements in the order of the file.
    private interface Elements {
        double next() throws IOException;
    }

    /// @param file is closed with the array
    static DumpedArray of(StoredTensor tensor, AutoCloseable file) {
        long[] read = {0};
        return new DumpedArray(tensor.name(), tensor.shape(), () -> tensor.number(read[0]++), file);
    }

    /// An array as numpy writes it: numbers and truth values of either byte order.
    ///
    /// @param place of the array, for messages
    /// @param file is closed with the array
    static DumpedArray ofNumpy(String place, String name, InputStream stream, AutoCloseable file) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(stream, 1 << 16));
        NpyHeader header;
        try {
            header = NpyHeader.read(name, in);
        } catch (NpzException | EOFException e) {
            throw new ModelException(place + (e instanceof EOFException ? ": " : "") + e.getMessage(), e);
        }
        if (header.isColumnMajor()) {
            throw new ModelException(
                    place + ", array " + name + ", is column-major; save numpy.ascontiguousarray of it");
        }
        String type = "" + header.kind() + header.size();
        boolean big = header.order() == ByteOrder.BIG_ENDIAN;
        return new DumpedArray(name, header.shape(), () -> element(place, in, big, type), file);
    }

    private static double element(String place, DataInputStream in, boolean big, String type) throws IOException {
        try {
            return switch (type) {
                case "f8" -> Double.longBitsToDouble(eight(in, big));
                case "f4" -> Float.intBitsToFloat(four(in, big));
                case "f2" -> Float.float16ToFloat(big ? in.readShort() : Short.reverseBytes(in.readShort()));
                case "b1", "u1" -> in.readUnsignedByte();
                case "i1" -> in.readByte();
                case "i4" -> four(in, big);
                case "i8" -> eight(in, big);
                default ->
                    throw new ModelException(place + " holds elements of type " + type
                            + "; known are float16, float32, float64, bool and int8, int32, int64");
            };
        } catch (EOFException e) {
            throw new ModelException(place + " ends before its last element: it is truncated", e);
        }
    }

    private static int four(DataInputStream in, boolean big) throws IOException {
        int value = in.readInt();
        return big ? value : Integer.reverseBytes(value);
    }

    private static long eight(DataInputStream in, boolean big) throws IOException {
        long value = in.readLong();
        return big ? value : Long.reverseBytes(value);
    }

    String name() {
        return name;
    }

    long[] shape() {
        return shape;
    }

    /// Fills a part of a target.
    void read(double[] target, int count) {
        try {
            for (int i = 0; i < count; i++) {
                target[i] = elements.next();
            }
        } catch (IOException e) {
            throw new ModelException("cannot read the array " + name + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (Exception e) {
            throw new IllegalStateException("cannot close what holds " + name, e);
        }
    }
}
