// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.training;

import static calorimeter.engine.range.OutOfRangeException.require;

import calorimeter.engine.model.Tensor;
import java.util.Optional;

/// What is done to weights besides following the gradient.
///
/// @param decaysBiases whether weight decay acts on biases and gains too, or on matrices alone
/// @param clamp what holds the norm of all matrices, if anything does
public record WeightSettings(boolean decaysBiases, Optional<Clamp> clamp) {

    /// All weights decay, and their norm is free.
    public static final WeightSettings FREE = new WeightSettings(true, Optional.empty());

    /// Holds the norm of all matrices together (Truong, arXiv:2606.18465): from update number `from` on, every update
    /// ends with
    ///
    ///     W ← W · ρ w_c/‖W‖,   ‖W‖² = Σ of the squares of all matrices' elements
    ///
    /// for every matrix, embeddings included. Biases and gains stay as they are and do not count.
    ///
    /// @param ratio ρ
    /// @param from number of the first update that ends so, from 1
    /// @param reference w_c
    public record Clamp(double ratio, int from, double reference) {

        public Clamp {
            require(
                    isPositive(ratio),
                    "norm clamp",
                    ratio,
                    "none, or RATIO:STEP with a positive ratio, such as 1.15:500");
            require(from >= 1, "norm clamp", from, "none, or RATIO:STEP with a step of at least 1, such as 1.15:500");
            require(
                    isPositive(reference),
                    "reference norm",
                    reference,
                    "a positive number with a norm clamp: the norm of all matrices at ratio 1");
        }

        private static boolean isPositive(double value) {
            return value > 0 && value < Double.POSITIVE_INFINITY;
        }

        /// ρ w_c.
        public double norm() {
            return ratio * reference;
        }
    }

    /// Whether weight decay acts on a tensor.
    public boolean decays(Tensor tensor) {
        return tensor.decays() && (decaysBiases || !tensor.vector());
    }

    void requireFits(FilterSettings filters) {
        require(
                clamp.isEmpty() || !filters.frozen(),
                "frozen norm",
                true,
                "false with a norm clamp, which would change the lengths that it holds");
    }
}
