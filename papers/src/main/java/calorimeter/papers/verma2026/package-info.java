// SPDX-License-Identifier: Apache-2.0
/// Weight decay as control parameter of grokking (Verma, arXiv:2605.20441).
///
/// Read [calorimeter.papers.verma2026.VermaReproduction] first. Its claims speak of two quantities estimated from a
/// [calorimeter.papers.verma2026.DecaySweep]: the threshold λ_c ([calorimeter.papers.verma2026.DecayThreshold]) and
/// the exponent ν of the time to generalise ([calorimeter.papers.verma2026.LatencyExponent]). Only the reproduction
/// is seen from outside; no other paper is imported.
@NullMarked
package calorimeter.papers.verma2026;

import org.jspecify.annotations.NullMarked;
