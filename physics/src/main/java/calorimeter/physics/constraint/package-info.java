// SPDX-License-Identifier: Apache-2.0
/// Minimising f(x) subject to g(x) ≤ 0 or g(x) = 0 by multipliers.
///
/// Read first: [calorimeter.physics.constraint.DualRule] (the formulas), then
/// [calorimeter.physics.constraint.Multiplier] (one multiplier in time). Training under constraints and
/// `theory constraints` use the same code. Imports the JDK alone.
@NullMarked
package calorimeter.physics.constraint;

import org.jspecify.annotations.NullMarked;
