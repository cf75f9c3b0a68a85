// SPDX-License-Identifier: Apache-2.0
/// Noether's learning dynamics (Tanaka & Kunin, arXiv:2105.02716) and Neural mechanics (Kunin et al.,
/// arXiv:2012.04728): measured charges beside their exact laws and beside the papers' formulas.
///
/// Read [calorimeter.papers.tanaka2021.TanakaReproduction] first, then [calorimeter.papers.tanaka2021.TanakaClaims];
/// [calorimeter.papers.tanaka2021.ChargeRun] says what is read of a run.
@NullMarked
package calorimeter.papers.tanaka2021;

import org.jspecify.annotations.NullMarked;
