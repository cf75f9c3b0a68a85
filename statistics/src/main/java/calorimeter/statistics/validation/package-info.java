/// What the detectors are worth, on synthetic series of which everything is known: false-alarm rates on white
/// and red noise, power, and bias of places and heights. `calorimeter detectors` prints it.
///
/// Read [calorimeter.statistics.validation.DetectorStudy] first. Imports the JDK and, of the other packages,
/// [calorimeter.statistics.detection], [calorimeter.statistics.estimate], [calorimeter.statistics.peaks],
/// [calorimeter.statistics.proportion] and [calorimeter.statistics.series].
@NullMarked
package calorimeter.statistics.validation;

import org.jspecify.annotations.NullMarked;
