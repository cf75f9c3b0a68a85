// SPDX-License-Identifier: Apache-2.0
/// Systems whose thermodynamics is known in closed form, two levels and equally spaced levels, or as an
/// integral: Gaussian random energies, whose averages at n levels are what unrelated keys show.
///
/// They are here to be used: the tests compare the general code of [calorimeter.physics.ensemble] with them,
/// and a reader can do the same. Read first [calorimeter.physics.exact.SolvableSystem]. The closed forms never
/// call the general code; only `spectrum()` refers to it.
///
/// Imports the JDK and [calorimeter.physics.ensemble].
@NullMarked
package calorimeter.physics.exact;

import org.jspecify.annotations.NullMarked;
