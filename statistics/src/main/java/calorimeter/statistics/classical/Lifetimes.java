// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.classical;

import calorimeter.statistics.estimate.Samples;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Right-censored times: for each run the time of its event, or the time until which it is known not to have
/// happened. Sorted by time, at equal times events before censorings, since a run censored at t was still at
/// risk at t. Immutable.
public final class Lifetimes {

    private final double[] times;
    private final boolean[] events;

    private Lifetimes(double[] times, boolean[] events) {
        this.times = times;
        this.events = events;
    }

    /// Runs in any order.
    ///
    /// @param times finite and ≥ 0
    /// @param events whether the event happened at that time; false for censored
    public static Lifetimes of(double[] times, boolean[] events) {
        Samples.requireSameSize("times", times.length, "event flags", events.length);
        Samples.requireFinite("time", times);
        for (int i = 0; i < times.length; i++) {
            if (times[i] < 0) {
                throw new IllegalArgumentException("time " + i + " is " + times[i] + " but must be at least 0");
            }
        }
        int[] order = IntStream.range(0, times.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> times[i]).thenComparing(i -> !events[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] sortedTimes = new double[times.length];
        boolean[] sortedEvents = new boolean[times.length];
        for (int i = 0; i < order.length; i++) {
            // Adding zero turns −0.0, which sorts apart, into 0.0.
            sortedTimes[i] = times[order[i]] + 0.0;
            sortedEvents[i] = events[order[i]];
        }
        return new Lifetimes(sortedTimes, sortedEvents);
    }

    int size() {
        return times.length;
    }

    double time(int index) {
        return times[index];
    }

    boolean isEvent(int index) {
        return events[index];
    }
}
