// SPDX-License-Identifier: Apache-2.0
/// Motion of distributions: Lagrangian flows on the simplex, the action of a path, and how a change of energy
/// divides into work and heat.
///
/// Read first, for the first law: [calorimeter.physics.action.FirstLaw] (one step), then
/// [calorimeter.physics.action.FirstLawLedger] (the running totals, which a training run carries and saves) and
/// [calorimeter.physics.action.FirstLawStep] (the diagnostics of the last step, which it only records);
/// [calorimeter.physics.action.Protocol] drives a system between two sets of levels at any rate, and
/// [calorimeter.physics.action.Jarzynski] checks the work of single trajectories.
///
/// Read first, for motion: [calorimeter.physics.action.SphereLagrangian] (the system and its integrator),
/// [calorimeter.physics.action.SphereState] (what is carried), [calorimeter.physics.action.GradientFlow] (the
/// overdamped limit, in closed form), [calorimeter.physics.action.DiscretePath] (action and Euler–Lagrange
/// residual of any path) and [calorimeter.physics.action.DepthAction] (the layers of a network as instants of
/// time).
///
/// Imports the JDK, [calorimeter.physics.numeric], [calorimeter.physics.ensemble] and
/// [calorimeter.physics.information].
@NullMarked
package calorimeter.physics.action;

import org.jspecify.annotations.NullMarked;
