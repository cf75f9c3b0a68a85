// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.positions;

/// One plane of a head as a mode. A global shift of positions by c turns everything in the plane by θc, and
/// costs ½(θc)² times the uniform stiffness: nothing when that vanishes (a Goldstone mode of the unbroken
/// symmetry). Moving the *query alone* by c changes F by θc times the torque on its phase,
/// [PhaseHessian#relativeTorque], and ½(θc)² times the relative stiffness, which is a curvature and not yet a
/// cost. Both are small in the slow planes, θ → 0, whatever their content.
///
/// @param frequency         θ, in radians per position
/// @param energyScale       ⟨|Q||K|⟩ in the plane
/// @param uniformStiffness  ∂²F/∂φ² with query and keys turned together, in units of energy
/// @param relativeStiffness ∂²F/∂φ² with the query turned alone, in units of energy; negative when the query
///     points away from keys it attends to
public record GoldstoneMode(double frequency, double energyScale, double uniformStiffness, double relativeStiffness) {

    /// θ²·relative stiffness: the second derivative of F in the query's position, from this plane alone.
    public double positionStiffness() {
        return frequency * frequency * relativeStiffness;
    }
}
