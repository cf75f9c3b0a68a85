// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.noether;

/// A quadratic charge with what its next value depends on: of scale and rescale symmetries, or one entry of a matrix
/// charge.
///
///     R = ⟨q, q⟩     P = ⟨q, v⟩     N = ⟨v, v⟩
///
/// The product counts the second partner of a pair with a minus sign; of matrices it is aᵀb, symmetrised. R and N may
/// be negative then. One step of a learning rule gives, exactly and for any learning rate,
///
///     coupled     R′ = (1 − 2hk)R + 2ηβP + η²N′ − 2hρ              P′ = βP − (1−δ)(kR + ρ) + ηN′
///     decoupled   R′ = (1 − ηk)²R + 2η(1−ηk)(βP − (1−δ)ρ) + η²N′   P′ = (1−ηk)(βP − (1−δ)ρ) + ηN′
///
/// Only N′ must be measured. ρ = ⟨q, ∇f⟩ is 0 for an exact symmetry.
///
/// Source: derived in docs/theory.md; Kunin et al., arXiv:2012.04728, have the continuous form.
///
/// @param charge  R, in units of parameters squared
/// @param radial  P
/// @param kinetic N
public record QuadraticCharge(double charge, double radial, double kinetic) {

    /// Before the first step, from rest.
    public static QuadraticCharge atRest(double charge) {
        return new QuadraticCharge(charge, 0, 0);
    }

    /// One step later, for an exact symmetry.
    ///
    /// @param nextKinetic N′ = ⟨v′, v′⟩ as measured after the step
    public QuadraticCharge after(LearningRule rule, double nextKinetic) {
        return after(rule, nextKinetic, 0);
    }

    /// One step later.
    ///
    /// @param nextKinetic N′ = ⟨v′, v′⟩ as measured after the step
    /// @param violation   ρ = ⟨q, ∇f⟩ before the step, with the signs of the charge
    public QuadraticCharge after(LearningRule rule, double nextKinetic, double violation) {
        double eta = rule.learningRate();
        double kept = rule.retention();
        double force = rule.coupledDecay() * charge + violation;
        double nextRadial = rule.momentum() * radial - (1 - rule.dampening()) * force;
        return new QuadraticCharge(
                kept * kept * charge + 2 * eta * kept * nextRadial + eta * eta * nextKinetic,
                kept * nextRadial + eta * nextKinetic,
                nextKinetic);
    }

    /// R′ = (1−hk)²R + h²⟨g, g⟩, one step of gradient descent without momentum for an exact symmetry. The same for
    /// either kind of decay, with η for h in the first term when it is decoupled.
    ///
    /// @param gradientSquare ⟨g, g⟩ before the step, with the signs of the charge
    /// @throws IllegalArgumentException if the rule has momentum
    public static double afterDescent(LearningRule rule, double charge, double gradientSquare) {
        if (rule.momentum() != 0) {
            throw new IllegalArgumentException("momentum is " + rule.momentum() + " but must be 0: use after");
        }
        double h = rule.timeStep();
        double kept = rule.retention() - h * rule.coupledDecay();
        return kept * kept * charge + h * h * gradientSquare;
    }
}
