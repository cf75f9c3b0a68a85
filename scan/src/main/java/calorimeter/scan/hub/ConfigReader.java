// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.hub;

import calorimeter.scan.source.ModelException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;

/// config.json of a model folder, read with the names of its own family. A number that is missing or out of
/// range is an exception that names it.
final class ConfigReader {

    private final Path file;
    private final JsonNode json;

    ConfigReader(Path folder) {
        file = folder.resolve("config.json");
        json = ConfigJson.read(file);
    }

    String place() {
        return file.toString();
    }

    JsonNode node(String key) {
        return json.path(key);
    }

    String text(String key, String otherwise) {
        return json.path(key).asText(otherwise);
    }

    boolean flag(String key, boolean otherwise) {
        return json.path(key).asBoolean(otherwise);
    }

    double number(String key, double otherwise) {
        return json.path(key).isNumber() ? json.path(key).doubleValue() : otherwise;
    }

    /// @throws ModelException when it is not above 0
    double positive(String key, double otherwise) {
        double value = number(key, otherwise);
        if (!(value > 0)) {
            throw bad(key + " is " + value + " but must be above 0");
        }
        return value;
    }

    /// @throws ModelException when it is missing or not a positive integer
    int integer(String key) {
        JsonNode value = json.path(key);
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 1) {
            throw bad(key + " is " + (value.isMissingNode() ? "missing" : value) + " but must be a positive integer");
        }
        return value.intValue();
    }

    int integer(String key, int otherwise) {
        return json.hasNonNull(key) ? integer(key) : otherwise;
    }

    /// Components of each head when a width is divided among them evenly.
    int headSize(int width, int heads) {
        if (width % heads != 0) {
            throw bad("a width of " + width + " cannot be divided among " + heads + " heads");
        }
        return width / heads;
    }

    ModelException bad(String complaint) {
        return new ModelException(file + ": " + complaint);
    }

    /// The family's word for an activation.
    Architecture.Activation activation(String key, String otherwise) {
        String name = text(key, otherwise);
        return switch (name) {
            case "gelu" -> Architecture.Activation.GELU;
            case "gelu_new", "gelu_pytorch_tanh", "gelu_fast" -> Architecture.Activation.GELU_TANH;
            case "relu" -> Architecture.Activation.RELU;
            case "silu", "swish" -> Architecture.Activation.SILU;
            default ->
                throw bad(key + " is '" + name
                        + "', which is not known here; known are gelu, gelu_new, gelu_pytorch_tanh, relu, silu");
        };
    }
}
