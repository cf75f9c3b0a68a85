// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.classical;

import calorimeter.statistics.estimate.Interval;

/// One step of a survival curve.
///
/// @param time when events happened
/// @param atRisk runs without event and uncensored just before
/// @param events events at that time
/// @param survival share surviving beyond that time
/// @param interval pointwise
record SurvivalStep(double time, int atRisk, int events, double survival, Interval interval) {}
