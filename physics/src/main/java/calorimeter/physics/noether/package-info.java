// SPDX-License-Identifier: Apache-2.0
/// Noether's learning dynamics: gradient descent with momentum as mechanics, with the loss as potential. Symmetries of
/// the loss give charges; this package says how they move.
///
/// Read first [calorimeter.physics.noether.LearningRule]. The exact laws, one step of a charge, are
/// [calorimeter.physics.noether.QuadraticCharge], [calorimeter.physics.noether.TranslationCharge] and
/// [calorimeter.physics.noether.AngularMomentum]; [calorimeter.physics.noether.DiscreteOscillator] has their closed
/// form. What the papers predict in continuous time stands in [calorimeter.physics.noether.NeuralMechanics],
/// [calorimeter.physics.noether.ModifiedEquation] and, for blocks before a normalisation,
/// [calorimeter.physics.noether.NormEquation] and [calorimeter.physics.noether.SteadyNorm]. Which charges a model has
/// is the business of [calorimeter.physics.noether.symmetry]. Derivations are in docs/theory.md.
///
/// Imports nothing but the JDK.
@NullMarked
package calorimeter.physics.noether;

import org.jspecify.annotations.NullMarked;
