// SPDX-License-Identifier: Apache-2.0
/// Intervals and p-values by resampling, for statistics that have no formula of their own.
///
/// Read [calorimeter.statistics.resampling.Bootstrap] first, then
/// [calorimeter.statistics.resampling.PermutationTest]. Randomness is passed in. Imports the JDK, Hipparchus,
/// [calorimeter.statistics.estimate] and [calorimeter.statistics.classical].
@NullMarked
package calorimeter.statistics.resampling;

import org.jspecify.annotations.NullMarked;
