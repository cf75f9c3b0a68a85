// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.onnx;

import calorimeter.scan.onnx.AttentionBlock.Scale;
import calorimeter.scan.onnx.AttentionBlock.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The way of scores through the graph, from the product of queries and keys to softmax: scales, a softcap,
/// biases, masks. It is followed from softmax backwards.
final class ScorePath {

    private static final Set<String> SHAPING =
            Set.of("Cast", "CastLike", "Identity", "Dropout", "Reshape", "Squeeze", "Unsqueeze", "Expand");

    /// Operators from which a shape's numbers go into a scale.
    private static final Set<String> SCALAR = Set.of(
            "Sqrt",
            "Cast",
            "CastLike",
            "Div",
            "Mul",
            "Pow",
            "Reciprocal",
            "Identity",
            "Squeeze",
            "Unsqueeze",
            "Gather",
            "Slice",
            "Reshape");

    private final ModelGraph graph;
    private final Sentinels sentinels;

    /// What was done at one node, with the tensor that went into it.
    private record Stage(
            GraphNode node, String before, @Nullable Step step, boolean masks) {}

    /// From softmax backwards.
    private final List<Stage> stages = new ArrayList<>();

    private @Nullable GraphNode product;
    private final Set<String> seen = new LinkedHashSet<>();

    private ScorePath(ModelGraph graph, Sentinels sentinels) {
        this.graph = graph;
        this.sentinels = sentinels;
    }

    /// Follows scores back from the input of softmax.
    static ScorePath back(ModelGraph graph, Sentinels sentinels, String tensor) {
        ScorePath path = new ScorePath(graph, sentinels);
        path.follow(tensor);
        return path;
    }

    /// Whether the path ends at a product.
    boolean found() {
        return product != null;
    }

    /// Whether that product is of two tensors that depend on the prompt. One with a matrix of weights
    /// belongs to a classifier.
    boolean isAttention() {
        return product != null && !graph.isConstant(product.input(0)) && !graph.isConstant(product.input(1));
    }

    /// Operators that were seen on the way, from softmax backwards.
    String operators() {
        return String.join(" ← ", seen);
    }

    private boolean follow(String tensor) {
        GraphNode node = graph.producer(tensor);
        seen.add(node == null ? "the input " + tensor : node.title());
        if (node == null) {
            return false;
        }
        if (isProduct(node)) {
            product = node;
            return true;
        }
        for (Stage stage : node.domain().isEmpty() ? candidates(node) : List.<Stage>of()) {
            int depth = stages.size();
            stages.add(stage);
            if (follow(stage.before)) {
                return true;
            }
            stages.subList(depth, stages.size()).clear();
        }
        return false;
    }

    static boolean isProduct(GraphNode node) {
        return node.is("MatMul")
                || node.is("MatMulInteger")
                || node.is("Einsum")
                || (node.domain().equals("com.microsoft") && node.op().equals("FusedMatMul"));
    }

    /// Stages that a node may be; of a sum either side may be the score.
    private List<Stage> candidates(GraphNode node) {
        String a = node.input(0);
        String b = node.input(1);
        if (SHAPING.contains(node.op())) {
            return List.of(new Stage(node, a, null, false));
        }
        return switch (node.op()) {
            case "Add" -> List.of(sum(node, a, b, 1), sum(node, b, a, 1));
            case "Sub" -> List.of(sum(node, a, b, -1));
            case "Mul" -> {
                Scale left = scale(a, false);
                Scale right = scale(b, false);
                yield right != null
                        ? List.of(new Stage(node, a, new Step.Times(right), false))
                        : left != null
                                ? List.of(new Stage(node, b, new Step.Times(left), false))
                                : List.of(new Stage(node, a, null, false), new Stage(node, b, null, false));
            }
            case "Div" -> {
                Scale right = scale(b, true);
                yield right == null ? List.of() : List.of(new Stage(node, a, new Step.Times(right), false));
            }
            case "Tanh" -> List.of(new Stage(node, a, null, false));
            case "Max" -> {
                Double floor = graph.number(b);
                yield floor != null && floor <= -Sentinels.WEAKEST
                        ? List.of(new Stage(node, a, null, false))
                        : List.of();
            }
            case "Where" -> {
                if (isSentinel(node.input(2))) {
                    yield List.of(new Stage(node, b, new Step.Visible(a, true), true));
                }
                yield isSentinel(b)
                        ? List.of(new Stage(node, node.input(2), new Step.Visible(a, false), true))
                        : List.of();
            }
            default -> List.of();
        };
    }

