// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.noether;

/// The equation of motion that a learning rule with momentum and coupled decay follows to second order in η, in time
/// t = hn:
///
///     m q̈ + μ q̇ + ∇f + kq = 0,     L = e^((μ/m)t) [(m/2)|q̇|² − f − (k/2)|q|²]
///
/// The learning rule is the kinetic energy, the loss the potential. A symmetry q → q + sX(q) of f gives
///
///     d/dt⟨q̇, X⟩ = −(μ/m)⟨q̇, X⟩ + ⟨q̇, DX·q̇⟩ − (k/m)⟨q, X⟩
///
/// The last term is missing in the paper; it is 0 for rotations. ⟨q̇, DX·q̇⟩ is the kinetic breaking of the symmetry.
///
/// Source: Tanaka & Kunin, arXiv:2105.02716, §3 and §4; start and decay term derived in docs/theory.md.
///
/// @param rule with coupled decay
public record ModifiedEquation(LearningRule rule) {

    /// @throws IllegalArgumentException if the rule has decoupled decay
    public ModifiedEquation {
        rule.requireCoupled();
    }

    /// q̈ = −(μq̇ + ∇f + kq)/m.
    public double[] acceleration(double[] position, double[] rate, double[] gradient) {
        double[] acceleration = new double[position.length];
        for (int i = 0; i < position.length; i++) {
            acceleration[i] = -(rule.friction() * rate[i] + gradient[i] + rule.decay() * position[i]) / rule.mass();
        }
        return acceleration;
    }

    /// q̇(0) = (2βv_0/(1−δ) − g_0 − kq_0)/(1+β), the start with an error of O(η²) once the transient is over.
    public double[] startRate(double[] position, double[] velocity, double[] gradient) {
        double beta = rule.momentum();
        double[] rate = new double[position.length];
        for (int i = 0; i < position.length; i++) {
            rate[i] = (2 * beta * velocity[i] / (1 - rule.dampening()) - gradient[i] - rule.decay() * position[i])
                    / (1 + beta);
        }
        return rate;
    }

    /// q̇(0) = v_0/(1−δ), the start that suggests itself; its error is O(η).
    public double[] simpleStartRate(double[] velocity) {
        double[] rate = velocity.clone();
        for (int i = 0; i < rate.length; i++) {
            rate[i] /= 1 - rule.dampening();
        }
        return rate;
    }

    /// d/dt⟨q̇, X⟩ of an exact symmetry.
    ///
    /// @param charge   ⟨q̇, X⟩
    /// @param breaking ⟨q̇, DX·q̇⟩
    /// @param overlap  ⟨q, X⟩
    public double noetherRate(double charge, double breaking, double overlap) {
        return -rule.friction() / rule.mass() * charge + breaking - rule.decay() / rule.mass() * overlap;
    }

    /// q̇ = −(1/μ)[∇F + (h(1+β)/2μ²)·H∇F], F = f + k|q|²/2: the slow motion after the transient, to second order in η.
    ///
    /// @param gradient of F
    /// @param curved   H∇F, the Hessian of F times its gradient: half of ∇|∇F|²
    public double[] slowRate(double[] gradient, double[] curved) {
        double friction = rule.friction();
        double weight = rule.mass() / (friction * friction);
        double[] rate = new double[gradient.length];
        for (int i = 0; i < rate.length; i++) {
            rate[i] = -(gradient[i] + weight * curved[i]) / friction;
        }
        return rate;
    }

    /// q_0 + (hβ/μ)(v_0/(1−δ) + ∇F/μ), where the slow motion seems to begin.
    ///
    /// @param gradient of F at q_0
    public double[] slowStart(double[] position, double[] velocity, double[] gradient) {
        double friction = rule.friction();
        double reach = rule.timeStep() * rule.momentum() / friction;
        double[] start = new double[position.length];
        for (int i = 0; i < start.length; i++) {
            start[i] = position[i] + reach * (velocity[i] / (1 - rule.dampening()) + gradient[i] / friction);
        }
        return start;
    }

    /// μh/m = 2(1−β)/(1+β), the decay of the fast mode per step in this equation. The rule itself has −ln β, more by
    /// the fraction s²/3 for every η, s = (1−β)/(1+β): do not expect convergence in η there.
    public double fastDecay() {
        return 2 * rule.friction() / (1 + rule.momentum());
    }
}
