// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.control;

import static calorimeter.engine.range.OutOfRangeException.require;

/// How the weight decay λ_t follows the landscape variance V, after Pandey, arXiv:2607.20552. With λ₀ the
/// weight decay of the settings and x the rate dV/dt between two readings of V, per epoch:
///
///     threshold   λ = λ₀ + κ max(0, μ − τ),   μ ← a μ + (1 − a) x,   μ = 0 before the first rate
///     discrete    λ = λ₀ + Δ when μ > τ, else λ₀;   μ as above
///     z-score     λ = λ₀ + max(0, Z − z),   Z = (x − m)/√v, with the running mean and variance
///                 d = x − m,   m ← m + (1 − a) d,   v ← a (v + (1 − a) d²);   m = x, v = 0 at the first rate
///
/// λ = λ₀ until the gate has opened: see [WeightDecayController].
///
/// From the source: threshold law with κ = 5, τ = 0.02 and a = 0.9, z-score with z = 2 and a = 0.9, both starts
/// of the z-score, a discrete variant. Ours: that the z-score is of the rate, as the threshold's μ is; its
/// running variance, and that x is part of it, so that Z ≤ √(a/(1 − a)) = 3 and λ ≤ λ₀ + 1 with the source's
/// numbers; the start of μ; the form of the discrete law, and Δ = 1, the most that the z-score adds; a rate per
/// epoch, whatever the time between readings.
public sealed interface ControlLaw {

    /// λ = λ₀: no sensor is read.
    ControlLaw CONSTANT = new Constant();

    record Constant() implements ControlLaw {}

    /// What the laws that act have in common.
    sealed interface Acting extends ControlLaw {

        /// a, the share of the past in the running averages, in [0, 1)
        double smoothing();
    }

    /// @param gain κ, 0 or above
    /// @param threshold τ, per epoch
    /// @param smoothing a, in [0, 1)
    record Threshold(double gain, double threshold, double smoothing) implements Acting {
        public Threshold {
            requireNotNegative("controller gain", gain);
            requireNumber("controller threshold", threshold);
            requireSmoothing(smoothing);
        }
    }

    /// @param increment Δ, 0 or above
    /// @param threshold τ, per epoch
    /// @param smoothing a, in [0, 1)
    record Discrete(double increment, double threshold, double smoothing) implements Acting {
        public Discrete {
            requireNotNegative("controller step", increment);
            requireNumber("controller threshold", threshold);
            requireSmoothing(smoothing);
        }
    }

    /// @param level z, what Z must exceed
    /// @param smoothing a, in [0, 1)
    /// @param coldStart whether the sensor begins to be read when the gate opens, so that m and v know nothing
    ///     of what was before; otherwise it is read from step 0 (the source's continuous sensor)
    record ZScore(double level, double smoothing, boolean coldStart) implements Acting {
        public ZScore {
            requireNumber("controller z", level);
            requireSmoothing(smoothing);
        }
    }

    private static void requireNotNegative(String setting, double value) {
        require(value >= 0 && value <= 1e6, setting, value, "a number from 0 to 1e6");
    }

    private static void requireNumber(String setting, double value) {
        require(Math.abs(value) <= 1e6, setting, value, "a number between -1e6 and 1e6");
    }

    private static void requireSmoothing(double value) {
        require(value >= 0 && value < 1, "controller smoothing", value, "in [0, 1)");
    }
}