    private Stage sum(GraphNode node, String score, String other, double sign) {
        double sentinel = sentinels.of(other);
        return new Stage(node, score, new Step.Plus(other, sign, sentinel), sentinel > 0);
    }

    private boolean isSentinel(String tensor) {
        Double value = graph.number(tensor);
        return value != null && value <= -Sentinels.WEAKEST;
    }

    /// A factor that is the same for all scores, or null.
    private @Nullable Scale scale(String tensor, boolean divides) {
        Double value = graph.isConstant(tensor) ? graph.number(tensor) : null;
        if (value != null) {
            return new Scale.Factor(divides ? 1 / value : value);
        }
        return fromShapes(tensor) ? new Scale.Element(tensor, divides) : null;
    }

    private boolean fromShapes(String tensor) {
        GraphNode node = graph.producer(tensor);
        if (node == null || !node.domain().isEmpty()) {
            return false;
        }
        if (node.op().equals("Shape") || node.op().equals("Size")) {
            return true;
        }
        return SCALAR.contains(node.op())
                && node.inputs().stream()
                        .filter(input -> graph.initializer(input) == null)
                        .allMatch(input -> graph.isConstant(input) || fromShapes(input));
    }

    /// The tensor before the first mask.
    String scores() {
        for (Stage stage : stages.reversed()) {
            if (stage.masks) {
                return stage.before;
            }
        }
        return stages.isEmpty() ? product().output(0) : stages.getFirst().node.output(0);
    }

    /// What is done from the first mask on.
    ///
    /// @return null when scores pass an operator there that changes them in another way
    @Nullable
    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        boolean masked = false;
        for (Stage stage : stages.reversed()) {
            masked |= stage.masks;
            if (masked && stage.step != null) {
                steps.add(stage.step);
            } else if (masked
                    && (stage.node.op().equals("Tanh") || stage.node.op().equals("Mul"))) {
                return null;
            }
        }
        return steps;
    }

    boolean capped() {
        return stages.stream().anyMatch(stage -> stage.node.op().equals("Tanh"));
    }

    /// Chains of factors: on scores, on queries, on keys.
    List<List<Scale>> scales() {
        List<Scale> own = new ArrayList<>();
        for (Stage stage : stages.reversed()) {
            if (stage.step instanceof Step.Times times) {
                own.add(times.factor());
            }
        }
        double alpha = product().number("alpha", 1);
        if (alpha != 1) {
            own.addFirst(new Scale.Factor(alpha));
        }
        return List.of(own, operand(product().input(0)), operand(product().input(1)));
    }

    /// Factors on queries or keys alone: exports of scaled dot products put √scale on each.
    private List<Scale> operand(String tensor) {
        List<Scale> factors = new ArrayList<>();
        String at = tensor;
        for (int steps = 0; steps < graph.nodes().size(); steps++) {
            GraphNode node = graph.producer(at);
            if (node == null || !node.domain().isEmpty()) {
                break;
            }
            Scale right = scale(node.input(1), node.op().equals("Div"));
            Scale left = node.op().equals("Mul") ? scale(node.input(0), false) : null;
            if ((node.op().equals("Mul") || node.op().equals("Div")) && right != null) {
                factors.add(right);
                at = node.input(0);
            } else if (left != null) {
                factors.add(left);
                at = node.input(1);
            } else if (SHAPING.contains(node.op()) || node.op().equals("Transpose")) {
                at = node.input(0);
            } else {
                break;
            }
        }
        return factors;
    }

    private GraphNode product() {
        if (product == null) {
            throw new IllegalStateException("there is no product of queries and keys");
        }
        return product;
    }
}
