/// Estimators as pure functions of arrays; every result carries an interval and its n, and every estimator
/// may decline.
///
/// A map, by what is asked:
/// - what do results look like, and what is an [calorimeter.statistics.estimate.Answer]: `estimate` (read
///   first)
/// - where does a curve peak, when does it reach a level: `series`, `peaks`
/// - what was it on average: `location`; how often did it happen: `proportion`
/// - how sure is any other number computed from seeds: `resampling`
/// - do paired or independent runs differ: `tests`, `resampling`, `proportion`
/// - does one time predict another: `correlation`
/// - how long until an event that some runs never reach: `survival`
/// - would it have warned in time, and where did it change: `detection`
/// - how often do the detectors err: `validation`
/// - many claims at once: `multiplicity`
/// - how many directions hold the variance: `spectrum`
/// - power laws, saturation, thresholds, finite-size crossings: `scaling`
///
/// Imports the JDK and Hipparchus (distributions, ranking, QR), nothing of the other floors.
@NullMarked
package calorimeter.statistics;

import org.jspecify.annotations.NullMarked;
