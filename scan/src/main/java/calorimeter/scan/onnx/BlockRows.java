package calorimeter.scan.onnx;

import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Kernels;
import calorimeter.scan.onnx.AttentionBlock.Evidence;
import calorimeter.scan.onnx.AttentionBlock.Scale;
import calorimeter.scan.onnx.AttentionBlock.Step;
import calorimeter.scan.source.ModelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Rows of one block on one prompt, from the tensors that the model has handed out.
final class BlockRows {

    /// Most that a weight may differ from the model's own.
    static final double TOLERANCE = 1e-6;

    private final String title;
    private final AttentionBlock block;
    private final Tensor scores;
    private final int tokens;
    private final int length;
    private final int heads;
    private final double beta;
    private final List<Change> changes = new ArrayList<>();
    private final boolean shared;
    private final @Nullable Layered weights;
    private final @Nullable Tensor mixed;
    private final @Nullable Tensor values;
    private final Kernel kernel = Kernels.active();

    /// A step with its tensor.
    private record Change(Step step, @Nullable Layered tensor, double number) {

        /// Whether a key is masked.
        boolean masks(int head, int query, int key) {
            return switch (step) {
                case Step.Plus plus ->
                    tensor().isCondition()
                            ? tensor().at(head, query, key) == 0
                            : plus.sentinel() > 0
                                    && plus.sign() * tensor().at(head, query, key) <= -plus.sentinel() / 2;
                case Step.Visible visible -> (tensor().at(head, query, key) != 0) != visible.when();
                case Step.Causal causal -> key > query || (causal.window() > 0 && key <= query - causal.window());
                case Step.Padding _ -> tensor == null ? key >= number : tensor.at(head, query, key) == 0;
                case Step.Times _, Step.Cap _ -> false;
            };
        }

        double apply(double score, int head, int query, int key) {
            return switch (step) {
                case Step.Times _ -> score * number;
                case Step.Cap cap -> cap.cap() * Math.tanh(score / cap.cap());
                case Step.Plus plus ->
                    tensor().isCondition() ? score : score + plus.sign() * tensor().at(head, query, key);
                case Step.Visible _, Step.Causal _, Step.Padding _ -> score;
            };
        }

        @Override
        public Layered tensor() {
            if (tensor == null) {
                throw new IllegalStateException(step + " has no tensor");
            }
            return tensor;
        }
    }

    /// @param length tokens that the model has seen, padding among them
    /// @param batch prompts that it has seen, of which the first counts
    BlockRows(int number, AttentionBlock block, Map<String, Tensor> tensors, int tokens, int length, int batch) {
        title = "block " + number + " (" + block.node() + ")";
        this.block = block;
        this.tokens = tokens;
        this.length = length;
        scores = tensors.get(block.scores());
        int rank = scores.rank();
        if (rank < 3 || scores.dim(-1) != length || scores.dim(-2) != length) {
            throw bad("has scores of shape " + scores.shape() + " for " + length
                    + " tokens; only attention of tokens to all tokens can be scanned");
        }
        if (block.axis() != -1 && block.axis() != rank - 1) {
            throw bad("has a softmax over axis " + block.axis() + " of " + rank + ", which is not that of keys");
        }
        heads = scores.elements() / (length * length * batch);
        Scales scales = new Scales(tensors);
        beta = scales.product(block.scales());
        if (!(beta > 0) || Double.isInfinite(beta)) {
            throw bad("scales scores by " + beta + ", which is no inverse temperature");
        }
        for (Step step : block.steps()) {
            changes.add(change(step, tensors, scales, batch));
        }
        shared = changes.stream().allMatch(change -> change.tensor == null || change.tensor.shared());
        switch (block.evidence()) {
            case Evidence.Weights evidence -> {
                weights = new Layered(tensors.get(evidence.tensor()), scores, heads);
                mixed = null;
                values = null;
            }
            case Evidence.Mixture evidence -> {
                weights = null;
                mixed = tensors.get(evidence.mixed());
                values = tensors.get(evidence.values());
            }
        }
    }

    private Change change(Step step, Map<String, Tensor> tensors, Scales scales, int batch) {
        return switch (step) {
            case Step.Times times -> new Change(step, null, scales.required(times.factor(), title));
            case Step.Plus plus -> new Change(step, new Layered(tensors.get(plus.tensor()), scores, heads), 0);
            case Step.Visible visible ->
                new Change(step, new Layered(tensors.get(visible.condition()), scores, heads), 0);
            case Step.Padding padding -> padding(padding, tensors.get(padding.tensor()), batch);
            case Step.Cap _, Step.Causal _ -> new Change(step, null, 0);
        };
    }

    /// [batch] counts keys that are no padding; [batch × keys] has 1 where a key is none.
    private Change padding(Step.Padding step, Tensor tensor, int batch) {
        if (tensor.rank() == 1 && tensor.elements() == batch) {
            return new Change(step, null, tensor.at(0));
        }
        if (tensor.rank() == 2 && tensor.dim(0) == batch && tensor.dim(1) == length) {
            return new Change(step, new Layered(tensor.reshaped(batch, 1, 1, length), scores, heads), 0);
        }
        if (tensor.rank() == 3 && tensor.dim(0) == batch && tensor.dim(1) == length && tensor.dim(2) == length) {
            return new Change(step, new Layered(tensor.reshaped(batch, 1, length, length), scores, heads), 0);
        }
        throw bad("has a padding mask of shape " + tensor.shape() + ", which is not known");
    }

