package calorimeter.lab.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The validated header of a safetensors file: entries in the order of their data, which they cover without gap
/// or overlap, as the format demands.
final class SafetensorsHeader {

    /// One tensor's place in the data.
    private record Entry(String name, TensorData.Type type, List<Integer> shape, long begin, long end) {

        TensorData take(ByteBuffer in) {
            return TensorData.take(name, type, extents(), in);
        }

        int[] extents() {
            return shape.stream().mapToInt(Integer::intValue).toArray();
        }

        long bytes() {
            return (long) type.width() * TensorData.size(name, extents());
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

    /// Takes every tensor from the data: entries leave no gaps, so the buffer stands at the beginning of each in turn.
    List<TensorData> take(ByteBuffer data) {
        return entries.stream().map(entry -> entry.take(data)).toList();
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
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
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
        TensorData.Type type = type(name, node.path("dtype").asText("nothing"));
        JsonNode extents = node.path("shape");
        require(extents.isArray(), "tensor " + name + " has no shape");
        List<Integer> shape = new ArrayList<>();
        for (JsonNode extent : extents) {
            require(extent.isInt(), "tensor " + name + " has an extent of " + extent);
            shape.add(extent.intValue());
        }
        JsonNode offsets = node.path("data_offsets");
        boolean pair = offsets.size() == 2
                && offsets.get(0).isIntegralNumber()
                && offsets.get(1).isIntegralNumber();
        require(pair, "tensor " + name + " has no pair of offsets");
        long begin = offsets.get(0).longValue();
        long end = offsets.get(1).longValue();
        Entry entry = new Entry(name, type, shape, begin, end);
        require(
                end - begin == entry.bytes(),
                "tensor " + name + " needs " + entry.bytes() + " bytes but its offsets are " + begin + " and " + end);
        return entry;
    }

    private static TensorData.Type type(String name, String text) {
        for (TensorData.Type type : TensorData.Type.values()) {
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
