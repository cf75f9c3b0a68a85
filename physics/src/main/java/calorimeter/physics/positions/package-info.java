// SPDX-License-Identifier: Apache-2.0
/// How attention learns where its tokens stand, and which symmetry each way keeps: rotary, learned, sinusoidal
/// and linear position codes as functions from contents and positions to energies.
///
/// Read first: [calorimeter.physics.positions.PositionalEncoding] (the codes), then
/// [calorimeter.physics.positions.PositionedRow] (one query against its keys). What is measured on a row:
/// [calorimeter.physics.positions.ShiftCost] (all positions moved together) and
/// [calorimeter.physics.positions.PhaseHessian] (content turned in the planes of the frequencies: zero modes
/// and stiffnesses), listed by [calorimeter.physics.positions.GoldstoneMode].
///
/// Weights and embeddings are plain arrays; where they come from is the caller's affair. Imports the JDK,
/// [calorimeter.physics.numeric], [calorimeter.physics.ensemble] and [calorimeter.physics.information].
@NullMarked
package calorimeter.physics.positions;

import org.jspecify.annotations.NullMarked;
