// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data.npz;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// An array in numpy's format `.npy` of integers, truth values or text, in any byte order and either order
/// of axes.
public final class NpyArray {

    private static final int MOST_VALUES = 100_000_000;
    private static final int BYTES_OF_A_CODE_POINT = 4;

    private final int[] shape;
    private final boolean columnMajor;
    private final char kind;
    private final int size;
    private final ByteBuffer values;

    private NpyArray(int[] shape, boolean columnMajor, char kind, int size, ByteBuffer values) {
        this.shape = shape;
        this.columnMajor = columnMajor;
        this.kind = kind;
        this.size = size;
        this.values = values;
    }

    /// Reads one array, up to the end of the stream.
    ///
    /// @param name for messages
    public static NpyArray read(String name, InputStream in) throws IOException, NpzException {
        NpyHeader header = NpyHeader.read(name, in);
        if (header.kind() == 'f') {
            throw new NpzException(", array " + name + ": is of type " + header.type()
                    + " but must be of integers, truth values or text; Python objects are not read");
        }
        int[] shape = Arrays.stream(header.shape())
                .mapToInt(extent -> (int) Math.min(extent, Integer.MAX_VALUE))
                .toArray();
        double count = Arrays.stream(shape).asDoubleStream().reduce(1, (one, other) -> one * other);
        if (count > MOST_VALUES || count * header.size() > Integer.MAX_VALUE - 8) {
            throw new NpzException(", array " + name + ": is too large with shape " + Arrays.toString(shape)
                    + "; at most " + MOST_VALUES + " values and 2 GiB are read");
        }
        byte[] values = NpyHeader.exactly(in, (int) (count * header.size()));
        if (in.read() >= 0) {
            throw new NpzException(", array " + name + ": has more bytes than its shape " + Arrays.toString(shape)
                    + " needs; write it anew with numpy.savez");
        }
        return new NpyArray(
                shape,
                header.isColumnMajor(),
                header.kind(),
                header.size(),
                ByteBuffer.wrap(values).order(header.order()));
    }

    /// Lengths of the axes; a copy.
    public int[] shape() {
        return shape.clone();
    }

    /// Whether it holds truth values.
    public boolean isTruth() {
        return kind == 'b';
    }

    /// An element as text: an integer's digits, a text as it is, `true` or `false`.
    ///
    /// @param index one for each axis
    public String text(int... index) {
        int at = offset(index);
        return switch (kind) {
            case 'b' -> Boolean.toString(values.get(at) != 0);
            case 'i' -> Long.toString(signed(at));
            case 'u' -> Long.toUnsignedString(unsigned(at));
            case 'U' -> codePoints(at);
            default ->
                StandardCharsets.ISO_8859_1
                        .decode(values.slice(at, size))
                        .toString()
                        .replaceFirst("\0+$", "");
        };
    }

    private int offset(int[] index) {
        int position = 0;
        for (int i = 0; i < shape.length; i++) {
            int axis = columnMajor ? shape.length - 1 - i : i;
            position = position * shape[axis] + index[axis];
        }
        return position * size;
    }

    private long signed(int at) {
        int unused = Long.SIZE - Byte.SIZE * size;
        return unsigned(at) << unused >> unused;
    }

    private long unsigned(int at) {
        return switch (size) {
            case 1 -> Byte.toUnsignedLong(values.get(at));
            case 2 -> Short.toUnsignedLong(values.getShort(at));
            case 4 -> Integer.toUnsignedLong(values.getInt(at));
            case 8 -> values.getLong(at);
            default -> throw new IllegalStateException("no integer has " + size + " bytes");
        };
    }

    /// Text is padded with zeros.
    private String codePoints(int at) {
        StringBuilder text = new StringBuilder();
        for (int i = at; i < at + size && values.getInt(i) != 0; i += BYTES_OF_A_CODE_POINT) {
            text.appendCodePoint(Character.isValidCodePoint(values.getInt(i)) ? values.getInt(i) : '\uFFFD');
        }
        return text.toString();
    }
}
