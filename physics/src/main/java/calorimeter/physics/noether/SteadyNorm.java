// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.noether;

/// Where a block whose scale the loss does not see comes to rest, exactly for δ = 0 and with h for η otherwise.
///
///     angle between q_n and q_(n+1)   cos θ = 1 − hk/(1+β)          whatever the gradients' correlation
///     coherent gradients              r⁴ = h(1+β)|ĝ|²/((1−β)²k(2 − hk/(1+β)))
///     white gradients                 r⁴ = h|ĝ|²/((1−β)k(2 − hk/(1+β)))       mean over many dimensions
///
/// The printed r⁴ is the coherent one: (1+β)/(1−β) times too large for noise, 19 at β = 0.9.
///
/// Source: derived in docs/theory.md; compare Tanaka & Kunin, arXiv:2105.02716, §5, and Wan et al., arXiv:2006.08419.
public final class SteadyNorm {

    private SteadyNorm() {}

    /// cos θ = 1 − hk/(1+β).
    public static double cosine(LearningRule rule) {
        return 1 - share(rule);
    }

    /// θ in radians; about sqrt(2hk/(1+β)).
    public static double angle(LearningRule rule) {
        // sin²(θ/2) = (1 − cos θ)/2, without cancellation.
        return 2 * StrictMath.asin(Math.sqrt(share(rule) / 2));
    }

    private static double share(LearningRule rule) {
        return rule.timeStep() * rule.requireCoupled() / (1 + rule.momentum());
    }

    /// r⁴ under gradients that turn with the block.
    ///
    /// @param angularGradient |ĝ|² = r²|∇f|²
    public static double coherent(LearningRule rule, double angularGradient) {
        return white(rule, angularGradient) * (1 + rule.momentum()) / rule.friction();
    }

    /// r⁴ under gradients of which those of different steps are uncorrelated.
    public static double white(LearningRule rule, double angularGradient) {
        return rule.timeStep() * angularGradient / (rule.friction() * rule.requireCoupled() * (2 - share(rule)));
    }

    /// ρ = ⟨w, ∂f/∂w⟩ of a filter w before a normalisation (ε/(σ²+ε))·γ ∂f/∂γ, exact: how ε breaks its scale symmetry.
    /// Enters [QuadraticCharge#after] as the violation.
    ///
    /// @param epsilon      ε of the normalisation
    /// @param variance     σ² of the filter's output over the batch
    /// @param gain         γ
    /// @param gainGradient ∂f/∂γ
    public static double violation(double epsilon, double variance, double gain, double gainGradient) {
        return epsilon / (variance + epsilon) * gain * gainGradient;
    }
}
