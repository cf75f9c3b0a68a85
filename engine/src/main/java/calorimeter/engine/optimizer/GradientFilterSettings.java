// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.optimizer;

import static calorimeter.engine.range.OutOfRangeException.require;

/// What a gradient goes through, element by element, before the learning rule sees it.
public sealed interface GradientFilterSettings {

    /// The gradient as it is.
    GradientFilterSettings NONE = new None();

    /// How many times the largest gradient met so far the filtered one can be, at most.
    double gain();

    record None() implements GradientFilterSettings {
        @Override
        public double gain() {
            return 1;
        }
    }

    /// Grokfast-EMA (Lee et al., arXiv:2405.20233, algorithm 2): the slow part of the gradient is amplified,
    ///
    ///     h ← α h + (1 − α) g (the first time h ← g),   g ← g + λ h
    ///
    /// The source recommends α = 0.98 and λ = 2 for modular arithmetic. Ours: g is the gradient after clipping.
    ///
    /// @param alpha share of the past that the average keeps, in [0, 1)
    /// @param lambda amplification of the average, in [0, 1e6]
    record Grokfast(double alpha, double lambda) implements GradientFilterSettings {
        public Grokfast {
            OptimizerSettings.requireShare("grokfast alpha", alpha);
            require(lambda >= 0 && lambda <= 1e6, "grokfast lambda", lambda, "in [0, 1e6]");
        }

        @Override
        public double gain() {
            return 1 + lambda;
        }
    }
}
