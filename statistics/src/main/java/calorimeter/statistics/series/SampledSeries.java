// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.series;

/// One observable recorded along a run: strictly increasing positions (training steps, ≥ 0) and finite values.
///
/// Immutable: arrays are copied on the way in and on the way out.
public final class SampledSeries {

    private final double[] positions;
    private final double[] values;

    private SampledSeries(double[] positions, double[] values) {
        this.positions = positions;
        this.values = values;
    }

    /// A series of these positions and values.
    ///
    /// @throws IllegalArgumentException when the lengths differ or are zero, a position is negative, not
    ///     finite or not larger than the one before, or a value is not finite
    public static SampledSeries of(double[] positions, double[] values) {
        if (positions.length != values.length || positions.length == 0) {
            throw new IllegalArgumentException("series has " + positions.length + " positions and " + values.length
                    + " values but needs as many of one as of the other, and at least one");
        }
        double previous = -1;
        for (int i = 0; i < positions.length; i++) {
            if (!(positions[i] >= 0 && positions[i] > previous && positions[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("position " + i + " is " + positions[i]
                        + " but must be finite, at least 0 and larger than the one before");
            }
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        "value " + i + " at position " + positions[i] + " is " + values[i] + " but must be finite");
            }
            previous = positions[i];
        }
        return new SampledSeries(positions.clone(), values.clone());
    }

    public int size() {
        return positions.length;
    }

    public double position(int index) {
        return positions[index];
    }

    public double value(int index) {
        return values[index];
    }

    public double[] positions() {
        return positions.clone();
    }

    public double[] values() {
        return values.clone();
    }

    public double lastPosition() {
        return positions[positions.length - 1];
    }

    /// The values at log times, linear in log time between samples; NaN outside the record.
    ///
    /// @param times as [LogTime], ascending
    public double[] at(double[] times) {
        double first = LogTime.ofStep(positions[0]);
        double last = LogTime.ofStep(lastPosition());
        double[] found = new double[times.length];
        int low = 0;
        for (int i = 0; i < times.length; i++) {
            while (low + 2 < positions.length && LogTime.ofStep(positions[low + 1]) <= times[i]) {
                low++;
            }
            found[i] = times[i] < first || times[i] > last ? Double.NaN : between(low, times[i]);
        }
        return found;
    }

    private double between(int low, double time) {
        int high = Math.min(low + 1, positions.length - 1);
        double from = LogTime.ofStep(positions[low]);
        double to = LogTime.ofStep(positions[high]);
        double share = to > from ? (time - from) / (to - from) : 0;
        return values[low] + share * (values[high] - values[low]);
    }
}
