// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.hub;

import calorimeter.lab.store.Failures;
import calorimeter.scan.source.ModelException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// One safetensors file, mapped, so that only what is read takes memory.
///
/// Headers are believed only as far as the file goes: every tensor must lie inside it and have the bytes of
/// its shape.
public final class TensorFile {

    /// The reference library's own limit (safetensors, MAX_HEADER_SIZE).
    private static final long LARGEST_HEADER = 100_000_000;

    private TensorFile() {}

    /// The tensors of a file, in the order of its header.
    ///
    /// @param arena by whose end nothing is read any more
    /// @throws ModelException when the file is damaged or is none
    public static List<StoredTensor> map(Path file, Arena arena) {
        MemorySegment bytes;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        } catch (IOException e) {
            throw new ModelException("cannot read " + file + ": " + Failures.ofReading(e), e);
        }
        if (bytes.byteSize() < Long.BYTES) {
            throw new ModelException(file + " has only " + bytes.byteSize() + " bytes and is no safetensors file");
        }
        long header = bytes.get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 0);
        if (header < 2 || header > LARGEST_HEADER || header > bytes.byteSize() - Long.BYTES) {
            throw new ModelException(file + " claims a header of " + Long.toUnsignedString(header) + " bytes but has "
                    + (bytes.byteSize() - Long.BYTES) + ": it is truncated or no safetensors file");
        }
        byte[] text = bytes.asSlice(Long.BYTES, header).toArray(ValueLayout.JAVA_BYTE);
        MemorySegment data = bytes.asSlice(Long.BYTES + header);
        JsonNode json = ConfigJson.parse(file + " (header)", text);
        List<StoredTensor> found = new ArrayList<>();
        json.properties().forEach(entry -> {
            if (!entry.getKey().equals("__metadata__")) {
                found.add(tensor(file, entry.getKey(), entry.getValue(), data));
            }
        });
        requireFilled(file, json, data.byteSize());
        return found;
    }

    /// Tensors lie one behind the other without holes, as the reference library demands: a file that was
    /// altered or put together by hand is not believed.
    private static void requireFilled(Path file, JsonNode header, long bytes) {
        SortedMap<Long, Long> spans = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : header.properties()) {
            JsonNode offsets = entry.getValue().path("data_offsets");
            long begin = offsets.path(0).asLong();
            long end = offsets.path(1).asLong();
            if (!entry.getKey().equals("__metadata__") && begin < end && spans.put(begin, end) != null) {
                throw new ModelException("two tensors of " + file + " begin at byte " + begin + ": it was altered");
            }
        }
        long last = 0;
        for (Map.Entry<Long, Long> span : spans.entrySet()) {
            if (span.getKey() != last && span.getKey() < bytes) {
                throw new ModelException("the tensors of " + file + " overlap or leave a hole at byte " + last
                        + " of the data: it was altered");
            }
            last = span.getValue();
        }
        if (last < bytes) {
            throw new ModelException(file + " has " + (bytes - last) + " bytes behind its last tensor: it was altered");
        }
    }

    private static StoredTensor tensor(Path file, String name, JsonNode entry, MemorySegment data) {
        String where = "the tensor " + name + " of " + file;
        String type = entry.path("dtype").asText("none");
        StoredTensor.Type known = Arrays.stream(StoredTensor.Type.values())
                .filter(one -> one.name().equals(type))
                .findFirst()
                .orElse(null);
        JsonNode offsets = entry.path("data_offsets");
        if (offsets.size() != 2
                || !offsets.path(0).isIntegralNumber()
                || !offsets.path(1).isIntegralNumber()) {
            throw new ModelException(where + " has no pair of offsets");
        }
        long[] shape = new long[entry.path("shape").size()];
        long elements = 1;
        for (int i = 0; i < shape.length; i++) {
            shape[i] = entry.path("shape").path(i).asLong(-1);
            if (shape[i] < 0 || (elements > 0 && shape[i] > Long.MAX_VALUE / 8 / elements)) {
                throw new ModelException(
                        where + " has the extent " + entry.path("shape").path(i));
            }
            elements *= shape[i];
        }
        long begin = offsets.path(0).asLong(-1);
        long end = offsets.path(1).asLong(-1);
        if (begin < 0 || end < begin || end > data.byteSize()) {
            throw new ModelException(where + " lies at bytes " + begin + " to " + end + " of the data, which have "
                    + data.byteSize() + ": the file is truncated or altered");
        }
        if (known == null) {
            // Integer buffers such as position_ids are no weights; they are met by name alone.
            return new StoredTensor(name, StoredTensor.Type.F32, new long[] {-1}, MemorySegment.NULL);
        }
        if (end - begin != elements * known.width) {
            throw new ModelException(where + " has " + (end - begin) + " bytes but its shape " + Arrays.toString(shape)
                    + " of " + type + " needs " + elements * known.width);
        }
        return new StoredTensor(name, known, shape, data.asSlice(begin, end - begin));
    }
}
