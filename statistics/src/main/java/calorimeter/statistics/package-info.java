// SPDX-License-Identifier: Apache-2.0
/// Estimators as pure functions of arrays; every result carries an interval and its n, and every estimator
/// may decline.
///
/// A map, by what is asked:
/// - what do results look like, and what is an [calorimeter.statistics.estimate.Answer]: `estimate` (read
///   first)
/// - means, medians, proportions, ranks, survival, principal components, with a formula each: `classical`
/// - how sure is any other number computed from seeds, and do two samples differ in it: `resampling`
/// - where does a curve peak, when does it reach a level: `series`, `peaks`
/// - would it have warned in time, and how often do the detectors err: `detection`
/// - power laws, saturation, thresholds, finite-size crossings: `scaling`
///
/// Imports the JDK and Hipparchus (distributions, ranking, QR), nothing of the other floors.
@NullMarked
package calorimeter.statistics;

import org.jspecify.annotations.NullMarked;
