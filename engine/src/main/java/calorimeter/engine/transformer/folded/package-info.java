// SPDX-License-Identifier: Apache-2.0
/// One layer without normalisation, its matrices multiplied with each other once a step.
///
/// Read [calorimeter.engine.transformer.folded.FoldedComputation] first (the equations, and when it pays), then
/// `FoldedProducts` and `ProductsGradient` (products of parameters) and `FoldedBlock` (one block of examples). Imports
/// `transformer.settings`, `transformer.input`, `computation`, `model`, `data` and `kernel`.
@NullMarked
package calorimeter.engine.transformer.folded;

import org.jspecify.annotations.NullMarked;
