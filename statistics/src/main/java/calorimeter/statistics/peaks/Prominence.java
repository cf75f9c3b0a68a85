// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.peaks;

/// Topographic prominence of a maximum: how far one must descend from it before one can reach higher ground.
///
/// From the peak walk left while values stay at or below the peak's, to the end of the record at most; the
/// lowest value on the way is the left base (the one nearest to the peak if several are equal); likewise
/// right. With the higher of the two bases as key col,
///
///     prominence = value(peak) − max(value(left base), value(right base)).
///
/// The same definition as `scipy.signal.peak_prominences` without a window.
///
/// @param value the prominence, ≥ 0, in the unit of the values
/// @param leftBase index of the left base
/// @param rightBase index of the right base
/// @param col index of the higher of the two bases, the left one when they are equal
record Prominence(double value, int leftBase, int rightBase, int col) {

    public static Prominence of(double[] values, int peak) {
        int leftBase = base(values, peak, -1);
        int rightBase = base(values, peak, 1);
        int col = values[leftBase] >= values[rightBase] ? leftBase : rightBase;
        return new Prominence(values[peak] - values[col], leftBase, rightBase, col);
    }

    private static int base(double[] values, int peak, int direction) {
        int base = peak;
        for (int i = peak; i >= 0 && i < values.length && values[i] <= values[peak]; i += direction) {
            if (values[i] < values[base]) {
                base = i;
            }
        }
        return base;
    }
}
