// SPDX-License-Identifier: Apache-2.0
/// Training under constraints: `--constraint "attention.S.read >= 0.9"`.
///
/// Read first: [calorimeter.lab.constraint.Constraint] (one of them as text), then
/// [calorimeter.lab.constraint.ConstrainedQuantity] (what has a gradient) and
/// [calorimeter.lab.constraint.Constrained] (what happens at a step). How a multiplier moves is in
/// `physics.constraint`. May import `engine`, `physics`, `lab.observable` and `lab.text`.
@NullMarked
package calorimeter.lab.constraint;

import org.jspecify.annotations.NullMarked;
