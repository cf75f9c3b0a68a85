// SPDX-License-Identifier: Apache-2.0
/// Specific heat and grokking (G. Kim, arXiv:2602.08216).
///
/// Read [calorimeter.papers.kim2026.KimReproduction] first, then [calorimeter.papers.kim2026.KimClaims],
/// which lists every claim with its prediction. [calorimeter.papers.kim2026.KimGrid] says how many of what
/// each size runs, [calorimeter.papers.kim2026.KimPlan] which runs are known when. Nulls are compared by
/// [calorimeter.papers.kim2026.NullRuns], early warnings by [calorimeter.papers.kim2026.Watch], identities
/// of the theory by [calorimeter.papers.kim2026.TrainedIdentities]. [calorimeter.papers.kim2026.Tempering]
/// turns attention's temperature. Only the reproduction is seen from outside; no other paper is imported.
@NullMarked
package calorimeter.papers.kim2026;

import org.jspecify.annotations.NullMarked;
