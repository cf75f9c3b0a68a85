package calorimeter.report.export;

import calorimeter.lab.store.DurableFile;
import calorimeter.lab.store.TensorData;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Arrays for numpy: `.npy` version 1.0 (numpy.org, "numpy.lib.format") and `.npz`, a zip of such files that
/// are stored without compression, as `numpy.savez` does.
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

    /// Writes one array for each tensor, under the tensor's name.
    ///
    /// @throws calorimeter.lab.store.StoreException if the file cannot be written; an older file of that name is
    ///     then still whole
    public static void write(Path file, List<TensorData> tensors) {
        requireDistinctNames(tensors);
        DurableFile.writeForUser(file, out -> writeZip(out, tensors));
    }

    private static void writeZip(OutputStream out, List<TensorData> tensors) throws IOException {
        // Not closed but finished: the stream beneath has yet to be forced to the disk.
        @SuppressWarnings("resource")
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        zip.setMethod(ZipOutputStream.STORED);
        for (TensorData tensor : tensors) {
            byte[] array = npy(tensor);
            CRC32 checksum = new CRC32();
            checksum.update(array);
            ZipEntry entry = new ZipEntry(tensor.name() + ".npy");
            entry.setSize(array.length);
            entry.setCrc(checksum.getValue());
            entry.setTimeLocal(NO_TIME);
            zip.putNextEntry(entry);
            zip.write(array);
            zip.closeEntry();
        }
        zip.finish();
    }

    static byte[] npy(TensorData tensor) {
        String type = tensor.type() == TensorData.Type.F32 ? "<f4" : "<f8";
        String text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + tuple(tensor.shape()) + ", }";
        int before = MAGIC.length + Short.BYTES;
        int padded = Math.ceilDiv(before + text.length() + 1, ALIGNMENT) * ALIGNMENT;
        int headerLength = padded - before;
        ByteBuffer out = ByteBuffer.allocate(
                        Math.addExact(padded, tensor.bytes().remaining()))
                .order(ByteOrder.LITTLE_ENDIAN);
        out.put(MAGIC).putShort((short) headerLength);
        out.put((text + " ".repeat(headerLength - text.length() - 1) + "\n").getBytes(StandardCharsets.US_ASCII));
        out.put(tensor.bytes());
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

    private static void requireDistinctNames(List<TensorData> tensors) {
        Set<String> names = new HashSet<>();
        for (TensorData tensor : tensors) {
            if (!names.add(tensor.name())) {
                throw new IllegalArgumentException("two arrays are named '" + tensor.name() + "'");
            }
        }
    }
}
