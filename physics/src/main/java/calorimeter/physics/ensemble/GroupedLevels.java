// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.ensemble;

import java.util.Arrays;

/// A large spectrum with neighbouring levels merged, for finding where the specific heat has its maxima: not
/// for its value.
///
/// Levels whose distances u from the ground agree within one part in 512 become one level of their mean energy.
/// The mean keeps the first moment of a group, so its weight e^(−βu) is wrong by (βu/512)²/24 at most, 10⁻⁴
/// where βu = 25 and the weight has died out. However many levels there are, fewer than 20 000 groups remain.
public final class GroupedLevels {

    private static final double LARGEST_RATIO = 1 + 1.0 / 512;

    /// Mean distance from the ground and number of levels of each group, ascending.
    private final double[] distances;

    private final double[] counts;

    private GroupedLevels(double[] distances, double[] counts) {
        this.distances = distances;
        this.counts = counts;
    }

    /// The levels of `spectrum`, merged.
    public static GroupedLevels of(EnergySpectrum spectrum) {
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
    public double specificHeat(double beta) {
        return sample(StrictMath.log(beta)).heat();
    }

    SpecificHeatCurve.Sample sample(double logBeta) {
        double beta = StrictMath.exp(logBeta);
        double partition = 0;
        double mean = 0;
        int occupied = 0;
        double[] weights = new double[counts.length];
        for (int k = 0; k < counts.length; k++) {
            weights[k] = counts[k] * StrictMath.exp(-beta * distances[k]);
            if (weights[k] == 0) {
                break;
            }
            partition += weights[k];
            mean += weights[k] * beta * distances[k];
            occupied++;
        }
        mean /= partition;
        double variance = 0;
        double third = 0;
        for (int k = 0; k < occupied; k++) {
            double deviation = beta * distances[k] - mean;
            variance += weights[k] / partition * deviation * deviation;
            third += weights[k] / partition * deviation * deviation * deviation;
        }
        return new SpecificHeatCurve.Sample(logBeta, variance, 2 - third / variance);
    }
}
