package calorimeter.engine.optimizer;

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
    /// @param lambda amplification of the average, 0 or above
    record Grokfast(double alpha, double lambda) implements GradientFilterSettings {
        public Grokfast {
            if (!(alpha >= 0 && alpha < 1)) {
                throw new IllegalArgumentException("Grokfast's alpha is " + alpha + " but must be in [0, 1)");
            }
            if (!(lambda >= 0 && lambda < Float.MAX_VALUE)) {
                throw new IllegalArgumentException("Grokfast's lambda is " + lambda + " but must be 0 or above");
            }
        }

        @Override
        public double gain() {
            return 1 + lambda;
        }
    }
}
