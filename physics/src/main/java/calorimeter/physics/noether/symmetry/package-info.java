// SPDX-License-Identifier: Apache-2.0
/// Symmetries of a loss as values: which entries of which tensors they move, their charges, and how many independent
/// conservation laws there are.
///
/// Read first [calorimeter.physics.noether.symmetry.Symmetry]; [calorimeter.physics.noether.symmetry.Symmetries] and
/// [calorimeter.physics.noether.symmetry.AttentionSymmetries] make those of common architectures from names of tensors.
/// [calorimeter.physics.noether.symmetry.Block] is a view into a tensor, [calorimeter.physics.noether.symmetry.Tensors]
/// its numbers. [calorimeter.physics.noether.symmetry.LawCount] has the number of laws as formulas,
/// [calorimeter.physics.noether.symmetry.Orbit] finds it from vector fields. A matrix maps rows: y = x@W.
///
/// Imports the JDK and [calorimeter.physics.numeric].
@NullMarked
package calorimeter.physics.noether.symmetry;

import org.jspecify.annotations.NullMarked;
