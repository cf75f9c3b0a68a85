// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// One attention of the graph: which tensors hold its scores, and what happens to them before softmax.
///
/// @param node for messages
/// @param scores the tensor of scores before the first mask, [… × queries × keys]
/// @param steps what follows, in order, up to softmax
/// @param axis of softmax; −1 is the last
/// @param evidence the model's own softmax, to which the block is compared
/// @param scales chains of factors between the product of queries and keys and the score, from the product
///     outward
record AttentionBlock(
        String node, String scores, List<Step> steps, int axis, Evidence evidence, List<List<Scale>> scales) {

    /// Something that is done to scores.
    sealed interface Step {

        /// The score times a number.
        record Times(Scale factor) implements Step {}

        /// c tanh(s/c).
        record Cap(double cap) implements Step {}

        /// The score plus (minus) a tensor; or, when that is of booleans, a mask that is true at visible
        /// keys.
        ///
        /// @param sentinel the number of the graph that stands for −∞, without its sign; 0 when there is
        ///     none. Keys with half of it or more are masked
        record Plus(String tensor, double sign, double sentinel) implements Step {}

        /// A mask by a condition.
        record Visible(String condition, boolean when) implements Step {}

        /// Keys after the query are masked, and those `window` or more before it; 0 for no window.
        record Causal(long window) implements Step {}

        /// ONNX Runtime's own masks: 0 for a masked key, or the number of keys that are not padding.
        record Padding(String tensor) implements Step {}
    }

    /// A factor.
    sealed interface Scale {

        record Factor(double value) implements Scale {}

        /// A tensor of one element that the graph computes from shapes. One of more elements is no scale
        /// and ends the chain.
        record Element(String tensor, boolean divides) implements Scale {}

        /// 1/√d, where a tensor of shape […, heads·d] is meant.
        record InverseRoot(String shape, long heads) implements Scale {}
    }

    /// What the model itself has computed.
    sealed interface Evidence {

        /// Attention weights.
        record Weights(String tensor) implements Evidence {}

        /// Mixed values, [batch × queries × heads·d], with the values that were mixed, [batch × heads ×
        /// keys × d], for operators that show no weights.
        record Mixture(String mixed, String values) implements Evidence {}
    }

    /// Whether scores go through a tanh.
    boolean capped() {
        return steps.stream().anyMatch(Step.Cap.class::isInstance);
    }

    /// Tensors that the model has to hand out.
    Set<String> tensors() {
        Set<String> names = new TreeSet<>(masks());
        names.add(scores);
        switch (evidence) {
            case Evidence.Weights weights -> names.add(weights.tensor());
            case Evidence.Mixture mixture -> names.addAll(List.of(mixture.mixed(), mixture.values()));
        }
        scales.forEach(chain -> chain.forEach(scale -> addTensor(scale, names)));
        return names;
    }

    /// Those of [#tensors] that have an element for every head, query and key.
    Set<String> tables() {
        return evidence instanceof Evidence.Weights weights ? Set.of(scores, weights.tensor()) : Set.of(scores);
    }

    /// Tensors of masks and biases, which blocks often have in common.
    List<String> masks() {
        List<String> names = new ArrayList<>();
        Set<String> factors = new TreeSet<>();
        for (Step step : steps) {
            switch (step) {
                case Step.Times times -> addTensor(times.factor(), factors);
                case Step.Plus plus -> names.add(plus.tensor());
                case Step.Visible visible -> names.add(visible.condition());
                case Step.Padding padding -> names.add(padding.tensor());
                case Step.Cap _, Step.Causal _ -> {}
            }
        }
        names.addAll(factors);
        return names;
    }

    private static void addTensor(Scale scale, Set<String> names) {
        switch (scale) {
            case Scale.Factor _ -> {}
            case Scale.Element element -> names.add(element.tensor());
            case Scale.InverseRoot root -> names.add(root.shape());
        }
    }
}
