// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the bytes of a safetensors file. Its tensors must cover the data without gap or overlap, as the format
/// demands.
final class SafetensorsReader {

    /// Stands at the beginning of the data, and after each tensor that was taken at the next.
    private final ByteBuffer in;

    private SafetensorsReader(ByteBuffer in) {
        this.in = in;
    }

    /// @throws IllegalArgumentException saying what is wrong with the file ("it", "its")
    static Safetensors.Content decode(byte[] bytes) {
        require(bytes.length >= Long.BYTES, "it has only " + bytes.length + " bytes");
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long length = in.getLong();
        require(
                length >= 2 && length <= in.remaining(),
                "its header claims " + Long.toUnsignedString(length) + " bytes but " + in.remaining() + " follow");
        byte[] text = new byte[(int) length];
        in.get(text);
        return new SafetensorsReader(in.slice().order(ByteOrder.LITTLE_ENDIAN)).content(header(text));
    }

    private static ObjectNode header(byte[] text) {
        try {
            if (Json.MAPPER.readTree(text) instanceof ObjectNode object) {
                return object;
            }
            throw new IllegalArgumentException("its header is not a JSON object");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("its header is not valid JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("its header is not valid text: " + e.getMessage(), e);
        }
    }

    private Safetensors.Content content(ObjectNode header) {
        Map<String, String> metadata = metadata(header.remove(Safetensors.METADATA));
        List<Map.Entry<String, JsonNode>> entries = new ArrayList<>(header.properties());
        entries.forEach(entry -> requireOffsets(entry.getKey(), entry.getValue()));
        // Empty tensors share their beginning with their successor, so the end decides too.
        entries.sort(Comparator.<Map.Entry<String, JsonNode>>comparingLong(entry -> offset(entry.getValue(), 0))
                .thenComparingLong(entry -> offset(entry.getValue(), 1)));
        List<TensorData> tensors = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : entries) {
            tensors.add(take(entry.getKey(), entry.getValue()));
        }
        require(
                in.remaining() == 0,
                "its tensors end at byte " + in.position() + " of " + in.limit() + " bytes of data");
        return new Safetensors.Content(metadata, tensors);
    }

    private static Map<String, String> metadata(@Nullable JsonNode node) {
        Map<String, String> metadata = new LinkedHashMap<>();
        if (node != null) {
            require(node.isObject(), "its metadata are not an object");
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                require(field.getValue().isTextual(), "its metadata '" + field.getKey() + "' is not a text");
                metadata.put(field.getKey(), field.getValue().textValue());
            }
        }
        return metadata;
    }

    private static void requireOffsets(String name, JsonNode tensor) {
        JsonNode offsets = tensor.path("data_offsets");
        boolean pair = offsets.size() == 2
                && offsets.get(0).isIntegralNumber()
                && offsets.get(1).isIntegralNumber();
        require(pair, "tensor " + name + " has no pair of offsets");
    }

    private static long offset(JsonNode tensor, int which) {
        return tensor.path("data_offsets").path(which).longValue();
    }

    private TensorData take(String name, JsonNode tensor) {
        TensorData.Type type = type(name, tensor.path("dtype").asText("nothing"));
        int[] shape = shape(name, tensor.path("shape"));
        long bytes = (long) type.width() * TensorData.size(name, shape);
        long begin = offset(tensor, 0);
        long end = offset(tensor, 1);
        require(
                end - begin == bytes,
                "tensor " + name + " needs " + bytes + " bytes but its offsets are " + begin + " and " + end);
        require(
                begin == in.position(),
                "tensor " + name + " begins at byte " + begin + " of the data but its predecessor ends at "
                        + in.position());
        require(bytes <= in.remaining(), "its tensors end at byte " + end + " of " + in.limit() + " bytes of data");
        return TensorData.take(name, type, shape, in);
    }

    private static int[] shape(String name, JsonNode extents) {
        require(extents.isArray(), "tensor " + name + " has no shape");
        int[] shape = new int[extents.size()];
        for (int i = 0; i < shape.length; i++) {
            require(extents.get(i).isInt(), "tensor " + name + " has an extent of " + extents.get(i));
            shape[i] = extents.get(i).intValue();
        }
        return shape;
    }

    private static TensorData.Type type(String name, String text) {
        for (TensorData.Type type : TensorData.Type.values()) {
            if (type.name().equals(text)) {
                return type;
            }
        }
        throw new IllegalArgumentException(
                "tensor " + name + " has data type " + text + " but only F32, F64 and I64 are supported");
    }

    private static void require(boolean condition, String complaint) {
        if (!condition) {
            throw new IllegalArgumentException(complaint);
        }
    }
}
