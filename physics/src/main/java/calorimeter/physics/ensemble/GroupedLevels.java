// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.ensemble;

import java.util.Arrays;

/// A large spectrum with neighbouring levels merged, for finding where the specific heat has its maxima: not
/// for its value.
///
/// Levels whose distances u from the ground agree within one part in 512 become one level of their mean energy.
/// The mean keeps the first moment of a group, so its weight e^(−βu) is wrong by (βu/512)²/24 at most, 10⁻⁴
/// where βu = 25 and the weight has died out. However many levels there are, fewer than 20 000 groups remain.
final class GroupedLevels {

    private static final double LARGEST_RATIO = 1 + 1.0 / 512;

    /// Mean distance from the ground and number of levels of each group, ascending.
    private final double[] distances;

    private final double[] counts;

    private GroupedLevels(double[] distances, double[] counts) {
        this.distances = distances;
        this.counts = counts;
    }

    static GroupedLevels of(EnergySpectrum spectrum) {
        double[] sorted = spectrum.levels();
        Arrays.sort(sorted);
        double[] distances = new double[sorted.length];
        double[] counts = new double[sorted.length];
        int groups = 0;
        for (int j = 0; j < sorted.length; groups++) {
            double nearest = sorted[j] - sorted[0];
            double sum = 0;
            int first = j;
            while (j < sorted.length && sorted[j] - sorted[0] <= nearest * LARGEST_RATIO) {
                sum += sorted[j] - sorted[0] - nearest;
                j++;
            }
            counts[groups] = j - first;
            distances[groups] = nearest + sum / counts[groups];
        }
        return new GroupedLevels(Arrays.copyOf(distances, groups), Arrays.copyOf(counts, groups));
    }

    /// β² Var(E) of the merged levels at β > 0.
    double specificHeat(double beta) {
        double partition = 0;
        double mean = 0;
        double square = 0;
        for (int k = 0; k < distances.length; k++) {
            double exponent = beta * distances[k];
            double weight = counts[k] * StrictMath.exp(-exponent);
            if (weight == 0) {
                break;
            }
            partition += weight;
            mean += weight * exponent;
            square += weight * exponent * exponent;
        }
        mean /= partition;
        return Math.max(0, square / partition - mean * mean);
    }
}
