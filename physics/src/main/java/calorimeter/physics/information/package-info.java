// SPDX-License-Identifier: Apache-2.0
/// Information geometry of the probability simplex: the free-energy functional whose minimum is softmax, ways
/// to reach that minimum, and the distances and geodesics of the Fisher–Rao metric.
///
/// Read first: [calorimeter.physics.information.FreeEnergyFunctional] (what is minimised, with an exact
/// certificate), then [calorimeter.physics.information.FreeEnergyMinimisers] (two ways down) and
/// [calorimeter.physics.information.FisherRao] (the metric). Derivations are in docs/theory.md.
///
/// Imports the JDK, [calorimeter.physics.numeric] and [calorimeter.physics.ensemble].
@NullMarked
package calorimeter.physics.information;

import org.jspecify.annotations.NullMarked;
