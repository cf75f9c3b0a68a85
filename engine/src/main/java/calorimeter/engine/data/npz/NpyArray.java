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

/// An array in numpy's format `.npy`, versions 1 to 3 (numpy.org, "numpy.lib.format"): integers, truth values or text,
/// in any byte order and either order of axes.
///
/// ```
/// 6 bytes       \x93NUMPY
/// 2 bytes       version
/// 2 or 4 bytes  n, the header's length, little-endian; 4 from version 2 on
/// n bytes       {'descr': '<i8', 'fortran_order': False, 'shape': (2, 3), }
/// the rest      the values
/// ```
public final class NpyArray {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST_HEADER = 1 << 20;
    private static final int MOST_VALUES = 100_000_000;
    private static final int BYTES_OF_A_CODE_POINT = 4;

    private static final Pattern HEADER = Pattern.compile("\\s*\\{\\s*'descr':\\s*'([^']*)',\\s*'fortran_order':\\s*"
            + "(True|False),\\s*'shape':\\s*\\(([\\d, ]*)\\),?\\s*\\}\\s*");
    private static final Pattern TYPE = Pattern.compile("([<>|])(b(?=1$)|[iu](?=[1248]$)|[US](?=\\d))(\\d{1,5})");

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

    static NpyArray read(String name, InputStream in) throws IOException, NpzException {
        if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
            throw new NpzException(", array " + name + ": is not in numpy's format; write it with numpy.savez");
        }
        int version = exactly(in, 2).get(0);
        ByteBuffer length = exactly(in, version == 1 ? Short.BYTES : Integer.BYTES);
        int characters = version == 1 ? Short.toUnsignedInt(length.getShort()) : length.getInt();
        if (version < 1 || version > 3 || characters < 0 || characters > LONGEST_HEADER) {
            throw new NpzException(
                    ", array " + name + ": is in version " + version + " of numpy's format, but 1 to 3 are" + " read");
        }
        String header = StandardCharsets.UTF_8.decode(exactly(in, characters)).toString();
        return read(name, header, in);
    }

    private static NpyArray read(String name, String header, InputStream in) throws IOException, NpzException {
        Matcher parts = HEADER.matcher(header);
        Matcher type = TYPE.matcher(parts.matches() ? parts.group(1) : "");
        if (!type.matches()) {
            throw new NpzException(
                    ", array " + name + ": is of type " + (parts.matches() ? parts.group(1) : inALine(header))
                            + " but must be of integers, truth values or text; Python objects are not read");
        }
        int[] shape = Arrays.stream(parts.group(3).split(",", -1))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .mapToInt(text -> text.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(text))
                .toArray();
        char kind = type.group(2).charAt(0);
        int size = Integer.parseInt(type.group(3)) * (kind == 'U' ? BYTES_OF_A_CODE_POINT : 1);
        double count = Arrays.stream(shape).asDoubleStream().reduce(1, (one, other) -> one * other);
        if (count > MOST_VALUES || count * size > Integer.MAX_VALUE - 8) {
            throw new NpzException(", array " + name + ": is too large with shape " + Arrays.toString(shape)
                    + "; at most " + MOST_VALUES + " values and 2 GiB are read");
        }
        ByteBuffer values = exactly(in, (int) (count * size))
                .order(type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        if (in.read() >= 0) {
            throw new NpzException(", array " + name + ": has more bytes than its shape " + Arrays.toString(shape)
                    + " needs; write it anew with numpy.savez");
        }
        return new NpyArray(shape, parts.group(2).equals("True"), kind, size, values);
    }

    private static String inALine(String header) {
        return header.strip().replaceAll("\\P{Graph}+", " ");
    }

    private static ByteBuffer exactly(InputStream in, int bytes) throws IOException {
        byte[] read = in.readNBytes(bytes);
        if (read.length < bytes) {
            throw new EOFException("an array ends after " + read.length + " of " + bytes + " bytes");
        }
        return ByteBuffer.wrap(read).order(ByteOrder.LITTLE_ENDIAN);
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
