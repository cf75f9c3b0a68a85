// SPDX-License-Identifier: Apache-2.0
/// Warnings given while a run goes on, without look-ahead, what they are worth, and how often detectors err.
///
/// Read [calorimeter.statistics.detection.OnlineDetector] first: it turns a series into scores, each from
/// the past only. [calorimeter.statistics.detection.FalseAlarms] sets the threshold from nulls, so that
/// detectors are compared at equal false-alarm rate; [calorimeter.statistics.detection.RocCurve] compares
/// them at all rates; [calorimeter.statistics.detection.WarningLead] says how long before an event they
/// warn. [calorimeter.statistics.detection.DetectorStudy] and [calorimeter.statistics.detection.PeakStudy]
/// try all of them on synthetic series of which everything is known; `calorimeter detectors` prints both.
///
/// Imports the JDK and, of the module, `classical`, `estimate`, `peaks` and `series`.
@NullMarked
package calorimeter.statistics.detection;

import org.jspecify.annotations.NullMarked;
