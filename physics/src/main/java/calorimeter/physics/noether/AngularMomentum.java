// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.noether;

/// The charge of a rotation, L = ⟨v, Mq⟩ with Mᵀ = −M; of matrices L = aᵀv − vᵀa. One step of a learning rule gives,
/// exactly and for every η, k and δ,
///
///     coupled   L′ = βL − (1−δ)τ          decoupled   L′ = (1−ηk)(βL − (1−δ)τ)
///
/// with τ = ⟨∇f, Mq⟩, 0 for an exact symmetry. Coupled decay drops out since ⟨q, Mq⟩ = 0. From rest L stays 0.
public final class AngularMomentum {

    private AngularMomentum() {}

    /// L one step later, for an exact symmetry.
    public static double after(LearningRule rule, double momentum) {
        return after(rule, momentum, 0);
    }

    /// L one step later.
    ///
    /// @param torque τ = ⟨∇f, Mq⟩ before the step
    public static double after(LearningRule rule, double momentum, double torque) {
        return rule.retention() * (rule.momentum() * momentum - (1 - rule.dampening()) * torque);
    }
}
