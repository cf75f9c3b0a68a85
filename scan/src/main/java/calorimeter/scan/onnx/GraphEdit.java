// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.onnx;

import calorimeter.report.export.ProtocolBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What is changed in a graph so that it hands out more tensors.
final class GraphEdit {

    private static final int NAME = 1;
    private static final int TYPE = 2;
    private static final int TENSOR_TYPE = 1;
    private static final int ELEMENT_TYPE = 1;

    private final List<GraphNode> added = new ArrayList<>();
    private final Map<GraphNode, GraphNode> replaced = new HashMap<>();
    private final Set<String> names = new TreeSet<>();
    private final Set<String> floats = new TreeSet<>();

    /// A name that the graph does not have.
    static String own(String tensor) {
        return "calorimeter/" + tensor;
    }

    void add(GraphNode node) {
        added.add(node);
    }

    void replace(GraphNode node, GraphNode other) {
        replaced.put(node, other);
    }

    /// A tensor that may be an output, under a name of its own: an input or a constant may not.
    String copy(String tensor) {
        String name = own(tensor);
        if (names.add(name)) {
            add(GraphNode.of("Identity", "", List.of(tensor), List.of(name), Map.of()));
        }
        return name;
    }

    /// Says that a tensor is of float32, where the runtime cannot know.
    void declareFloat(String tensor) {
        floats.add(tensor);
    }

    /// This edit, and some queries of tensors [… × queries × keys], each under the name [#slice].
    GraphEdit sliced(Set<String> tensors, int first, int last) {
        GraphEdit edit = new GraphEdit();
        edit.added.addAll(added);
        edit.replaced.putAll(replaced);
        edit.floats.addAll(floats);
        List<String> bounds = List.of(own("first"), own("last"), own("axis"));
        edit.add(GraphNode.constant(bounds.get(0), first));
        edit.add(GraphNode.constant(bounds.get(1), last));
        edit.add(GraphNode.constant(bounds.get(2), -2));
        for (String tensor : tensors) {
            List<String> inputs = new ArrayList<>(List.of(tensor));
            inputs.addAll(bounds);
            edit.add(GraphNode.of("Slice", "", inputs, List.of(slice(tensor)), Map.of()));
            if (floats.contains(tensor)) {
                edit.declareFloat(slice(tensor));
            }
        }
        return edit;
    }

    static String slice(String tensor) {
        return own("slice/" + tensor);
    }

    /// Nodes behind those of the graph.
    List<GraphNode> added() {
        return added;
    }

    /// Nodes that stand in the place of others.
    Map<GraphNode, GraphNode> replaced() {
        return replaced;
    }

    /// Tensors of [#declareFloat].
    Set<String> declared() {
        return floats;
    }

    /// The declaration of a tensor.
    byte[] output(String tensor) {
        ProtocolBuffer output = new ProtocolBuffer().text(NAME, tensor);
        if (floats.contains(tensor)) {
            byte[] element = new ProtocolBuffer()
                    .integer(ELEMENT_TYPE, GraphTensor.FLOAT)
                    .toByteArray();
            output.bytes(TYPE, new ProtocolBuffer().bytes(TENSOR_TYPE, element).toByteArray());
        }
        return output.toByteArray();
    }
}
