// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.peaks;

/// When a series reached a level and kept it, as far as its record tells.
///
/// For survival analysis only [Occurred] is an event; the others are right-censored, and [#knownAbsentUntil]
/// is the step up to which the event is known not to have happened.
public sealed interface Onset {

    /// The event's step when it occurred, otherwise the step at which it is censored.
    double knownAbsentUntil();

    /// The level was reached at `step` and kept at every sample up to `confirmedAt` ≥ step + span.
    record Occurred(double step, double confirmedAt) implements Onset {
        @Override
        public double knownAbsentUntil() {
            return step;
        }
    }

    /// The record ends while the level is held, since `step`, for `held` < span steps: a longer record would
    /// decide.
    record Pending(double step, double held) implements Onset {
        @Override
        public double knownAbsentUntil() {
            return step;
        }
    }

    /// The level is not held at the record's end, `observedUntil`, and never was for the span. It was reached
    /// and lost again `excursions` times.
    record NotOccurred(double observedUntil, int excursions) implements Onset {
        @Override
        public double knownAbsentUntil() {
            return observedUntil;
        }
    }
}
