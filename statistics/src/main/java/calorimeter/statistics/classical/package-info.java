// SPDX-License-Identifier: Apache-2.0
/// Textbook estimators and tests, each with a formula of its own, so that no resampling is needed.
///
/// A map, by what is asked:
/// - does one quantity explain another beyond a trend: [calorimeter.statistics.classical.PartialSlope]
/// - where is the centre, and do groups differ: [calorimeter.statistics.classical.Mean],
///   [calorimeter.statistics.classical.Median]
/// - what would have been seen of an effect: [calorimeter.statistics.classical.IntervalPower]
/// - do pairs differ: [calorimeter.statistics.classical.WilcoxonSignedRank]
/// - how often does it happen: [calorimeter.statistics.classical.ClopperPearson]; oftener than elsewhere,
///   where only the range of the others is known: [calorimeter.statistics.classical.Exceedances]
/// - does one quantity predict another: [calorimeter.statistics.classical.RankCorrelation]
/// - how long until an event that some runs never reach: [calorimeter.statistics.classical.KaplanMeier] of
///   [calorimeter.statistics.classical.Lifetimes]
/// - how many directions hold the variance: [calorimeter.statistics.classical.CovarianceSpectrum]
/// - many tests at once: [calorimeter.statistics.classical.Multiplicity]
///
/// Exact tests hold at every n, so they decline only when there is nothing to test; a small n shows in the
/// p-value. Imports the JDK, Hipparchus and [calorimeter.statistics.estimate].
@NullMarked
package calorimeter.statistics.classical;

import org.jspecify.annotations.NullMarked;
