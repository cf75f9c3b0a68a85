// SPDX-License-Identifier: Apache-2.0
/// The list of reproductions: experiments of papers that anybody can repeat.
///
/// Begin at the bottom: `calorimeter.papers.claim` judges and knows no paper; `calorimeter.papers.campaign` plans, runs
/// and reports, for any paper; each paper has a package with its grid, arms, predictions and figures, and none of
/// them imports another. A new reproduction is one such package and one line in
/// [calorimeter.papers.Reproductions], which alone imports them all.
@NullMarked
package calorimeter.papers;

import org.jspecify.annotations.NullMarked;
