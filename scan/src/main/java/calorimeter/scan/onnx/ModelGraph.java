// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.onnx;

import calorimeter.lab.store.Failures;
import calorimeter.report.export.ProtocolBuffer;
import calorimeter.scan.source.ModelException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An ONNX file: nodes in the order in which they run, tensors that are written in it, and who makes which
/// tensor.
final class ModelGraph {

    private static final int OPSETS = 8;
    private static final int GRAPH = 7;
    private static final int FUNCTIONS = 25;
    private static final int NODE = 1;
    private static final int INITIALIZER = 5;
    private static final int INPUT = 11;
    private static final int OUTPUT = 12;
    private static final int VALUE_INFO = 13;
    private static final int SPARSE_INITIALIZER = 15;

    private final List<Wire.Field> model;
    private final List<Wire.Field> graph;
    private final List<GraphNode> nodes = new ArrayList<>();
    private final Map<String, GraphTensor> initializers = new HashMap<>();
    private final Map<String, GraphNode> producers = new HashMap<>();
    private final Map<String, List<GraphNode>> consumers = new HashMap<>();
    private final Set<String> constants = new HashSet<>();

    private ModelGraph(List<Wire.Field> model, List<Wire.Field> graph) {
        this.model = model;
        this.graph = graph;
        for (Wire.Field field : graph) {
            if (field.number() == NODE) {
                nodes.add(GraphNode.read(field.payload()));
            } else if (field.number() == INITIALIZER) {
                GraphTensor tensor = GraphTensor.read(field.payload());
                initializers.put(tensor.name(), tensor);
            }
        }
        constants.addAll(initializers.keySet());
        constants.add("");
        for (GraphNode node : nodes) {
            node.outputs().forEach(output -> producers.put(output, node));
            if (node.captured().isEmpty() && constants.containsAll(node.inputs())) {
                constants.addAll(node.outputs());
            }
            node.inputs()
                    .forEach(input -> consumers
                            .computeIfAbsent(input, name -> new ArrayList<>())
                            .add(node));
        }
    }

