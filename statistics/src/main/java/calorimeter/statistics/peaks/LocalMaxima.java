// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.peaks;

import java.util.Arrays;

/// Strict local maxima of a finite sequence, plateaus included.
///
/// A maximum is a longest run of equal values with a smaller value on each side; it is represented by its
/// middle, the lower of two. A run that touches the first or last value is not a maximum, since the record
/// does not show what lies beyond. The same definition as `scipy.signal.find_peaks`.
final class LocalMaxima {

    private LocalMaxima() {}

    /// Indices of the maxima, increasing.
    static int[] of(double[] values) {
        int[] found = new int[values.length / 2];
        int count = 0;
        int start = 0;
        while (start < values.length) {
            int end = start;
            while (end + 1 < values.length && values[end + 1] == values[start]) {
                end++;
            }
            boolean inside = start > 0 && end + 1 < values.length;
            if (inside && values[start - 1] < values[start] && values[end + 1] < values[start]) {
                found[count++] = (start + end) / 2;
            }
            start = end + 1;
        }
        return Arrays.copyOf(found, count);
    }
}
