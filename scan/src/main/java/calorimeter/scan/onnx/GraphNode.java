// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.onnx;

import calorimeter.report.export.ProtocolBuffer;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// An operator of the graph.
///
/// @param domain empty for ONNX itself
/// @param inputs names of tensors; an empty name is an input left out
/// @param captured names that graphs inside of this node (branches, bodies of loops) may take from outside
record GraphNode(
        String name,
        String op,
        String domain,
        List<String> inputs,
        List<String> outputs,
        Map<String, Wire.Field> attributes,
        Set<String> captured,
        List<Wire.Field> fields) {

    private static final int INPUT = 1;
    private static final int OUTPUT = 2;
    private static final int NAME = 3;
    private static final int OP = 4;
    private static final int ATTRIBUTE = 5;
    private static final int DOMAIN = 7;

    /// Numbers of an attribute's fields.
    private static final int FLOAT = 2;

    private static final int INTEGER = 3;
    private static final int TENSOR = 5;
    private static final int GRAPH = 6;
    private static final int INTEGERS = 8;
    private static final int TENSORS = 10;
    private static final int GRAPHS = 11;

    /// Attribute types.
    private static final int TYPE = 20;

    private static final int INTEGER_TYPE = 2;
    private static final int TENSOR_TYPE = 4;

    static GraphNode read(MemorySegment message) {
        String name = "";
        String op = "";
        String domain = "";
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        Map<String, Wire.Field> attributes = new HashMap<>();
        Set<String> captured = new TreeSet<>();
        List<Wire.Field> fields = Wire.fields(message);
        for (Wire.Field field : fields) {
            switch (field.number()) {
                case INPUT -> inputs.add(field.text());
                case OUTPUT -> outputs.add(field.text());
                case NAME -> name = field.text();
                case OP -> op = field.text();
                case DOMAIN -> domain = field.text();
                case ATTRIBUTE -> {
                    attributes.put(nameOf(field), field);
                    capture(field, captured);
                }
                default -> {}
            }
        }
        String home = domain.equals("ai.onnx") ? "" : domain;
        return new GraphNode(name, op, home, inputs, outputs, attributes, captured, fields);
    }

    private static String nameOf(Wire.Field attribute) {
        return attribute.fields().stream()
                .filter(field -> field.number() == 1)
                .map(Wire.Field::text)
                .findFirst()
                .orElse("");
    }

    private static void capture(Wire.Field attribute, Set<String> captured) {
        for (Wire.Field graph : attribute.fields()) {
            if ((graph.number() == GRAPH || graph.number() == GRAPHS) && graph.type() == Wire.BYTES) {
                for (Wire.Field field : graph.fields()) {
                    if (field.number() == 1) {
                        GraphNode inner = read(field.payload());
                        captured.addAll(inner.inputs);
                        captured.addAll(inner.captured);
                    } else if (field.number() == 12) {
                        captured.add(nameOf(field));
                    }
                }
            }
        }
    }

    /// Input `i`, or an empty name.
    String input(int i) {
        return i < inputs.size() ? inputs.get(i) : "";
    }

    String output(int i) {
        return i < outputs.size() ? outputs.get(i) : "";
    }

    boolean is(String operator) {
        return domain.isEmpty() && op.equals(operator);
    }

    long integer(String attribute, long otherwise) {
        Wire.Field field = value(attribute, INTEGER);
        return field != null ? field.value() : attributes.containsKey(attribute) ? 0 : otherwise;
    }

    double number(String attribute, double otherwise) {
        Wire.Field field = value(attribute, FLOAT);
        return field != null ? field.float32() : attributes.containsKey(attribute) ? 0 : otherwise;
    }

    long[] integers(String attribute) {
        Wire.Field found = attributes.get(attribute);
        return found == null
                ? new long[0]
                : found.fields().stream()
                        .filter(field -> field.number() == INTEGERS)
                        .flatMapToLong(field -> java.util.Arrays.stream(field.integers()))
                        .toArray();
    }

    @Nullable
    GraphTensor tensor(String attribute) {
        Wire.Field field = value(attribute, TENSOR);
        return field == null ? null : GraphTensor.read(field.payload());
    }

    /// All tensors written in the node, those of graphs inside of it too.
    List<GraphTensor> tensors() {
        List<GraphTensor> tensors = new ArrayList<>();
        attributes
                .values()
                .forEach(attribute -> attribute.fields().forEach(field -> {
                    switch (field.number()) {
                        case TENSOR, TENSORS -> tensors.add(GraphTensor.read(field.payload()));
                        case GRAPH, GRAPHS -> tensors.addAll(ModelGraph.tensors(field.fields()));
                        default -> {}
                    }
                }));
        return tensors;
    }

    private Wire.@Nullable Field value(String attribute, int number) {
        Wire.Field found = attributes.get(attribute);
        return found == null
                ? null
                : found.fields().stream()
                        .filter(field -> field.number() == number)
                        .findFirst()
                        .orElse(null);
    }

    /// What a message calls it.
    String title() {
        return (domain.isEmpty() ? "" : domain + ".") + op + (name.isEmpty() ? " of " + output(0) : " " + name);
    }

    /// A node of the same operator with other inputs and outputs. Attributes named in `integers` are
    /// replaced, those in `without` left out.
    GraphNode variant(
            String title, List<String> from, List<String> to, Map<String, Long> integers, Set<String> without) {
        ProtocolBuffer writer = new ProtocolBuffer();
        fields.stream()
                .filter(field -> field.number() == ATTRIBUTE
                        && !integers.containsKey(nameOf(field))
                        && !without.contains(nameOf(field)))
                .forEach(field -> writer.fields(field.raw().toArray(ValueLayout.JAVA_BYTE)));
        integers.forEach((attribute, value) -> writer.bytes(
                ATTRIBUTE,
                new ProtocolBuffer()
                        .text(1, attribute)
                        .integer(INTEGER, value)
                        .integer(TYPE, INTEGER_TYPE)
                        .toByteArray()));
        return make(writer, title, op, domain, from, to);
    }

    /// A new node; its integer attributes.
    static GraphNode of(String op, String domain, List<String> from, List<String> to, Map<String, Long> integers) {
        GraphNode empty = new GraphNode("", op, domain, from, to, Map.of(), Set.of(), List.of());
        return empty.variant(to.getFirst(), from, to, integers, Set.of());
    }

    /// A constant list of integers.
    static GraphNode constant(String name, long... values) {
        ProtocolBuffer tensor = new ProtocolBuffer().integer(1, values.length).integer(2, GraphTensor.INT64);
        for (long value : values) {
            tensor.integer(7, value);
        }
        ProtocolBuffer attribute = new ProtocolBuffer()
                .text(1, "value")
                .bytes(TENSOR, tensor.toByteArray())
                .integer(TYPE, TENSOR_TYPE);
        return make(
                new ProtocolBuffer().bytes(ATTRIBUTE, attribute.toByteArray()),
                name,
                "Constant",
                "",
                List.of(),
                List.of(name));
    }

    private static GraphNode make(
            ProtocolBuffer writer, String name, String op, String domain, List<String> from, List<String> to) {
        from.forEach(input -> writer.text(INPUT, input));
        to.forEach(output -> writer.text(OUTPUT, output));
        writer.text(NAME, name).text(OP, op).text(DOMAIN, domain);
        return read(MemorySegment.ofArray(writer.toByteArray()));
    }

    long byteSize() {
        return fields.stream().mapToLong(field -> field.raw().byteSize()).sum();
    }
}
