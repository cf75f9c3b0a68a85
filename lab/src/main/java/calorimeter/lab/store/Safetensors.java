// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The safetensors format (github.com/huggingface/safetensors, "Format"), for 32- and 64-bit floating-point
/// tensors and 64-bit integers:
///
/// ```
/// 8 bytes      n, the header's length, little-endian
/// n bytes      {"__metadata__":{…},"name":{"dtype":"F32","shape":[2,3],"data_offsets":[begin,end]},…}, padded with
///              spaces so that 8 + n is a multiple of 8
/// the rest     the tensors, row-major and little-endian, without gaps; offsets count from here
/// ```
///
/// Wider types come first and names are sorted within a type, as the reference library does, so every tensor is
/// aligned to its type and the same content always gives the same bytes.
public final class Safetensors {

    static final String METADATA = "__metadata__";
    static final int ALIGNMENT = 8;

    /// What a file holds.
    ///
    /// @param tensors in the order of the file
    public record Content(Map<String, String> metadata, List<TensorData> tensors) {
        public Content {
            metadata = Map.copyOf(metadata);
            tensors = List.copyOf(tensors);
        }
    }

    private Safetensors() {}

    /// Writes the bytes of a file.
    ///
    /// @param out stays open
    public static void write(OutputStream out, Map<String, String> metadata, List<TensorData> tensors)
            throws IOException {
        out.write(encode(metadata, tensors));
    }

    /// Reads and validates a whole file.
    ///
    /// @throws StoreException if the file cannot be read or is not a valid safetensors file of F32, F64 and
    ///     I64 tensors
    public static Content read(Path file) {
        byte[] bytes = readBytes(file);
        try {
            return SafetensorsReader.decode(bytes);
        } catch (IllegalArgumentException e) {
            throw new StoreException("cannot read " + file + " as safetensors: " + e.getMessage(), e);
        }
    }

    static byte[] readBytes(Path file) {
        try {
            long size = Files.size(file);
            if (size > Integer.MAX_VALUE - ALIGNMENT) {
                throw new StoreException(
                        "cannot read " + file + ": it has " + size + " bytes, more than the 2 GiB that are supported");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw Failures.ofUserFile("read", file, e);
        }
    }

    /// The bytes of a file; metadata are written in the map's own order.
    static byte[] encode(Map<String, String> metadata, List<TensorData> tensors) {
        requireDistinctNames(tensors);
        List<TensorData> ordered = new ArrayList<>(tensors);
        ordered.sort(Comparator.comparing(TensorData::type).reversed().thenComparing(TensorData::name));
        byte[] header = header(metadata, ordered);
        long total = (long) Long.BYTES + header.length;
        for (TensorData tensor : ordered) {
            total += tensor.bytes().remaining();
        }
        if (total > Integer.MAX_VALUE - ALIGNMENT) {
            throw new IllegalArgumentException("the tensors need " + total + " bytes, more than the 2 GiB supported");
        }
        ByteBuffer out = ByteBuffer.allocate((int) total).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(header.length).put(header);
        for (TensorData tensor : ordered) {
            out.put(tensor.bytes());
        }
        return out.array();
    }

    private static byte[] header(Map<String, String> metadata, List<TensorData> ordered) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode strings = json.putObject(METADATA);
            metadata.forEach(strings::put);
        }
        long begin = 0;
        for (TensorData tensor : ordered) {
            long end = begin + tensor.bytes().remaining();
            ObjectNode entry = json.putObject(tensor.name());
            entry.put("dtype", tensor.type().name());
            Arrays.stream(tensor.shape()).forEach(entry.putArray("shape")::add);
            entry.putArray("data_offsets").add(begin).add(end);
            begin = end;
        }
        byte[] text = json.toString().getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(text, Math.ceilDiv(text.length, ALIGNMENT) * ALIGNMENT);
        Arrays.fill(padded, text.length, padded.length, (byte) ' ');
        return padded;
    }

    private static void requireDistinctNames(List<TensorData> tensors) {
        Set<String> names = new HashSet<>();
        for (TensorData tensor : tensors) {
            if (!names.add(tensor.name())) {
                throw new IllegalArgumentException("two tensors are named '" + tensor.name() + "'");
            }
        }
    }
}
