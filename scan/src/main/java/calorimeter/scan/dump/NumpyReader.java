// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.dump;

import calorimeter.scan.source.ModelException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Arrays as numpy writes them (numpy.org, "numpy.lib.format"), versions 1 to 3: numbers and truth values, of
/// either byte order, row-major.
final class NumpyReader {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LARGEST_HEADER = 1 << 16;
    private static final Pattern TYPE = Pattern.compile("'descr':\\s*'([<>|=])([a-z]\\d+|b1)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order':\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([\\d,\\s]*)\\)");

    private NumpyReader() {}

    /// @param place for messages
    /// @param stream is closed with the array
    static DumpedArray open(String place, String name, InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(stream, 1 << 16));
        byte[] magic = new byte[MAGIC.length];
        in.readFully(magic);
        if (!Arrays.equals(magic, MAGIC)) {
            throw new ModelException(place + " is not a numpy array");
        }
        int version = in.readUnsignedByte();
        in.readUnsignedByte();
        int length = Short.toUnsignedInt(Short.reverseBytes(in.readShort()));
        if (version > 1) {
            length |= Short.toUnsignedInt(Short.reverseBytes(in.readShort())) << 16;
        }
        if (version > 3 || length < 0 || length > LARGEST_HEADER) {
            throw new ModelException(place + " is a numpy array of version " + version + " with a header of " + length
                    + " bytes, which is not known here");
        }
        String header = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        if (header.contains("|O")) {
            throw new ModelException(place + " holds Python objects, which can run any program when they are read; save"
                    + " numbers instead");
        }
        Matcher type = found(TYPE, header, place, "numbers or truth values");
        if (found(ORDER, header, place, "an order").group(1).equals("True")) {
            throw new ModelException(place + " is column-major; save numpy.ascontiguousarray of it");
        }
        List<Long> extents = new ArrayList<>();
        for (String extent : found(SHAPE, header, place, "a shape").group(1).split(",", -1)) {
            if (!extent.isBlank()) {
                extents.add(Long.parseLong(extent.strip()));
            }
        }
        long[] shape = extents.stream().mapToLong(Long::longValue).toArray();
        return new DumpedArray(name, shape, reader(place, in, type.group(1).equals(">"), type.group(2)));
    }

    private static Matcher found(Pattern pattern, String header, String place, String what) {
        Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) {
            throw new ModelException(place + " has no " + what + " that is known here: " + header.strip());
        }
        return matcher;
    }

    private static DumpedArray.Reader reader(String place, DataInputStream in, boolean big, String type) {
        return new DumpedArray.Reader() {
            @Override
            public double next() throws IOException {
                try {
                    return switch (type) {
                        case "f8" -> Double.longBitsToDouble(eight());
                        case "f4" -> Float.intBitsToFloat(four());
                        case "f2" -> Float.float16ToFloat(two());
                        case "b1", "u1" -> in.readUnsignedByte();
                        case "i1" -> in.readByte();
                        case "i4" -> four();
                        case "i8" -> eight();
                        default ->
                            throw new ModelException(place + " holds elements of type " + type
                                    + "; known are float16, float32, float64, bool and int8, int32, int64");
                    };
                } catch (EOFException e) {
                    throw new ModelException(place + " ends before its last element: it is truncated", e);
                }
            }

            private short two() throws IOException {
                short value = in.readShort();
                return big ? value : Short.reverseBytes(value);
            }

            private int four() throws IOException {
                int value = in.readInt();
                return big ? value : Integer.reverseBytes(value);
            }

            private long eight() throws IOException {
                long value = in.readLong();
                return big ? value : Long.reverseBytes(value);
            }

            @Override
            public void close() throws IOException {
                in.close();
            }
        };
    }
}
