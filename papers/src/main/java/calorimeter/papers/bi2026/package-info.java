// SPDX-License-Identifier: Apache-2.0
/// Grokking as a finite-size transition (Bi et al., arXiv:2603.24746).
///
/// Read [calorimeter.papers.bi2026.BiReproduction] first. The order parameter m is measured on last weights by
/// [calorimeter.papers.bi2026.HeadTailContrast] and collected in a [calorimeter.papers.bi2026.ContrastSweep]; claims
/// speak of the crossing of its Binder cumulants ([calorimeter.papers.bi2026.BinderCrossingFraction]) and of its
/// susceptibility ([calorimeter.papers.bi2026.SusceptibilityDiverges]). Only the reproduction is seen from outside;
/// no other paper is imported.
@NullMarked
package calorimeter.papers.bi2026;

import org.jspecify.annotations.NullMarked;
