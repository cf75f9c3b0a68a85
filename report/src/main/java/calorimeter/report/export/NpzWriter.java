// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.export;

import calorimeter.lab.store.TensorData;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/// Arrays for numpy: `.npy` version 1.0 (numpy.org, "numpy.lib.format") and `.npz`, a zip of such files, as
/// `numpy.savez` writes it. Columns of tables are compressed, since settings repeat in every row; tensors are not.
///
/// ```
/// 6 bytes     \x93NUMPY
/// 2 bytes     version 1, 0
/// 2 bytes     n, the header's length, little-endian
/// n bytes     {'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }, spaces, and a line end: 10 + n is a
///             multiple of 64
/// the rest    the values, row-major and little-endian
/// ```
public final class NpzWriter {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int ALIGNMENT = 64;

    /// The earliest time that a zip can hold: the same arrays always give the same file.
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private NpzWriter() {}

    /// Writes one array for each column of a table and one for each tensor, under their names.
    ///
    /// @param out stays open
    /// @throws IllegalArgumentException if two arrays have the same name
    public static void write(OutputStream out, Table table, List<TensorData> tensors) throws IOException {
        List<NpzColumn> columns = table.columns().stream().map(NpzColumn::new).toList();
        requireDistinctNames(Stream.concat(
                columns.stream().map(NpzColumn::name), tensors.stream().map(TensorData::name)));
        try (Stream<@Nullable Object[]> rows = table.lines().read()) {
            rows.forEach(row -> {
                for (int i = 0; i < row.length; i++) {
                    columns.get(i).add(row[i]);
                }
            });
        }
        // Not closed but finished: the stream beneath belongs to the caller.
        @SuppressWarnings("resource")
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        for (NpzColumn column : columns) {
            zip.putNextEntry(entry(column.name()));
            column.write(zip);
            zip.closeEntry();
        }
        zip.setMethod(ZipOutputStream.STORED);
        for (TensorData tensor : tensors) {
            put(zip, tensor);
        }
        zip.finish();
    }

    private static ZipEntry entry(String name) {
        ZipEntry entry = new ZipEntry(name + ".npy");
        entry.setTimeLocal(NO_TIME);
        return entry;
    }

    private static void put(ZipOutputStream zip, TensorData tensor) throws IOException {
        byte[] array = npy(tensor);
        CRC32 checksum = new CRC32();
        checksum.update(array);
        ZipEntry entry = entry(tensor.name());
        entry.setSize(array.length);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(array);
        zip.closeEntry();
    }

    static byte[] npy(TensorData tensor) {
        String type = switch (tensor.type()) {
            case F32 -> "<f4";
            case F64 -> "<f8";
            case I64 -> "<i8";
        };
        byte[] header = header(type, tuple(tensor.shape()));
        ByteBuffer out =
                ByteBuffer.allocate(Math.addExact(header.length, tensor.bytes().remaining()));
        return out.put(header).put(tensor.bytes()).array();
    }

    /// What stands before the values.
    ///
    /// @param type numpy's name of it
    /// @param shape a tuple of Python
    static byte[] header(String type, String shape) {
        String text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
        int before = MAGIC.length + Short.BYTES;
        int padded = Math.ceilDiv(before + text.length() + 1, ALIGNMENT) * ALIGNMENT;
        int headerLength = padded - before;
        ByteBuffer out = ByteBuffer.allocate(padded).order(ByteOrder.LITTLE_ENDIAN);
        out.put(MAGIC).putShort((short) headerLength);
        out.put((text + " ".repeat(headerLength - text.length() - 1) + "\n").getBytes(StandardCharsets.US_ASCII));
        return out.array();
    }

    /// A tuple as Python writes it: a comma follows an only element.
    private static String tuple(int[] shape) {
        if (shape.length == 1) {
            return "(" + shape[0] + ",)";
        }
        StringJoiner elements = new StringJoiner(", ", "(", ")");
        for (int extent : shape) {
            elements.add(Integer.toString(extent));
        }
        return elements.toString();
    }

    private static void requireDistinctNames(Stream<String> arrays) {
        Set<String> names = new HashSet<>();
        arrays.forEach(name -> {
            if (!names.add(name)) {
                throw new IllegalArgumentException("two arrays are named '" + name + "'");
            }
        });
    }
}
