// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.detection;

import calorimeter.statistics.series.LogTime;

/// A peak of unit height on log time, Gaussian on either side.
///
/// @param rise width of the flank before the summit, its standard deviation in decades
/// @param fall the same after the summit
public record PlantedPeak(double rise, double fall) {

    double value(double step, double summit) {
        double distance = LogTime.ofStep(step) - summit;
        double z = distance / (distance < 0 ? rise : fall);
        return StrictMath.exp(-z * z / 2);
    }

    double widest() {
        return Math.max(rise, fall);
    }
}
