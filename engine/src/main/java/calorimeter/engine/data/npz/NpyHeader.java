// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data.npz;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What stands before the values of an array in numpy's format `.npy`, versions 1 to 3 (numpy.org,
/// "numpy.lib.format"):
///
/// ```
/// 6 bytes       \x93NUMPY
/// 2 bytes       version
/// 2 or 4 bytes  n, the header's length, little-endian; 4 from version 2 on
/// n bytes       {'descr': '<i8', 'fortran_order': False, 'shape': (2, 3), }
/// the rest      the values
/// ```
public final class NpyHeader {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST_HEADER = 1 << 20;
    private static final int BYTES_OF_A_CODE_POINT = 4;

    /// Digits of the longest extent that is read as it is.
    private static final int MOST_DIGITS = 18;

    private static final Pattern HEADER = Pattern.compile("\\s*\\{\\s*'descr':\\s*'([^']*)',\\s*'fortran_order':\\s*"
            + "(True|False),\\s*'shape':\\s*\\(([\\d, ]*)\\),?\\s*\\}\\s*");
    private static final Pattern TYPE =
            Pattern.compile("([<>|])(b(?=1$)|[iu](?=[1248]$)|f(?=[248]$)|[US](?=\\d))(\\d{1,5})");

    private final String type;
    private final ByteOrder order;
    private final char kind;
    private final int size;
    private final boolean columnMajor;
    private final long[] shape;

    private NpyHeader(Matcher type, boolean columnMajor, long[] shape) {
        this.type = type.group();
        this.columnMajor = columnMajor;
        this.shape = shape;
        order = type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        kind = type.group(2).charAt(0);
        size = Integer.parseInt(type.group(3)) * (kind == 'U' ? BYTES_OF_A_CODE_POINT : 1);
    }

    /// Reads up to the first value.
    ///
    /// @param name of the array, for messages
    /// @throws NpzException if there is no such header, or the values are Python objects or of an unknown type
    public static NpyHeader read(String name, InputStream in) throws IOException, NpzException {
        if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
            throw new NpzException(", array " + name + ": is not in numpy's format; write it with numpy.savez");
        }
        int version = exactly(in, 2)[0];
        byte[] length = exactly(in, version == 1 ? Short.BYTES : Integer.BYTES);
        int characters = ByteBuffer.wrap(Arrays.copyOf(length, 4))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
        if (version < 1 || version > 3 || characters < 0 || characters > LONGEST_HEADER) {
            throw new NpzException(
                    ", array " + name + ": is in version " + version + " of numpy's format, but 1 to 3 are read");
        }
        String header = new String(exactly(in, characters), StandardCharsets.UTF_8);
        Matcher parts = HEADER.matcher(header);
        Matcher type = TYPE.matcher(parts.matches() ? parts.group(1) : "");
        if (!type.matches()) {
            throw new NpzException(
                    ", array " + name + ": is of type " + (parts.matches() ? parts.group(1) : inALine(header))
                            + " but must be of numbers, truth values or text; Python objects are not read");
        }
        long[] shape = Arrays.stream(parts.group(3).split(",", -1))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .mapToLong(text -> text.length() > MOST_DIGITS ? Long.MAX_VALUE : Long.parseLong(text))
                .toArray();
        return new NpyHeader(type, parts.group(2).equals("True"), shape);
    }

    private static String inALine(String header) {
        return header.strip().replaceAll("\\P{Graph}+", " ");
    }

    static byte[] exactly(InputStream in, int bytes) throws IOException {
        byte[] read = in.readNBytes(bytes);
        if (read.length < bytes) {
            throw new EOFException("an array ends after " + read.length + " of " + bytes + " bytes");
        }
        return read;
    }

    /// numpy's name of the type, as `<f4`.
    public String type() {
        return type;
    }

    public ByteOrder order() {
        return order;
    }

    /// `b` for truth values, `i` and `u` for integers, `f` for floating point, `U` and `S` for text.
    public char kind() {
        return kind;
    }

    /// Bytes of a value.
    public int size() {
        return size;
    }

    /// Whether the first axis runs fastest.
    public boolean isColumnMajor() {
        return columnMajor;
    }

    /// Lengths of the axes; a copy.
    public long[] shape() {
        return shape.clone();
    }
}
