/// Warnings given while a run goes on, without look-ahead, and what they are worth.
///
/// Read [calorimeter.statistics.detection.OnlineDetector] first: it turns a series into scores, each from the
/// past only. [calorimeter.statistics.detection.FalseAlarms] sets the threshold from nulls, so that detectors
/// are compared at equal false-alarm rate; [calorimeter.statistics.detection.RocCurve] compares them at all
/// rates; [calorimeter.statistics.detection.WarningLead] says how long before an event they warn.
/// [calorimeter.statistics.detection.ChangePoints] looks back over a whole series instead, and
/// [calorimeter.statistics.detection.PeakCalibration] sets the threshold of a peak detector. Imports the JDK,
/// [calorimeter.statistics.estimate], [calorimeter.statistics.location], [calorimeter.statistics.proportion],
/// [calorimeter.statistics.peaks], [calorimeter.statistics.resampling] and [calorimeter.statistics.series].
@NullMarked
package calorimeter.statistics.detection;

import org.jspecify.annotations.NullMarked;
