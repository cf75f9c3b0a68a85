// SPDX-License-Identifier: Apache-2.0
/// What the weight norm controls in grokking: a clamp on the norm and an output temperature as causes (Truong,
/// arXiv:2606.18465).
///
/// Read [calorimeter.papers.truong2026.TruongReproduction] first. Runs of one clamp and one temperature are
/// a [calorimeter.papers.truong2026.Cell]; [calorimeter.papers.truong2026.PublishedDelays] holds the delays
/// of the source. Only the reproduction is seen from outside; no other paper is imported.
@NullMarked
package calorimeter.papers.truong2026;

import org.jspecify.annotations.NullMarked;
