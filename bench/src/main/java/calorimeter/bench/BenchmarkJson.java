package calorimeter.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The one mapper of this package.
final class BenchmarkJson {

    static final JsonMapper MAPPER = new JsonMapper();

    private BenchmarkJson() {}

    static ObjectNode command(String name) {
        return MAPPER.createObjectNode().put("command", name);
    }
}
