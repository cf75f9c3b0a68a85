// SPDX-License-Identifier: Apache-2.0
/// Events on a training curve: peaks by prominence on log time, and the onset of a level that is reached and
/// kept.
///
/// Read [calorimeter.statistics.peaks.PeakDetector] for peaks and
/// [calorimeter.statistics.peaks.SustainedEvent] for onsets. Imports the JDK, Hipparchus (QR) and
/// [calorimeter.statistics.series].
@NullMarked
package calorimeter.statistics.peaks;

import org.jspecify.annotations.NullMarked;
