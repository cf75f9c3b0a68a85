// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// A single-precision matrix product C [rows × columns] = A [rows × inner] · B [inner × columns].
///
/// @param kind which of A and B are transposes of row-major matrices
public record ProductShape(Kind kind, int rows, int inner, int columns) {

    /// What a training step multiplies: NN activations by weights, forward; NT gradients by transposed weights,
    /// backward; TN transposed activations by gradients, for the gradient of the weights.
    public enum Kind {
        NN,
        NT,
        TN
    }

    /// Rows of one block of the engine, and of a mini-batch.
    private static final int[] EXAMPLES = {96, 512};

    /// Inputs and outputs of the maps of the presets: attention, MLP, unembedding of the folded MLP.
    private static final int[][] MAPS = {{128, 128}, {128, 512}, {512, 128}, {512, 113}};

    public static List<ProductShape> all() {
        List<ProductShape> shapes = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (int examples : EXAMPLES) {
                for (int[] map : MAPS) {
                    shapes.add(
                            switch (kind) {
                                case NN -> new ProductShape(kind, examples, map[0], map[1]);
                                case NT -> new ProductShape(kind, examples, map[1], map[0]);
                                case TN -> new ProductShape(kind, map[0], examples, map[1]);
                            });
                }
            }
        }
        return shapes;
    }

    /// Reads the shape that [#question] wrote.
    static ProductShape of(JsonNode question) {
        return new ProductShape(
                Kind.valueOf(question.path("kind").asText()),
                question.path("rows").asInt(),
                question.path("inner").asInt(),
                question.path("columns").asInt());
    }

    ObjectNode question(int threads, int repeats) {
        ObjectNode question = Peer.question("product").put("kind", kind.name());
        question.put("rows", rows).put("inner", inner).put("columns", columns);
        return question.put("threads", threads).put("repeats", repeats);
    }

    public double floatingPointOperations() {
        return 2.0 * rows * inner * columns;
    }

    @Override
    public String toString() {
        return rows + "×" + inner + "×" + columns;
    }
}
