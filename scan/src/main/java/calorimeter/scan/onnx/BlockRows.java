// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.onnx;

import calorimeter.scan.onnx.AttentionBlock.Step;
import calorimeter.scan.source.ModelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Rows of one block on one prompt, from the tensors that the model has handed out.
final class BlockRows {

    private final String title;
    private final Tensor scores;
    private final int tokens;
    private final int length;
    private final int first;
    private final int queries;
    private final int heads;
    private final double beta;
    private final List<ScoreChange> changes = new ArrayList<>();
    private final SoftmaxCheck check;

    /// @param first query of the scores
    /// @param queries of the scores
    /// @param length tokens that the model has seen, padding among them
    /// @param batch prompts that it has seen, of which the first counts
    BlockRows(
            int number,
            AttentionBlock block,
            Map<String, Tensor> handed,
            int first,
            int queries,
            int tokens,
            int length,
            int batch) {
        title = "block " + number + " (" + block.node() + ")";
        this.first = first;
        this.queries = queries;
        this.tokens = tokens;
        this.length = length;
        Scales tensors = new Scales(handed);
        scores = tensors.tensor(block.scores());
        int rank = scores.rank();
        if (rank < 3 || scores.dim(-1) != length || scores.dim(-2) != queries) {
            throw bad("has scores of shape " + scores.shape() + " for " + length
                    + " tokens; only attention of tokens to all tokens can be scanned");
        }
        if (block.axis() != -1 && block.axis() != rank - 1) {
            throw bad("has a softmax over axis " + block.axis() + " of " + rank + ", which is not that of keys");
        }
        heads = scores.elements() / (queries * length * batch);
        beta = tensors.product(block.scales());
        if (!(beta > 0) || Double.isInfinite(beta)) {
            throw bad("scales scores by " + beta + ", which is no inverse temperature");
        }
        for (Step step : block.steps()) {
            changes.add(change(step, tensors, batch));
        }
        check = new SoftmaxCheck(title, block.evidence(), tensors, scores, first, heads, length);
    }

    private ScoreChange change(Step step, Scales tensors, int batch) {
        return switch (step) {
            case Step.Times times -> {
                Double factor = tensors.value(times.factor());
                if (factor == null) {
                    throw bad("multiplies masked scores by a tensor, which is not known");
                }
                yield new ScoreChange(step, null, factor);
            }
            case Step.Plus plus -> laid(step, tensors.tensor(plus.tensor()));
            case Step.Visible visible -> laid(step, tensors.tensor(visible.condition()));
            case Step.Padding padding -> padding(padding, tensors.tensor(padding.tensor()), batch);
            case Step.Cap _, Step.Causal _ -> new ScoreChange(step, null, 0);
        };
    }

    private ScoreChange laid(Step step, Tensor tensor) {
        int[] shape = scores.dims();
        shape[shape.length - 2] = length;
        return new ScoreChange(step, new Layered(tensor, shape, heads, 0), 0);
    }

    /// A tensor of one number a prompt counts keys that are no padding; one of prompts × keys has 1 where a key is
    /// none.
    private ScoreChange padding(Step.Padding step, Tensor tensor, int batch) {
        if (tensor.rank() == 1 && tensor.elements() == batch) {
            return new ScoreChange(step, null, tensor.at(0));
        }
        if (tensor.rank() == 2 && tensor.dim(0) == batch && tensor.dim(1) == length) {
            return laid(step, tensor.reshaped(batch, 1, 1, length));
        }
        if (tensor.rank() == 3 && tensor.dim(0) == batch && tensor.dim(1) == length && tensor.dim(2) == length) {
            return laid(step, tensor.reshaped(batch, 1, length, length));
        }
        throw bad("has a padding mask of shape " + tensor.shape() + ", which is not known");
    }

    int heads() {
        return heads;
    }

    double beta() {
        return beta;
    }

    SoftmaxCheck check() {
        return check;
    }

    /// Whether all heads see the same keys.
    boolean isShared() {
        return changes.stream().allMatch(ScoreChange::isShared);
    }

    /// Whether scores need more digits than a float has.
    boolean isDouble() {
        return scores.isDouble() || !changes.stream().allMatch(ScoreChange::isExact);
    }

    /// Visible keys of a row, rising; their number.
    int visible(int head, int query, int[] positions) {
        int count = 0;
        for (int key = 0; key < length; key++) {
            boolean masked = false;
            for (int i = 0; i < changes.size() && !masked; i++) {
                masked = changes.get(i).masks(head, query, key);
            }
            if (!masked) {
                if (key >= tokens) {
                    throw bad("looks at padding; give prompts of exactly " + length + " tokens");
                }
                positions[count++] = key;
            }
        }
        return count;
    }

    /// Whether the scores of these keys stand together, as they are.
    boolean isPlain(int head, int query, int[] positions, int count) {
        if (isDouble() || count == 0 || positions[count - 1] - positions[0] != count - 1) {
            return false;
        }
        for (ScoreChange change : changes) {
            for (int j = 0; j < count; j++) {
                if (!change.keeps(head, query, positions[j])) {
                    return false;
                }
            }
        }
        return true;
    }

    /// Copies scores as they are, of keys from `key` on.
    void read(int head, int query, int key, int count, float[] target) {
        scores.read(place(head, query) + key, count, target);
    }

    /// Where the scores of a row begin.
    private int place(int head, int query) {
        return (head * queries + query - first) * length;
    }

    /// Scores of these keys.
    void row(int head, int query, int[] positions, int count, double[] row) {
        int at = place(head, query);
        for (int j = 0; j < count; j++) {
            int key = positions[j];
            double score = scores.at(at + key);
            for (ScoreChange change : changes) {
                score = change.apply(score, head, query, key);
            }
            if (!Double.isFinite(score)) {
                throw bad("has the score " + score + " in head " + head + " at query " + query + ", key " + key
                        + ": a model with scores that are not finite cannot be scanned");
            }
            row[j] = score;
        }
    }

    private ModelException bad(String complaint) {
        return new ModelException(title + " " + complaint);
    }
}
