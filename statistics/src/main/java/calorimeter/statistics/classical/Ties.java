// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.classical;

import java.util.Arrays;

/// Numbers that would be equal but for rounding, as 0.3 and 0.1 + 0.2, made equal before they are ranked.
public final class Ties {

    /// Values closer than this share of the largest are ties: they differ by the order in which they were summed.
    public static final double SHARE = 1e-12;

    private Ties() {}

    /// A copy in which each value is the least of those that it ties with, and 0 if it ties with 0. Chains are cut: a
    /// value ties with the least one or not at all.
    static double[] joined(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double largest = sorted.length == 0 ? 0 : Math.max(Math.abs(sorted[0]), Math.abs(sorted[sorted.length - 1]));
        double within = SHARE * largest;
        double[] least = new double[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            boolean ties = i > 0 && sorted[i] - least[i - 1] <= within;
            least[i] = ties ? least[i - 1] : Math.abs(sorted[i]) <= within ? 0 : sorted[i];
        }
        return Arrays.stream(values)
                .map(value -> least[Arrays.binarySearch(sorted, value)])
                .toArray();
    }
}
