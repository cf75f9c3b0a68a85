// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.onnx;

import calorimeter.scan.onnx.AttentionBlock.Evidence;
import calorimeter.scan.onnx.AttentionBlock.Scale;
import calorimeter.scan.onnx.AttentionBlock.Step;
import calorimeter.scan.source.ModelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Operators that are a whole attention: `Attention` of opset 23 and 24, and ONNX Runtime's
/// `MultiHeadAttention`, `Attention` and `GroupQueryAttention`. A second node of the same operator hands
/// out scores as they are before masks.
///
/// Of `qk_matmul_output_mode` only 0 (products) and 3 (weights) are used: what 1 and 2 mean depends on the
/// version.
final class FusedAttention {

    private static final String MICROSOFT = "com.microsoft";

    private final ModelGraph graph;
    private final GraphEdit edit;
    private final Sentinels sentinels;

    FusedAttention(ModelGraph graph, GraphEdit edit, Sentinels sentinels) {
        this.graph = graph;
        this.edit = edit;
        this.sentinels = sentinels;
    }

    /// @throws ModelException for an operator that is not known
    AttentionBlock block(GraphNode node) {
        return switch (node.domain() + "." + node.op()) {
            case ".Attention" -> standard(node);
            case MICROSOFT + ".MultiHeadAttention" -> multiHead(node);
            case MICROSOFT + ".Attention" -> packed(node);
            case MICROSOFT + ".GroupQueryAttention" -> groupQuery(node);
            default ->
                throw new ModelException("the operator " + node.title()
                        + " is not known; known are Attention, com.microsoft.MultiHeadAttention,"
                        + " com.microsoft.Attention, com.microsoft.GroupQueryAttention and plain Softmax");
        };
    }

    private AttentionBlock standard(GraphNode node) {
        String name = GraphEdit.own(node.output(0));
        GraphNode products = node.variant(
                name + "/products",
                node.inputs(),
                outputs(node, name + "/products", name + "/scores"),
                Map.of("qk_matmul_output_mode", 0L),
                Set.of());
        edit.add(products);
        String weights = name + "/weights";
        if (node.output(3).isEmpty()) {
            edit.replace(
                    node,
                    node.variant(
                            node.name(),
                            node.inputs(),
                            List.of(node.output(0), node.output(1), node.output(2), weights),
                            Map.of("qk_matmul_output_mode", 3L),
                            Set.of()));
        } else {
            edit.add(node.variant(
                    weights,
                    node.inputs(),
                    outputs(node, weights + "/mixed", weights),
                    Map.of("qk_matmul_output_mode", 3L),
                    Set.of()));
        }
        List<Step> steps = new ArrayList<>();
        if (node.number("softcap", 0) > 0) {
            steps.add(new Step.Cap(node.number("softcap", 0)));
        }
        bias(node.input(3), steps);
        if (node.integer("is_causal", 0) != 0) {
            steps.add(new Step.Causal(0));
        }
        if (!node.input(6).isEmpty()) {
            steps.add(new Step.Padding(edit.copy(node.input(6))));
        }
        return new AttentionBlock(
                node.title(),
                name + "/scores",
                steps,
                -1,
                new Evidence.Weights(weights),
                List.of(List.of(scale(node, node.input(0), Math.max(1, node.integer("q_num_heads", 1))))));
    }

    /// Names for a variant's outputs: the pair in the middle is asked for only by a node that has it.
    private static List<String> outputs(GraphNode node, String name, String scores) {
        return List.of(
                name,
                node.output(1).isEmpty() ? "" : name + "/keys",
                node.output(2).isEmpty() ? "" : name + "/values",
                scores);
    }

    private AttentionBlock multiHead(GraphNode node) {
        String name = GraphEdit.own(node.output(0));
        edit.add(node.variant(
                name,
                List.of(
                        node.input(0),
                        node.input(1),
                        node.input(2),
                        node.input(3),
                        "",
                        "",
                        node.input(6),
                        node.input(7)),
                List.of(name + "/mixed", name + "/keys", name + "/values", name + "/scores"),
                Map.of(),
                Set.of("unidirectional", "mask_filter_value")));
        return fused(node, name, node.input(4), node.input(5));
    }

