// SPDX-License-Identifier: Apache-2.0
/// The theory as a list of statements that can be run: each names a claim, a system it is tried on, how its
/// residual is computed and how large that may be.
///
/// Read first: [calorimeter.physics.theory.TheoryChecks] (the list), then
/// [calorimeter.physics.theory.TheoryCheck] (one statement) and [calorimeter.physics.theory.TheoryResult] (what
/// came of it). A class holds the checks of a topic; those of Lagrangian motion are in three. A check compares
/// what the library computes by its formula with the same quantity obtained along another route, so an error in
/// the formula shows as a residual above the tolerance. docs/theory.md derives the statements and refers to
/// checks by name.
///
/// Imports the JDK and every other package of this module.
@NullMarked
package calorimeter.physics.theory;

import org.jspecify.annotations.NullMarked;
