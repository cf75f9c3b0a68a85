// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.resampling;

import calorimeter.statistics.estimate.Alternative;
import calorimeter.statistics.estimate.Interval;

/// Outcome of a permutation test.
///
/// @param observed the statistic of the data
/// @param pValue its permutation p-value, never 0
/// @param monteCarlo where the p-value over all permutations lies, given that only some were drawn; a point
///     when `exact`
/// @param permutations how many arrangements were compared
/// @param exact whether they were all there are
/// @param n number of data
public record PermutationResult(
        double observed,
        double pValue,
        Alternative alternative,
        Interval monteCarlo,
        int permutations,
        boolean exact,
        int n) {}
