// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.onnx;

import calorimeter.scan.onnx.AttentionBlock.Evidence;
import calorimeter.scan.onnx.AttentionBlock.Scale;
import calorimeter.scan.onnx.AttentionBlock.Step;
import calorimeter.scan.source.ModelException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Finds the attention of a graph, and edits the graph so that it hands out scores, masks and weights.
final class AttentionGraph {

    /// Operators behind which attention weights are still attention weights.
    private static final Set<String> PASSING = Set.of(
            "Cast",
            "CastLike",
            "Identity",
            "Dropout",
            "Where",
            "Mul",
            "Reshape",
            "Expand",
            "Squeeze",
            "Unsqueeze",
            "Transpose",
            "QuantizeLinear",
            "DynamicQuantizeLinear",
            "DequantizeLinear");

    private final ModelGraph graph;
    private final Sentinels sentinels;
    private final List<AttentionBlock> blocks = new ArrayList<>();

    /// Whether a plain softmax has a tanh on the way.
    private boolean capped;

    private final GraphEdit edit = new GraphEdit();

    /// @throws ModelException when there is no attention, or some of which too little is known
    AttentionGraph(ModelGraph graph) {
        this.graph = graph;
        sentinels = new Sentinels(graph);
        FusedAttention fused = new FusedAttention(graph, edit, sentinels);
        for (GraphNode node : graph.nodes()) {
            if (node.is("Softmax") && meetsValues(node)) {
                plain(node);
            } else if (node.op().contains("Attention")) {
                blocks.add(fused.block(node));
            }
        }
        if (blocks.isEmpty()) {
            throw new ModelException("no attention was found in it: no Softmax of a product of queries and keys that"
                    + " is multiplied with values, and no attention operator"
                    + (graph.hasInnerGraphs() ? " (functions, branches and loops are not looked into)" : "")
                    + ". Its operators are " + graph.operators());
        }
    }

    List<AttentionBlock> blocks() {
        return blocks;
    }

    GraphEdit edit() {
        return edit;
    }

    /// Whether any scores go through a softcap.
    boolean capped() {
        return capped || blocks.stream().anyMatch(AttentionBlock::capped);
    }

    /// Whether weights are multiplied with a tensor that depends on the prompt.
    private boolean meetsValues(GraphNode softmax) {
        Deque<String> open = new ArrayDeque<>(List.of(softmax.output(0)));
        Set<String> seen = new HashSet<>();
        while (!open.isEmpty()) {
            String tensor = open.pop();
            for (GraphNode node : seen.add(tensor) ? graph.consumers(tensor) : List.<GraphNode>of()) {
                boolean first = node.input(0).equals(tensor);
                if ((ScorePath.isProduct(node) || node.is("QLinearMatMul"))
                        && (first || node.input(1).equals(tensor))) {
                    if (!graph.isConstant(node.input(node.is("QLinearMatMul") ? 3 : first ? 1 : 0))) {
                        return true;
                    }
                } else if (PASSING.contains(node.op()) && node.domain().isEmpty()) {
                    open.add(node.output(0));
                }
            }
        }
        return false;
    }

    private void plain(GraphNode softmax) {
        ScorePath path = ScorePath.back(graph, sentinels, softmax.input(0));
        if (path.found() && !path.isAttention()) {
            return;
        }
        List<Step> steps = path.found() ? path.steps() : null;
        if (steps == null) {
            throw new ModelException("the way to " + softmax.title()
                    + " is not known: between softmax and the product of queries and keys only scales, a softcap, biases"
                    + " and masks may stand; the graph has " + path.operators());
        }
        capped |= path.capped();
        blocks.add(new AttentionBlock(
                softmax.title(),
                path.scores(),
                steps.stream().map(this::readable).toList(),
                (int) softmax.integer("axis", graph.opset() < 13 ? 1 : -1),
                new Evidence.Weights(softmax.output(0)),
                path.scales().stream()
                        .map(chain -> chain.stream().map(this::readable).toList())
                        .toList()));
    }

    private Step readable(Step step) {
        return switch (step) {
            case Step.Plus plus -> new Step.Plus(edit.copy(plus.tensor()), plus.sign(), plus.sentinel());
            case Step.Visible visible -> new Step.Visible(edit.copy(visible.condition()), visible.when());
            case Step.Times times -> new Step.Times(readable(times.factor()));
            case Step.Cap _, Step.Causal _, Step.Padding _ -> step;
        };
    }

    private Scale readable(Scale scale) {
        return scale instanceof Scale.Element element
                ? new Scale.Element(edit.copy(element.tensor()), element.divides())
                : scale;
    }
}
