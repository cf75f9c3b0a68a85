// SPDX-License-Identifier: Apache-2.0
/// How the peak of the specific heat depends on the number of keys: on G. Kim (arXiv:2602.08216).
///
/// Read [calorimeter.papers.kim2026keys.KeysReproduction] first. [calorimeter.papers.kim2026keys.SystemSize] has the
/// runs, [calorimeter.papers.kim2026keys.KeyHeights] what is measured of them, and
/// [calorimeter.papers.kim2026keys.PeakOverKeys] what is judged. Only the reproduction is seen from outside; no other
/// paper is imported.
@NullMarked
package calorimeter.papers.kim2026keys;

import org.jspecify.annotations.NullMarked;
