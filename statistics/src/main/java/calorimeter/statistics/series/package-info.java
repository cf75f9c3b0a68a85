// SPDX-License-Identifier: Apache-2.0
/// Observables recorded along a run, as arrays of steps and values, and their smoothing on logarithmic time.
///
/// Read [calorimeter.statistics.series.SampledSeries] first, then
/// [calorimeter.statistics.series.LogTimeSmoother], which states the smoothing, and
/// [calorimeter.statistics.series.NoiseModel], which says how much noise survives it. Imports nothing but the
/// JDK.
@NullMarked
package calorimeter.statistics.series;

import org.jspecify.annotations.NullMarked;
