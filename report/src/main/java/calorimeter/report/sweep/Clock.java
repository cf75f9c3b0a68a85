// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.sweep;

import calorimeter.statistics.series.LogTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/// What the time of a curve is counted from. All runs of a sweep share the places of a clock, so that means over
/// runs are taken place by place.
public enum Clock {
    /// step 1; places are steps, evenly spaced in log time up to the last step of the sweep
    START,
    /// memorisation; places are decades of log time since then
    MEMORISATION,
    /// generalisation, counted likewise
    GENERALISATION;

    /// Pieces of the log time of a sweep.
    private static final int PIECES = 180;

    private static final int CELLS_PER_DECADE = 48;
    private static final double FIRST = -2.4;
    private static final double LAST = 1.5;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether a run's own event is where its time begins.
    boolean isAligned() {
        return this != START;
    }

    /// x of the points.
    ///
    /// @param last step of the sweep
    double[] places(long last) {
        if (isAligned()) {
            return IntStream.rangeClosed((int) (FIRST * CELLS_PER_DECADE), (int) (LAST * CELLS_PER_DECADE))
                    .mapToDouble(cell -> cell / (double) CELLS_PER_DECADE)
                    .toArray();
        }
        double from = LogTime.ofStep(1);
        double to = LogTime.ofStep((double) Math.max(2, last));
        return IntStream.rangeClosed(0, PIECES)
                .mapToDouble(piece -> piece == PIECES
                        ? (double) Math.max(2, last)
                        : LogTime.toStep(from + (to - from) * piece / PIECES))
                .toArray();
    }

    /// The log times of a run at these places; empty if the run has not had the event.
    double[] times(double[] places, OptionalLong event) {
        if (!isAligned()) {
            return Arrays.stream(places).map(LogTime::ofStep).toArray();
        }
        return event.isEmpty()
                ? new double[0]
                : Arrays.stream(places)
                        .map(place -> LogTime.ofStep((double) event.getAsLong()) + place)
                        .toArray();
    }
}
