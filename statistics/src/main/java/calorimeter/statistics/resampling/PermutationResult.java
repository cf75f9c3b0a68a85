// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.resampling;

/// Outcome of a permutation test.
///
/// @param observed the statistic of the data
/// @param pValue its permutation p-value, never 0
/// @param permutations how many arrangements were compared
/// @param exact whether they were all there are
public record PermutationResult(double observed, double pValue, int permutations, boolean exact) {}
