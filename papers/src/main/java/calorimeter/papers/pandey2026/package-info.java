// SPDX-License-Identifier: Apache-2.0
/// Thermodynamic weight decay (Pandey, arXiv:2607.20552).
///
/// Read [calorimeter.papers.pandey2026.PandeyReproduction]: summary, claims and plan of paired arms. Its predictions
/// are general ones of `calorimeter.papers.claim`. Only the reproduction is seen from outside; no other paper is
/// imported.
@NullMarked
package calorimeter.papers.pandey2026;

import org.jspecify.annotations.NullMarked;
