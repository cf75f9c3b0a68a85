/// Paired tests without assumptions on the distribution.
///
/// [calorimeter.statistics.tests.WilcoxonSignedRank] uses the sizes of differences,
/// [calorimeter.statistics.tests.SignTest] only their signs, [calorimeter.statistics.tests.Exceedances] compares
/// with others of which only the range is known; for any other statistic see
/// `calorimeter.statistics.resampling.PermutationTest`. Exact tests hold at every n, so they decline only
/// when there is nothing to test; a small n shows in the p-value, which cannot fall below 2^(1−n). Imports
/// the JDK, Hipparchus, [calorimeter.statistics.estimate] and [calorimeter.statistics.proportion].
@NullMarked
package calorimeter.statistics.tests;

import org.jspecify.annotations.NullMarked;
