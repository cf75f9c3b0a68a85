// SPDX-License-Identifier: Apache-2.0
/// Motion of distributions: Lagrangian flows on the simplex, the action of a path, and how a change of energy
/// divides into work and heat.
///
/// Read first, for the first law: [calorimeter.physics.action.FirstLaw] (one step), then
/// [calorimeter.physics.action.FirstLawLedger] (the running totals, which a training run carries and saves) and
/// [calorimeter.physics.action.FirstLawStep] (the diagnostics of the last step, which it only records);
/// [calorimeter.physics.action.Protocol] drives a system between two sets of levels at any rate, and
/// [calorimeter.physics.action.Jarzynski] checks the work of single trajectories, of which
/// [calorimeter.physics.action.Trajectory] is one. [calorimeter.physics.action.Dissipation] is what a sudden
/// step wastes, [calorimeter.physics.action.LinearDiffusion] what noise across the curvatures keeps wasting.
///
/// Read first, for motion: [calorimeter.physics.action.SphereLagrangian] (the system and its integrator),
/// [calorimeter.physics.action.SphereState] (what is carried), [calorimeter.physics.action.GradientFlow] (the
/// overdamped limit, in closed form), [calorimeter.physics.action.DiscretePath] (action and Euler–Lagrange
/// residual of any path), [calorimeter.physics.action.DepthAction] (the layers of a network as instants of
/// time) and [calorimeter.physics.action.DepthMotion] (whether they move like a particle).
///
/// Imports the JDK, [calorimeter.physics.numeric], [calorimeter.physics.ensemble] and
/// [calorimeter.physics.information].
@NullMarked
package calorimeter.physics.action;

import org.jspecify.annotations.NullMarked;
