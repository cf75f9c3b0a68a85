// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.peaks;

import calorimeter.statistics.series.SampledSeries;

/// The event that a series reaches a level and stays at or above it for a span of steps.
///
/// It happens at the first logged step from which on every sample is ≥ level up to and including one that
/// lies at least `span` steps later; a span of 0 asks for one sample. Nothing is interpolated: the event is
/// at a logged step, so it is late by at most the logging interval, and a dip between two samples is not
/// seen.
///
/// ```java
/// Onset generalised = new SustainedEvent(0.99, 500).in(testAccuracy);
/// ```
///
/// @param level finite
/// @param span steps the level must be kept, ≥ 0
public record SustainedEvent(double level, double span) {

    public SustainedEvent {
        if (!Double.isFinite(level)) {
            throw new IllegalArgumentException("level is " + level + " but must be finite");
        }
        if (!(span >= 0 && span < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("span is " + span + " steps but must be finite and at least 0");
        }
    }

    public Onset in(SampledSeries series) {
        double since = Double.NaN;
        int excursions = 0;
        for (int i = 0; i < series.size(); i++) {
            double position = series.position(i);
            if (series.value(i) < level) {
                excursions += Double.isNaN(since) ? 0 : 1;
                since = Double.NaN;
                continue;
            }
            if (Double.isNaN(since)) {
                since = position;
            }
            if (position - since >= span) {
                return new Onset.Occurred(since, position);
            }
        }
        return Double.isNaN(since)
                ? new Onset.NotOccurred(series.lastPosition(), excursions)
                : new Onset.Pending(since, series.lastPosition() - since);
    }
}
