// SPDX-License-Identifier: Apache-2.0
/// The canonical ensemble of one finite spectrum, k_B = 1.
///
/// Read first: [calorimeter.physics.ensemble.EnergySpectrum] (the levels),
/// [calorimeter.physics.ensemble.CanonicalState] (everything thermodynamic at one temperature) and
/// [calorimeter.physics.ensemble.SpecificHeatCurve] (all temperatures). The one numerical loop is in
/// [calorimeter.physics.ensemble.GibbsMoments]; [calorimeter.physics.ensemble.SpecificHeatIdentities] checks it
/// along five independent routes.
///
/// Imports the JDK and [calorimeter.physics.numeric]; knows nothing of attention.
@NullMarked
package calorimeter.physics.ensemble;

import org.jspecify.annotations.NullMarked;
