// SPDX-License-Identifier: Apache-2.0
/// Claims of the literature as predictions that are written down first and judged by a fixed rule.
///
/// Read [calorimeter.papers.claim.Claim] and [calorimeter.papers.claim.Verdict] first, then
/// [calorimeter.papers.claim.Family], which judges the claims of one reproduction together and corrects for their
/// number. What is judged is an [calorimeter.papers.claim.Evidence]: plain data taken from finished runs, so a
/// judgement is a pure function and a synthetic experiment can plant an effect. A verdict is decided by
/// [calorimeter.papers.claim.Decision] or [calorimeter.papers.claim.Equivalence] and stands on
/// [calorimeter.papers.claim.Grounds]. The constants of peak detection stand in
/// [calorimeter.papers.claim.PeakRule] alone.
///
/// Predictions that any paper may make are here ([calorimeter.papers.claim.PeakPrecedes],
/// [calorimeter.papers.claim.LatencyReduced] and others), each a class with its rule; those of one paper stand in
/// its package. Imports the JDK and `statistics`; knows no paper, neither the store nor how runs are made.
@NullMarked
package calorimeter.papers.claim;

import org.jspecify.annotations.NullMarked;
