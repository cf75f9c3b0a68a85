// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Predicate;

/// Strict reading of JSON, and one canonical way to write it.
final class Json {

    /// Duplicate keys and trailing text are errors: what is hashed or checked must mean one thing only. The
    /// plain writer of doubles is `Double.toString`, whose digits the Java platform specifies.
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private Json() {}

    /// @throws IllegalArgumentException if the text is not one JSON object
    static ObjectNode requireObject(String what, String text) {
        JsonNode node;
        try {
            node = MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(what + " is not valid JSON: " + e.getOriginalMessage(), e);
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new IllegalArgumentException(what + " is '" + abbreviate(text) + "' but must be a JSON object");
    }

    /// The value of a key that an object must have.
    ///
    /// @param what the object, for the message
    /// @param kind of value, for the message
    /// @throws IllegalArgumentException if it is missing, null or of another kind
    static JsonNode require(String what, JsonNode object, String key, String kind, Predicate<JsonNode> isOfKind) {
        JsonNode value = object.path(key);
        if (!isOfKind.test(value)) {
            throw new IllegalArgumentException(
                    what + " has no " + kind + " '" + key + "': " + abbreviate(object.toString()));
        }
        return value;
    }

    static String text(String what, JsonNode object, String key) {
        return require(what, object, key, "text", JsonNode::isTextual).textValue();
    }

    /// Keys sorted by UTF-16 code units at every level, no white space; integers by their digits and other
    /// numbers by [Double#toString(double)], so that 1 and 1.0 differ as the types of their fields do.
    static String canonical(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(MAPPER.treeToValue(node, Object.class));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot write as JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static String abbreviate(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