    /// `Attention` multiplies with packed weights itself. The second node is a `MultiHeadAttention` behind
    /// the same product.
    private AttentionBlock packed(GraphNode node) {
        if (node.integer("do_rotary", 0) != 0) {
            throw new ModelException(node.title() + " turns positions itself (do_rotary), which cannot be scanned");
        }
        String name = GraphEdit.own(node.output(0));
        long[] sizes = node.integers("qkv_hidden_sizes");
        GraphTensor weights = graph.initializer(node.input(1));
        if (sizes.length != 3) {
            if (weights == null || weights.dims().length != 2) {
                throw new ModelException(node.title() + " has weights of unknown size, which cannot be scanned");
            }
            long third = weights.dims()[1] / 3;
            sizes = new long[] {third, third, third};
        }
        edit.add(
                GraphNode.of("MatMul", "", List.of(node.input(0), node.input(1)), List.of(name + "/packed"), Map.of()));
        edit.add(GraphNode.constant(name + "/axis", -1));
        List<String> inputs = new ArrayList<>();
        long from = 0;
        for (long size : sizes) {
            String part = name + "/part" + inputs.size();
            edit.add(GraphNode.constant(part + "/from", from));
            edit.add(GraphNode.constant(part + "/to", from + size));
            edit.add(GraphNode.of(
                    "Slice",
                    "",
                    List.of(name + "/packed", part + "/from", part + "/to", name + "/axis"),
                    List.of(part),
                    Map.of()));
            inputs.add(part);
            from += size;
        }
        inputs.add(node.input(2));
        GraphNode shell = new GraphNode(
                "", "MultiHeadAttention", MICROSOFT, List.of(), List.of(), node.attributes(), Set.of(), node.fields());
        edit.add(shell.variant(
                name,
                inputs,
                List.of(name + "/mixed", name + "/keys", name + "/values", name + "/scores"),
                Map.of(),
                Set.of(
                        "unidirectional",
                        "mask_filter_value",
                        "qkv_hidden_sizes",
                        "do_rotary",
                        "rotary_embedding_dim",
                        "past_present_share_buffer")));
        return fused(node, name, node.input(3), node.input(5));
    }

    private AttentionBlock fused(GraphNode node, String name, String padding, String bias) {
        edit.declareFloat(name + "/scores");
        List<Step> steps = new ArrayList<>();
        if (!padding.isEmpty()) {
            steps.add(new Step.Padding(edit.copy(padding)));
        }
        bias(bias, steps);
        if (node.integer("unidirectional", 0) != 0) {
            steps.add(new Step.Causal(0));
        }
        return new AttentionBlock(
                node.title(),
                name + "/scores",
                steps,
                -1,
                new Evidence.Mixture(node.output(0), name + "/values"),
                List.of(List.of(scale(node, name + "/keys", 1))));
    }

    /// `qk_output` 1 is before softmax, with 0 at masked keys; 2 is after it.
    private AttentionBlock groupQuery(GraphNode node) {
        if (!node.input(11).isEmpty() || node.integer("smooth_softmax", 0) == 1) {
            throw new ModelException(
                    node.title() + " has a softmax with a sink beside the keys, which cannot be scanned");
        }
        String name = GraphEdit.own(node.output(0));
        edit.add(node.variant(
                name,
                node.inputs(),
                List.of(name + "/mixed", name + "/keys", name + "/values", name + "/scores"),
                Map.of("qk_output", 1L),
                Set.of()));
        edit.add(node.variant(
                name + "/weighing",
                node.inputs(),
                List.of(
                        name + "/weighing/mixed",
                        name + "/weighing/keys",
                        name + "/weighing/values",
                        name + "/weights"),
                Map.of("qk_output", 2L),
                Set.of()));
        return new AttentionBlock(
                node.title(),
                name + "/scores",
                List.of(new Step.Causal(Math.max(0, node.integer("local_window_size", -1)))),
                -1,
                new Evidence.Weights(name + "/weights"),
                List.of(List.of(scale(node, name + "/keys", 1))));
    }

    private void bias(String tensor, List<Step> steps) {
        if (!tensor.isEmpty()) {
            steps.add(new Step.Plus(edit.copy(tensor), 1, sentinels.of(tensor)));
        }
    }

    private Scale scale(GraphNode node, String keys, long heads) {
        double scale = node.number("scale", 0);
        if (scale != 0) {
            return new Scale.Factor(scale);
        }
        String shape = keys + "/shape";
        String own = shape.startsWith("calorimeter/") ? shape : GraphEdit.own(shape);
        edit.add(GraphNode.of("Shape", "", List.of(keys), List.of(own), Map.of()));
        return new Scale.InverseRoot(own, heads);
    }
}
