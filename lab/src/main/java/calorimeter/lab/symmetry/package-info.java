// SPDX-License-Identifier: Apache-2.0
/// Symmetries of the losses of this laboratory's models, found from their architecture and checked.
///
/// Read [calorimeter.lab.symmetry.ModelSymmetries] first: it finds the symmetries, part by part.
/// [calorimeter.lab.symmetry.LossCheck] holds them against the engine's gradient,
/// [calorimeter.lab.symmetry.TwinCheck] against a small twin of the model in double precision, where the number of
/// conservation laws can be counted. Imports the engine and physics, not `run`.
@NullMarked
package calorimeter.lab.symmetry;

import org.jspecify.annotations.NullMarked;
