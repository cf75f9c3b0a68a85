// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.onnx;

import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Kernels;
import calorimeter.scan.onnx.AttentionBlock.Evidence;
import calorimeter.scan.source.ModelException;

/// Compares weights that follow from scores and masks with what the model itself has computed.
final class SoftmaxCheck {

    /// Most that a weight may differ; of mixed values, that much of the largest value.
    static final double TOLERANCE = 1e-6;

    private final String title;
    private final Evidence evidence;
    private final Scales tensors;
    private final int heads;
    private final int length;
    private final Layered weights;
    private final Kernel kernel = Kernels.active();

    /// @param length tokens that the model has seen
    /// @param first query of the scores
    SoftmaxCheck(String title, Evidence evidence, Scales tensors, Tensor scores, int first, int heads, int length) {
        this.title = title;
        this.evidence = evidence;
        this.tensors = tensors;
        this.heads = heads;
        this.length = length;
        Tensor own = evidence instanceof Evidence.Weights handed ? tensors.tensor(handed.tensor()) : scores;
        if (own.isHalf()) {
            throw new ModelException(title + " computes attention in 16 bits, which cannot be compared to " + TOLERANCE
                    + "; export the model in float32");
        }
        weights = new Layered(own, scores.dims(), heads, first);
    }

    /// Compares one row.
    ///
    /// @param share room for a row
    /// @throws ModelException when it differs
    void compare(int head, int query, int[] positions, int count, double[] row, float[] share) {
        double top = row[0];
        for (int j = 1; j < count; j++) {
            top = Math.max(top, row[j]);
        }
        for (int j = 0; j < count; j++) {
            share[j] = (float) (row[j] - top);
        }
        kernel.exponential(0, share, 0, share, 0, count);
        normalise(share, count);
        switch (evidence) {
            case Evidence.Weights _ -> compareWeights(head, query, positions, count, share);
            case Evidence.Mixture own -> compareMixture(own, head, query, positions, count, share);
        }
    }

    /// Compares one row whose keys stand together, from `first` on.
    ///
    /// @param scores of these keys, from index 0 on
    /// @param share room for a row, as `own`
    /// @return false when it has to be compared key by key: because it differs, or is not of floats
    boolean agrees(int head, int query, int first, int count, float[] scores, float[] share, float[] own) {
        if (!(evidence instanceof Evidence.Weights) || !weights.hasRows()) {
            return false;
        }
        weights.read(head, query, length, own);
        float top = kernel.maximum(scores, 0, count);
        kernel.exponential(top, scores, 0, share, 0, count);
        normalise(share, count);
        boolean same = Float.isFinite(top);
        for (int j = 0; j < count; j++) {
            same &= Math.abs(own[first + j] - share[j]) <= TOLERANCE && scores[j] >= -Float.MAX_VALUE;
        }
        for (int key = 0; key < first; key++) {
            same &= Math.abs(own[key]) <= TOLERANCE;
        }
        for (int key = first + count; key < length; key++) {
            same &= Math.abs(own[key]) <= TOLERANCE;
        }
        return same;
    }

    private static void normalise(float[] share, int count) {
        double sum = 0;
        for (int j = 0; j < count; j++) {
            sum += share[j];
        }
        float inverse = (float) (1 / sum);
        for (int j = 0; j < count; j++) {
            share[j] *= inverse;
        }
    }

    private void compareWeights(int head, int query, int[] positions, int count, float[] share) {
        int next = 0;
        for (int key = 0; key < length; key++) {
            double expected = next < count && positions[next] == key ? share[next++] : 0;
            double weight = weights.at(head, query, key);
            if (!(Math.abs(weight - expected) <= TOLERANCE)) {
                throw new ModelException(title + " does not agree with the model: head " + head + ", query " + query
                        + ", key " + key + " has the weight " + weight + " in the model's softmax but " + expected
                        + " from its scores and masks (at most " + TOLERANCE + " apart is allowed)");
            }
        }
    }

    private void compareMixture(Evidence.Mixture own, int head, int query, int[] positions, int count, float[] share) {
        Tensor mixed = tensors.tensor(own.mixed());
        Tensor values = tensors.tensor(own.values());
        int size = values.dim(-1);
        int start = head / (heads / values.dim(1)) * length;
        for (int i = 0; i < size; i++) {
            double sum = 0;
            double largest = 1;
            for (int j = 0; j < count; j++) {
                double element = values.at((start + positions[j]) * size + i);
                sum += share[j] * element;
                largest = Math.max(largest, Math.abs(element));
            }
            double found = mixed.at(query * mixed.dim(-1) + head * size + i);
            if (!(Math.abs(found - sum) <= TOLERANCE * largest)) {
                throw new ModelException(title + " does not agree with the model: head " + head + ", query " + query
                        + " mixes values to " + found + " in the model but to " + sum
                        + " by its scores and masks (at most " + TOLERANCE * largest + " apart is allowed)");
            }
        }
    }
}
