package calorimeter.lab.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The validated header of a safetensors file: entries in the order of their data, which they cover without gap
/// or overlap, as the format demands.
final class SafetensorsHeader {

    /// One tensor's place in the data.
    static final class Entry {
        private final String name;
        private final DataType type;
        private final int[] shape;
        private final long begin;
        private final long end;

        private Entry(String name, DataType type, int[] shape, long begin, long end) {
            this.name = name;
            this.type = type;
            this.shape = shape;
            this.begin = begin;
            this.end = end;
        }

        String name() {
            return name;
        }

        DataType type() {
            return type;
        }

        int[] shape() {
            return shape;
        }
    }

    private final Map<String, String> metadata;
    private final List<Entry> entries;

    private SafetensorsHeader(Map<String, String> metadata, List<Entry> entries) {
        this.metadata = metadata;
        this.entries = entries;
    }

    Map<String, String> metadata() {
        return metadata;
    }

    List<Entry> entries() {
        return entries;
    }

    /// @param dataLength bytes that follow the header
    /// @throws IllegalArgumentException saying what is wrong with the file ("it", "its")
    static SafetensorsHeader parse(ObjectNode json, long dataLength) {
        Map<String, String> metadata = new LinkedHashMap<>();
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            if (field.getKey().equals(Safetensors.METADATA)) {
                readMetadata(field.getValue(), metadata);
            } else {
                entries.add(entry(field.getKey(), field.getValue()));
            }
        }
        // Empty tensors share their beginning with their successor, so the end decides too.
        entries.sort(Comparator.<Entry>comparingLong(entry -> entry.begin).thenComparingLong(entry -> entry.end));
        requireCover(entries, dataLength);
        return new SafetensorsHeader(metadata, entries);
    }

    private static void readMetadata(JsonNode node, Map<String, String> metadata) {
        require(node.isObject(), "its metadata are not an object");
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            require(field.getValue().isTextual(), "its metadata '" + field.getKey() + "' is not a text");
            metadata.put(field.getKey(), field.getValue().textValue());
        }
    }

    private static Entry entry(String name, JsonNode node) {
        DataType type = type(name, node.path("dtype").asText("nothing"));
        JsonNode extents = node.path("shape");
        require(extents.isArray(), "tensor " + name + " has no shape");
        int[] shape = new int[extents.size()];
        for (int i = 0; i < shape.length; i++) {
            require(extents.get(i).isInt(), "tensor " + name + " has an extent of " + extents.get(i));
            shape[i] = extents.get(i).intValue();
        }
        JsonNode offsets = node.path("data_offsets");
        boolean pair = offsets.size() == 2
                && offsets.get(0).isIntegralNumber()
                && offsets.get(1).isIntegralNumber();
        require(pair, "tensor " + name + " has no pair of offsets");
        long begin = offsets.get(0).longValue();
        long end = offsets.get(1).longValue();
        long needed = (long) type.width() * TensorShape.size(name, shape);
        require(
                end - begin == needed,
                "tensor " + name + " needs " + needed + " bytes but its offsets are " + begin + " and " + end);
        return new Entry(name, type, shape, begin, end);
    }

    private static DataType type(String name, String text) {
        for (DataType type : DataType.values()) {
            if (type.name().equals(text)) {
                return type;
            }
        }
        throw new IllegalArgumentException(
                "tensor " + name + " has data type " + text + " but only F32 and F64 are supported");
    }

    private static void requireCover(List<Entry> entries, long dataLength) {
        long covered = 0;
        for (Entry entry : entries) {
            require(
                    entry.begin == covered,
                    "tensor " + entry.name + " begins at byte " + entry.begin + " of the data but its predecessor ends"
                            + " at " + covered);
            covered = entry.end;
        }
        require(covered == dataLength, "its tensors end at byte " + covered + " of " + dataLength + " bytes of data");
    }

    private static void require(boolean condition, String complaint) {
        if (!condition) {
            throw new IllegalArgumentException(complaint);
        }
    }
}
