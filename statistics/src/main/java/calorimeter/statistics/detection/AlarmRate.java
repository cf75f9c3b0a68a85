// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.detection;

import calorimeter.statistics.estimate.Estimate;

/// How often a detector sees something in noise.
///
/// @param threshold where it comes from
/// @param nominal the rate the threshold is made for; NaN when it is made for none
/// @param rate share of noise series with any alarm, with its Clopper–Pearson interval
public record AlarmRate(String detector, NullNoise noise, String threshold, double nominal, Estimate rate) {

    /// Whether the nominal rate lies in the interval; false when there is none.
    public boolean isNominal() {
        return rate.interval().contains(nominal);
    }
}
