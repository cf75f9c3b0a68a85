// SPDX-License-Identifier: Apache-2.0
/// Noether charges of a model in training, followed at every step: where the engine's training meets
/// `physics.noether`.
///
/// Read [calorimeter.lab.charge.NoetherCharges] first, the instrument. `GroupCharges` follows one group of symmetries.
/// It sums parameters, velocities and gradients over the blocks (`Summation`), and holds them against what theory says
/// they become: `QuadraticLaws`, `TranslationLaws`, and for blocks before a normalisation `NormLaws`.
///
/// Imports `engine`, `lab.observable`, `lab.symmetry` and `physics`.
@NullMarked
package calorimeter.lab.charge;

import org.jspecify.annotations.NullMarked;
