// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.optimizer;

import static calorimeter.engine.range.OutOfRangeException.require;

/// A learning rule and its constants.
public sealed interface OptimizerSettings {

    double learningRate();

    double weightDecay();

    /// What the rules with running moments have in common.
    sealed interface Moments extends OptimizerSettings {

        double beta1();

        double beta2();

        double epsilon();
    }

    /// Decoupled weight decay (Loshchilov & Hutter, arXiv:1711.05101), as torch.optim.AdamW:
    ///
    ///     w ← (1 − ηλ) w,   m ← m + (1 − β₁)(g − m),   v ← β₂ v + (1 − β₂) g²
    ///     w ← w − η/(1 − β₁ᵗ) · m / (√v/√(1 − β₂ᵗ) + ε)
    record AdamW(double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
            implements Moments {
        public AdamW {
            checkRates(learningRate, weightDecay);
            checkMoments(beta1, beta2, epsilon);
        }
    }

    /// As [AdamW], but the decay enters the gradient: g ← g + λw (torch.optim.Adam).
    record Adam(double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
            implements Moments {
        public Adam {
            checkRates(learningRate, weightDecay);
            checkMoments(beta1, beta2, epsilon);
        }
    }

    /// Stochastic gradient descent with momentum β and dampening δ, as torch.optim.SGD:
    ///
    ///     g ← g + λw,   b ← β b + (1 − δ) g (the first time b ← g),   w ← w − η b
    record Sgd(double learningRate, double momentum, double dampening, double weightDecay)
            implements OptimizerSettings {
        public Sgd {
            checkRates(learningRate, weightDecay);
            requireShare("momentum", momentum);
            require(dampening >= 0 && dampening <= 1, "dampening", dampening, "in [0, 1]");
        }
    }

    private static void checkRates(double learningRate, double weightDecay) {
        require(
                learningRate > 0 && learningRate < Double.POSITIVE_INFINITY,
                "learning rate",
                learningRate,
                "a positive number");
        require(
                weightDecay >= 0 && weightDecay < Double.POSITIVE_INFINITY,
                "weight decay",
                weightDecay,
                "0 or a positive number");
    }

    /// Requires a share of the past that is below 1 in single precision, too.
    static void requireShare(String setting, double value) {
        require(value >= 0 && value < 1, setting, value, "in [0, 1)");
        require((float) value < 1, setting, value, "at most 0.99999997, the last number below 1 in single precision");
    }

    private static void checkMoments(double beta1, double beta2, double epsilon) {
        requireShare("beta1", beta1);
        requireShare("beta2", beta2);
        require(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY, "epsilon", epsilon, "a positive number");
        require(
                (float) epsilon > 0 && epsilon <= Float.MAX_VALUE,
                "epsilon",
                epsilon,
                "from 1.4e-45 to 3.4e38, the range of single precision");
    }
}
