// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.onnx;

import calorimeter.scan.onnx.AttentionBlock.Step;
import org.jspecify.annotations.Nullable;

/// A step between scores and softmax, with its tensor and its number.
record ScoreChange(Step step, @Nullable Layered tensor, double number) {

    /// Whether it masks a key.
    boolean masks(int head, int query, int key) {
        return switch (step) {
            case Step.Plus plus ->
                isCondition() ? value(head, query, key) == 0 : isSentinel(plus, value(head, query, key));
            case Step.Visible visible -> (value(head, query, key) != 0) != visible.when();
            case Step.Causal causal -> key > query || (causal.window() > 0 && key <= query - causal.window());
            case Step.Padding _ -> tensor == null ? key >= number : value(head, query, key) == 0;
            case Step.Times _, Step.Cap _ -> false;
        };
    }

    private static boolean isSentinel(Step.Plus plus, double value) {
        return plus.sentinel() > 0 && plus.sign() * value <= -plus.sentinel() / 2;
    }

    /// The score of a visible key after it.
    double apply(double score, int head, int query, int key) {
        return switch (step) {
            case Step.Times _ -> score * number;
            case Step.Cap cap -> cap.cap() * Math.tanh(score / cap.cap());
            case Step.Plus plus -> isCondition() ? score : score + plus.sign() * value(head, query, key);
            case Step.Visible _, Step.Causal _, Step.Padding _ -> score;
        };
    }

    /// Whether the score of a visible key stays as it is.
    boolean keeps(int head, int query, int key) {
        return switch (step) {
            case Step.Times _, Step.Cap _ -> false;
            case Step.Plus _ -> isCondition() || value(head, query, key) == 0;
            case Step.Visible _, Step.Causal _, Step.Padding _ -> true;
        };
    }

    /// Whether scores after it are floats if they were floats before.
    boolean isExact() {
        return !(step instanceof Step.Times || step instanceof Step.Cap);
    }

    /// Whether it is the same for all heads.
    boolean isShared() {
        return tensor == null || tensor.shared();
    }

    private boolean isCondition() {
        return tensor != null && tensor.isCondition();
    }

    private double value(int head, int query, int key) {
        if (tensor == null) {
            throw new IllegalStateException(step + " has no tensor");
        }
        return tensor.at(head, query, key);
    }
}
