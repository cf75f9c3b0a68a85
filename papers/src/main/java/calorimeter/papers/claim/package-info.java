/// Claims of the literature as predictions that are written down first and judged by a fixed rule.
///
/// Read [calorimeter.papers.claim.Claim] and [calorimeter.papers.claim.Verdict] first, then
/// [calorimeter.papers.claim.Family], which judges the claims of one reproduction together and corrects for their
/// number. What is judged is an [calorimeter.papers.claim.Evidence]: plain data taken from finished runs, so a
/// judgement is a pure function and a synthetic experiment can plant an effect. Each kind of prediction is one
/// class with its rule; the constants of peak detection stand in [calorimeter.papers.claim.PeakRule] alone.
///
/// Imports the JDK and `statistics`. Knows neither the store nor how runs are made; see
/// `calorimeter.papers.campaign` for both.
@NullMarked
package calorimeter.papers.claim;

import org.jspecify.annotations.NullMarked;
