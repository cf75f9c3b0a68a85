// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.noether;

/// The charge of a translation and its velocity: S = Σq and V = Σv over the parameters that move together, with signs.
/// One step of a learning rule gives, exactly,
///
///     coupled     V′ = βV − (1−δ)(kS + ρ)     S′ = S + ηV′
///     decoupled   V′ = βV − (1−δ)ρ            S′ = (1 − ηk)S + ηV′
///
/// with ρ = Σ∂f/∂q, 0 for an exact symmetry.
///
/// @param charge   S, in units of a parameter
/// @param velocity V
public record TranslationCharge(double charge, double velocity) {

    /// One step later, for an exact symmetry.
    public TranslationCharge after(LearningRule rule) {
        return after(rule, 0);
    }

    /// One step later.
    ///
    /// @param violation ρ = Σ∂f/∂q before the step
    public TranslationCharge after(LearningRule rule, double violation) {
        double force = rule.coupledDecay() * charge + violation;
        double next = rule.momentum() * velocity - (1 - rule.dampening()) * force;
        return new TranslationCharge(rule.retention() * charge + rule.learningRate() * next, next);
    }
}
