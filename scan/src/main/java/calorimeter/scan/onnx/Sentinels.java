// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.onnx;

import java.util.HashMap;
import java.util.Map;

/// Finds the number by which an additive mask stands for −∞: −3.4·10³⁸, −65504, −10⁹, −10⁴ or −∞ itself. It
/// is read off the constants from which the graph makes the mask. Scores of real models reach such values
/// and say nothing.
final class Sentinels {

    /// The weakest one in use is −10⁴.
    static final double WEAKEST = 9_999;

    /// Elements of the largest mask that is looked through; larger tensors are weights.
    private static final long LARGEST = 1 << 24;

    private final ModelGraph graph;
    private final Map<String, Double> known = new HashMap<>();

    Sentinels(ModelGraph graph) {
        this.graph = graph;
    }

    /// The weakest sentinel that goes into a tensor, without its sign; 0 when there is none, so that the
    /// tensor masks nothing.
    double of(String tensor) {
        Double found = known.get(tensor);
        if (found == null) {
            found = find(tensor);
            known.put(tensor, found);
        }
        return found;
    }

    private double find(String tensor) {
        GraphTensor written = graph.initializer(tensor);
        if (written != null && written.elements() > LARGEST) {
            return 0;
        }
        double[] values = graph.isConstant(tensor) ? graph.constant(tensor) : null;
        if (values != null) {
            return weakest(values);
        }
        GraphNode node = graph.producer(tensor);
        if (node == null || !node.domain().isEmpty()) {
            return 0;
        }
        return switch (node.op()) {
            case "Add", "Sub", "Mul", "Div", "Min", "Max", "Concat" ->
                node.inputs().stream()
                        .mapToDouble(this::of)
                        .filter(sentinel -> sentinel > 0)
                        .min()
                        .orElse(0);
            case "Where" -> either(of(node.input(1)), of(node.input(2)));
            case "ScatterND", "ScatterElements" -> either(of(node.input(0)), of(node.input(2)));
            case "Cast",
                    "CastLike",
                    "Identity",
                    "Neg",
                    "Expand",
                    "Unsqueeze",
                    "Squeeze",
                    "Reshape",
                    "Flatten",
                    "Slice",
                    "Split",
                    "Transpose",
                    "Tile",
                    "Trilu",
                    "Pad",
                    "Clip",
                    "Gather",
                    "GatherND" -> of(node.input(0));
            default -> 0;
        };
    }

    private static double either(double a, double b) {
        return a == 0 ? b : b == 0 ? a : Math.min(a, b);
    }

    private static double weakest(double[] values) {
        double weakest = 0;
        for (double value : values) {
            if (Math.abs(value) >= WEAKEST) {
                weakest = either(weakest, Math.abs(value));
            }
        }
        return weakest;
    }
}
