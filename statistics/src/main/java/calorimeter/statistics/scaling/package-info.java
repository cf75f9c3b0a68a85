// SPDX-License-Identifier: Apache-2.0
/// Scaling laws, thresholds and finite-size crossings.
///
/// - [calorimeter.statistics.scaling.ScalingFit]: one law y = a·g(x; θ), its parameter with a profile interval,
///   and its likelihood for comparison by [calorimeter.statistics.scaling.Likelihood]; the laws are
///   [calorimeter.statistics.scaling.PowerLaw] and [calorimeter.statistics.scaling.Saturation], or any other
///   [calorimeter.statistics.scaling.ScalingLaw]
/// - [calorimeter.statistics.scaling.CriticalPowerLaw]: time to an event against the distance from a threshold
/// - [calorimeter.statistics.scaling.LogisticFit]: probability of an event across a threshold
/// - [calorimeter.statistics.scaling.BinderCumulant]: the order parameter over seeds, and where two sizes cross
///
/// Imports the JDK, Hipparchus, [calorimeter.statistics.estimate] and [calorimeter.statistics.resampling].
@NullMarked
package calorimeter.statistics.scaling;

import org.jspecify.annotations.NullMarked;