    int heads() {
        return heads;
    }

    double beta() {
        return beta;
    }

    /// Whether all heads see the same keys.
    boolean shared() {
        return shared;
    }

    /// Whether scores need more digits than a float has.
    boolean isDouble() {
        return scores.isDouble() || !changes.stream().allMatch(change -> keeps(change.step));
    }

    private static boolean keeps(Step step) {
        return switch (step) {
            case Step.Times _, Step.Cap _ -> false;
            case Step.Plus _, Step.Visible _, Step.Causal _, Step.Padding _ -> true;
        };
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

    /// Scores of these keys.
    void row(int head, int query, int[] positions, int count, double[] row) {
        int at = (head * length + query) * length;
        for (int j = 0; j < count; j++) {
            int key = positions[j];
            double score = scores.at(at + key);
            for (Change change : changes) {
                score = change.apply(score, head, query, key);
            }
            if (!Double.isFinite(score)) {
                throw bad("has the score " + score + " in head " + head + " at query " + query + ", key " + key
                        + ": a model with scores that are not finite cannot be scanned");
            }
            row[j] = score;
        }
    }

    /// Compares a row with what the model itself has computed.
    ///
    /// @throws ModelException when it differs
    void check(int head, int query, int[] positions, int count, double[] row, float[] share) {
        double top = row[0];
        for (int j = 1; j < count; j++) {
            top = Math.max(top, row[j]);
        }
        for (int j = 0; j < count; j++) {
            share[j] = (float) (row[j] - top);
        }
        kernel.exponential(0, share, 0, share, 0, count);
        double sum = 0;
        for (int j = 0; j < count; j++) {
            sum += share[j];
        }
        float inverse = (float) (1 / sum);
        for (int j = 0; j < count; j++) {
            share[j] *= inverse;
        }
        if (weights != null) {
            checkWeights(weights, head, query, positions, count, share);
        } else if (mixed != null && values != null) {
            checkMixture(mixed, values, head, query, positions, count, share);
        }
    }

    private void checkWeights(Layered own, int head, int query, int[] positions, int count, float[] share) {
        int next = 0;
        for (int key = 0; key < length; key++) {
            double expected = next < count && positions[next] == key ? share[next++] : 0;
            double weight = own.at(head, query, key);
            if (!(Math.abs(weight - expected) <= TOLERANCE)) {
                throw bad("does not agree with the model: head " + head + ", query " + query + ", key " + key
                        + " has the weight " + weight + " in the model's softmax but " + expected
                        + " from its scores and masks (at most " + TOLERANCE + " apart is allowed)");
            }
        }
    }

    private void checkMixture(
            Tensor own, Tensor value, int head, int query, int[] positions, int count, float[] share) {
        int size = value.dim(-1);
        int group = heads / value.dim(1);
        int width = own.dim(-1);
        for (int i = 0; i < size; i++) {
            double sum = 0;
            double largest = 1;
            for (int j = 0; j < count; j++) {
                double element = value.at(((head / group) * length + positions[j]) * size + i);
                sum += share[j] * element;
                largest = Math.max(largest, Math.abs(element));
            }
            double found = own.at(query * width + head * size + i);
            if (!(Math.abs(found - sum) <= TOLERANCE * largest)) {
                throw bad("does not agree with the model: head " + head + ", query " + query + " mixes values to "
                        + found + " in the model but to " + sum + " by its scores and masks (at most "
                        + TOLERANCE * largest + " apart is allowed)");
            }
        }
    }

    private ModelException bad(String complaint) {
        return new ModelException(title + " " + complaint);
    }

    /// Values of scales.
    private record Scales(Map<String, Tensor> tensors) {

        double product(List<List<Scale>> chains) {
            double product = 1;
            for (List<Scale> chain : chains) {
                for (Scale scale : chain) {
                    Double value = value(scale);
                    if (value == null) {
                        break;
                    }
                    product *= value;
                }
            }
            return product;
        }

        double required(Scale scale, String title) {
            Double value = value(scale);
            if (value == null) {
                throw new ModelException(title + " multiplies masked scores by a tensor, which is not known");
            }
            return value;
        }

        private @Nullable Double value(Scale scale) {
            return switch (scale) {
                case Scale.Number number -> number.value();
                case Scale.Element element -> {
                    Tensor tensor = tensors.get(element.tensor());
                    yield tensor.elements() != 1 ? null : element.divides() ? 1 / tensor.at(0) : (Double) tensor.at(0);
                }
                case Scale.InverseRoot root -> {
                    Tensor shape = tensors.get(root.shape());
                    double width = shape.at(shape.elements() - 1);
                    yield 1 / Math.sqrt(shape.elements() == 4 ? width : width / root.heads());
                }
            };
        }
    }
}