    /// Maps the file until the arena is closed.
    ///
    /// @throws ModelException when it cannot be read, or is no ONNX file
    static ModelGraph read(Path file, Arena arena) {
        try (FileChannel channel = FileChannel.open(file)) {
            return of(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
        } catch (IOException e) {
            throw new ModelException("it cannot be read: " + Failures.ofReading(e), e);
        }
    }

    private static ModelGraph of(MemorySegment bytes) {
        List<Wire.Field> model = Wire.fields(bytes);
        List<Wire.Field> graphs =
                model.stream().filter(field -> field.number() == GRAPH).toList();
        if (graphs.size() != 1
                || graphs.getFirst().type() != Wire.BYTES
                || model.stream().noneMatch(field -> field.number() == OPSETS)) {
            throw new ModelException("it is truncated, altered, or no ONNX file");
        }
        return new ModelGraph(model, graphs.getFirst().fields());
    }

    List<GraphNode> nodes() {
        return nodes;
    }

    @Nullable
    GraphNode producer(String tensor) {
        return producers.get(tensor);
    }

    List<GraphNode> consumers(String tensor) {
        return consumers.getOrDefault(tensor, List.of());
    }

    @Nullable
    GraphTensor initializer(String tensor) {
        return initializers.get(tensor);
    }

    /// The value of a tensor that is written in the file, through casts and changes of shape.
    double @Nullable [] constant(String tensor) {
        GraphTensor written = initializers.get(tensor);
        if (written != null) {
            return written.values();
        }
        GraphNode node = producers.get(tensor);
        if (node == null || !node.domain().isEmpty()) {
            return null;
        }
        return switch (node.op()) {
            case "Constant" -> constant(node);
            case "ConstantOfShape" -> {
                GraphTensor value = node.tensor("value");
                yield value == null ? new double[1] : value.values();
            }
            case "Cast", "Identity", "Expand", "Reshape", "Unsqueeze", "Squeeze" -> constant(node.input(0));
            default -> null;
        };
    }

    private static double @Nullable [] constant(GraphNode node) {
        GraphTensor value = node.tensor("value");
        if (value != null) {
            return value.values();
        }
        if (node.attributes().containsKey("value_float")) {
            return new double[] {node.number("value_float", 0)};
        }
        return node.attributes().containsKey("value_int") ? new double[] {node.integer("value_int", 0)} : null;
    }

    /// The value of a constant of one element.
    @Nullable
    Double number(String tensor) {
        double[] values = constant(tensor);
        return values != null && values.length == 1 ? (Double) values[0] : null;
    }

    /// Whether a tensor is the same for every prompt of one length.
    boolean isConstant(String tensor) {
        return constants.contains(tensor);
    }

    long opset() {
        return model.stream()
                .filter(field -> field.number() == OPSETS)
                .map(Wire.Field::fields)
                .filter(entry -> entry.stream()
                        .noneMatch(field -> field.number() == 1
                                && !field.text().isEmpty()
                                && !field.text().equals("ai.onnx")))
                .flatMap(List::stream)
                .filter(field -> field.number() == 2)
                .mapToLong(Wire.Field::value)
                .findFirst()
                .orElse(1);
    }

    /// How often each operator stands in the graph, most frequent first.
    String operators() {
        Map<String, Long> counts = nodes.stream()
                .collect(Collectors.groupingBy(
                        node -> (node.domain().isEmpty() ? "" : node.domain() + ".") + node.op(),
                        TreeMap::new,
                        Collectors.counting()));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                .collect(Collectors.joining(", "));
    }

    /// The node of a foreign operator that a message names, in words; empty when there is none.
    String named(String message) {
        return nodes.stream()
                .filter(node -> !node.domain().isEmpty() && message.contains(node.domain() + ":" + node.op()))
                .map(node -> " for its node " + node.title())
                .findFirst()
                .orElse("");
    }

    /// Whether parts of the model are hidden in functions of its own or in branches and loops.
    boolean hasInnerGraphs() {
        return model.stream().anyMatch(field -> field.number() == FUNCTIONS)
                || nodes.stream().anyMatch(node -> !node.captured().isEmpty());
    }

    /// All tensors written in the file, wherever they stand.
    List<GraphTensor> tensors() {
        List<GraphTensor> tensors = tensors(graph);
        for (Wire.Field function : model) {
            if (function.number() == FUNCTIONS) {
                function.fields().stream()
                        .filter(field -> field.number() == 7)
                        .forEach(field ->
                                tensors.addAll(GraphNode.read(field.payload()).tensors()));
            }
        }
        return tensors;
    }

    /// All tensors written in a graph.
    static List<GraphTensor> tensors(List<Wire.Field> graph) {
        List<GraphTensor> tensors = new ArrayList<>();
        for (Wire.Field field : graph) {
            switch (field.number()) {
                case NODE -> tensors.addAll(GraphNode.read(field.payload()).tensors());
                case INITIALIZER -> tensors.add(GraphTensor.read(field.payload()));
                case SPARSE_INITIALIZER ->
                    field.fields().stream()
                            .filter(part -> part.number() <= 2)
                            .forEach(part -> tensors.add(GraphTensor.read(part.payload())));
                default -> {}
            }
        }
        return tensors;
    }

    /// The file with other outputs: nodes, tensors and inputs that they do not need are left out.
    ///
    /// @param edit nodes in the place of others, and behind them
    MemorySegment edited(GraphEdit edit, Set<String> outputs, Arena arena) {
        List<GraphNode> all = new ArrayList<>();
        nodes.forEach(node -> all.add(edit.replaced().getOrDefault(node, node)));
        all.addAll(edit.added());
        Set<String> needed = new HashSet<>(outputs);
        List<GraphNode> kept = new ArrayList<>();
        for (GraphNode node : all.reversed()) {
            if (node.outputs().stream().anyMatch(needed::contains)) {
                needed.addAll(node.inputs());
                needed.addAll(node.captured());
                kept.add(node);
            }
        }
        List<MemorySegment> pieces = new ArrayList<>();
        kept.reversed().forEach(node -> {
            pieces.add(MemorySegment.ofArray(
                    new ProtocolBuffer().head(NODE, node.byteSize()).toByteArray()));
            node.fields().forEach(field -> pieces.add(field.raw()));
        });
        for (Wire.Field field : graph) {
            boolean wanted = switch (field.number()) {
                case NODE, OUTPUT -> false;
                case INITIALIZER ->
                    needed.contains(GraphTensor.read(field.payload()).name());
                case INPUT -> needed.contains(nameOf(field));
                default -> true;
            };
            if (wanted) {
                pieces.add(field.raw());
            }
        }
        outputs.forEach(output -> pieces.add(MemorySegment.ofArray(
                new ProtocolBuffer().bytes(OUTPUT, edit.output(output)).toByteArray())));
        edit.declared().stream()
                .filter(tensor -> needed.contains(tensor) && !outputs.contains(tensor))
                .forEach(tensor -> pieces.add(MemorySegment.ofArray(new ProtocolBuffer()
                        .bytes(VALUE_INFO, edit.output(tensor))
                        .toByteArray())));
        return joined(pieces, arena);
    }

    private MemorySegment joined(List<MemorySegment> pieces, Arena arena) {
        long size = pieces.stream().mapToLong(MemorySegment::byteSize).sum();
        List<MemorySegment> whole = new ArrayList<>();
        model.stream().filter(field -> field.number() != GRAPH).forEach(field -> whole.add(field.raw()));
        whole.add(MemorySegment.ofArray(new ProtocolBuffer().head(GRAPH, size).toByteArray()));
        whole.addAll(pieces);
        MemorySegment joined =
                arena.allocate(whole.stream().mapToLong(MemorySegment::byteSize).sum());
        long at = 0;
        for (MemorySegment piece : whole) {
            MemorySegment.copy(piece, 0, joined, at, piece.byteSize());
            at += piece.byteSize();
        }
        return joined;
    }

    private static String nameOf(Wire.Field value) {
        return value.fields().stream()
                .filter(field -> field.number() == 1)
                .map(Wire.Field::text)
                .findFirst()
                .orElse("");
    }

    /// Names of tensors that look at the tokens by their numbers: the rows of these tables are the
    /// vocabulary.
    ///
    /// @return rows of the smallest table, or −1 when there is none
    long vocabulary(String tokens) {
        long rows = -1;
        Map<String, Boolean> same = new LinkedHashMap<>(Map.of(tokens, true));
        for (GraphNode node : nodes) {
            if (same.containsKey(node.input(0))
                    && Set.of("Cast", "Reshape", "Identity", "Unsqueeze", "Squeeze")
                            .contains(node.op())) {
                same.put(node.output(0), true);
            } else if (node.is("Gather") && same.containsKey(node.input(1)) && node.integer("axis", 0) == 0) {
                GraphTensor table = initializers.get(node.input(0));
                if (table != null && table.dims().length == 2) {
                    rows = rows < 0 ? table.dims()[0] : Math.min(rows, table.dims()[0]);
                }
            }
        }
        return rows;
    }
}
