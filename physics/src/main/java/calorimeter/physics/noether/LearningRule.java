// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.noether;

/// Gradient descent with momentum, as a law of motion of parameters q and velocities v:
///
///     v_(n+1) = βv_n − (1−δ)(g_n + kq_n)        q_(n+1) = q_n + ηv_(n+1)          coupled decay (L2)
///     v_(n+1) = βv_n − (1−δ)g_n                 q_(n+1) = (1−ηk)q_n + ηv_(n+1)    decoupled decay
///
/// with g = ∇f. PyTorch's momentum buffer is −v, and its first step is undamped whatever δ: take
/// [#firstStepOfPyTorch] for that one step, from v = 0. Without momentum (β = 0) PyTorch ignores δ: take δ = 0. A
/// schedule is another rule at every step.
///
/// Source: Kunin et al., arXiv:2012.04728, §3; Tanaka & Kunin, arXiv:2105.02716, §2.
///
/// @param learningRate η > 0
/// @param momentum     β in [0, 1)
/// @param dampening    δ in [0, 1)
/// @param decay        k ≥ 0
/// @param kind         where the decay acts
public record LearningRule(double learningRate, double momentum, double dampening, double decay, Decay kind) {

    /// Where weight decay acts.
    public enum Decay {
        /// In the gradient, so that momentum carries it.
        COUPLED,
        /// On the parameters themselves, beside the momentum.
        DECOUPLED
    }

    /// @throws IllegalArgumentException if a value is outside its range
    public LearningRule {
        if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
            throw new IllegalArgumentException("learning rate is " + learningRate + " but must be positive and finite");
        }
        requireFraction("momentum", momentum);
        requireFraction("dampening", dampening);
        if (!(decay >= 0) || Double.isInfinite(decay)) {
            throw new IllegalArgumentException("decay is " + decay + " but must be finite and at least 0");
        }
    }

    private static void requireFraction(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(name + " is " + value + " but must be at least 0 and below 1");
        }
    }

    /// Plain gradient descent with learning rate η and coupled decay k.
    public static LearningRule descent(double learningRate, double decay) {
        return heavyBall(learningRate, 0, decay);
    }

    /// Undamped momentum with coupled decay.
    public static LearningRule heavyBall(double learningRate, double momentum, double decay) {
        return new LearningRule(learningRate, momentum, 0, decay, Decay.COUPLED);
    }

    /// The same rule with another learning rate: a step of a schedule.
    public LearningRule withLearningRate(double next) {
        return new LearningRule(next, momentum, dampening, decay, kind);
    }

    /// The rule of PyTorch's first step: no dampening. Its buffer begins as d_0, not (1−δ)d_0.
    public LearningRule firstStepOfPyTorch() {
        return new LearningRule(learningRate, momentum, 0, decay, kind);
    }

    /// The rule under which cq and v/c move as q and v do under this one, when f does not depend on |q|:
    /// (w, v, η, k) → (cw, v/c, c²η, k/c²). Directions are the same, exactly.
    ///
    /// @param scale c > 0
    public LearningRule rescaled(double scale) {
        return new LearningRule(scale * scale * learningRate, momentum, dampening, decay / (scale * scale), kind);
    }

    /// h = η(1−δ), the time of one step.
    public double timeStep() {
        return learningRate * (1 - dampening);
    }

    /// m = h(1+β)/2, the mass of the modified equation of motion.
    public double mass() {
        return timeStep() * (1 + momentum) / 2;
    }

    /// μ = 1 − β, its friction.
    public double friction() {
        return 1 - momentum;
    }

    /// k where the decay is coupled, else 0.
    public double coupledDecay() {
        return kind == Decay.COUPLED ? decay : 0;
    }

    /// 1 − ηk where the decay is decoupled, else 1: what a step leaves of q by itself.
    public double retention() {
        return kind == Decay.DECOUPLED ? 1 - learningRate * decay : 1;
    }

    /// k of a rule whose decay is coupled, as all closed forms and continuous predictions need it.
    ///
    /// @throws IllegalArgumentException if the rule has decoupled decay
    double requireCoupled() {
        if (kind == Decay.DECOUPLED && decay != 0) {
            throw new IllegalArgumentException("decay is decoupled, but this formula holds for coupled decay alone: "
                    + "step the exact law instead");
        }
        return coupledDecay();
    }

    /// One step in place.
    ///
    /// @param position q, becomes q_(n+1)
    /// @param velocity v, becomes v_(n+1)
    /// @param gradient g_n at the old q
    public void advance(double[] position, double[] velocity, double[] gradient) {
        double decayed = coupledDecay();
        double kept = retention();
        for (int i = 0; i < position.length; i++) {
            velocity[i] = momentum * velocity[i] - (1 - dampening) * (gradient[i] + decayed * position[i]);
            position[i] = kept * position[i] + learningRate * velocity[i];
        }
    }
}
