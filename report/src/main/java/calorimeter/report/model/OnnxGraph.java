// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.model;

import calorimeter.report.export.ProtocolBuffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A graph of ONNX operators (onnx/onnx.proto, opset 17), node by node. Tensors are known by their names.
final class OnnxGraph {

    private static final int IR_VERSION = 8;
    private static final int OPSET = 17;

    /// Element types.
    private static final int FLOAT = 1;

    private static final int INT64 = 7;
    private static final int BOOL = 9;

    /// Fields of a graph.
    private static final int NODE = 1;

    private static final int NAME = 2;
    private static final int INITIALIZER = 5;
    private static final int INPUT = 11;
    private static final int OUTPUT = 12;

    /// Fields of an attribute, and what its field `type` says of it.
    private static final int ATTRIBUTE_TYPE = 20;

    private static final int FLOAT_ATTRIBUTE = 1;
    private static final int INTEGER_ATTRIBUTE = 2;
    private static final int INTEGERS_ATTRIBUTE = 7;

    private final ProtocolBuffer graph = new ProtocolBuffer();
    private int nodes;

    /// What follows the inputs of an operator.
    record Attribute(String name, ProtocolBuffer message) {

        static Attribute integer(String name, long value) {
            return new Attribute(name, message(name, INTEGER_ATTRIBUTE).integer(3, value));
        }

        static Attribute number(String name, float value) {
            return new Attribute(name, message(name, FLOAT_ATTRIBUTE).number(2, value));
        }

        static Attribute integers(String name, long... values) {
            ProtocolBuffer message = message(name, INTEGERS_ATTRIBUTE);
            Arrays.stream(values).forEach(value -> message.integer(8, value));
            return new Attribute(name, message);
        }

        private static ProtocolBuffer message(String name, int type) {
            return new ProtocolBuffer().text(1, name).integer(ATTRIBUTE_TYPE, type);
        }
    }

    /// Adds an operator.
    ///
    /// @return the name of what it gives
    String node(String operator, Attribute attribute, String... inputs) {
        return add(operator + "_" + nodes, operator, new Attribute[] {attribute}, inputs);
    }

    /// Adds an operator without attributes.
    String node(String operator, String... inputs) {
        return add(operator + "_" + nodes, operator, new Attribute[0], inputs);
    }

    private String add(String output, String operator, Attribute[] attributes, String... inputs) {
        ProtocolBuffer node = new ProtocolBuffer();
        Arrays.stream(inputs).forEach(input -> node.text(1, input));
        node.text(2, output).text(3, operator + "_" + nodes).text(4, operator);
        Arrays.stream(attributes).forEach(attribute -> node.message(5, attribute.message()));
        graph.message(NODE, node);
        nodes++;
        return output;
    }

    /// Adds numbers that are part of the model.
    String floats(String name, float[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return initializer(name, FLOAT, bytes.array(), shape);
    }

    String integers(String name, long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return initializer(name, INT64, bytes.array(), values.length);
    }

    String truths(String name, byte[] values, long... shape) {
        return initializer(name, BOOL, values, shape);
    }

    private String initializer(String name, int type, byte[] bytes, long... shape) {
        ProtocolBuffer tensor = new ProtocolBuffer();
        Arrays.stream(shape).forEach(extent -> tensor.integer(1, extent));
        graph.message(INITIALIZER, tensor.integer(2, type).text(8, name).bytes(9, bytes));
        return name;
    }

    /// Bytes of a file whose graph takes token numbers [batch × sequence] and gives numbers [batch × classes].
    ///
    /// @param logits what is given, under the name `logits`
    byte[] model(String description, int sequence, String logits, int classes) {
        add("logits", "Identity", new Attribute[0], logits);
        graph.text(NAME, "transformer")
                .message(INPUT, value("input_ids", INT64, sequence))
                .message(OUTPUT, value("logits", FLOAT, classes));
        return new ProtocolBuffer()
                .integer(1, IR_VERSION)
                .text(2, "calorimeter")
                .text(6, description)
                .message(7, graph)
                .message(8, new ProtocolBuffer().text(1, "").integer(2, OPSET))
                .toByteArray();
    }

    private static ProtocolBuffer value(String name, int type, int extent) {
        ProtocolBuffer shape = new ProtocolBuffer()
                .message(1, new ProtocolBuffer().text(2, "batch"))
                .message(1, new ProtocolBuffer().integer(1, extent));
        ProtocolBuffer tensor = new ProtocolBuffer().integer(1, type).message(2, shape);
        return new ProtocolBuffer().text(1, name).message(2, new ProtocolBuffer().message(1, tensor));
    }
}
