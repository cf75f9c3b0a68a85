// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.entropy;

import calorimeter.physics.ensemble.EnergySpectrum;
import java.util.Arrays;

/// The Euclidean projection of the scores on the simplex (Martins & Astudillo, ICML 2016, arXiv:1602.02068):
/// Tsallis attention with α = 2, by their finite algorithm. With z = −E/T in falling order, the support is the
/// largest k with 1 + k·z_k > z_1 + … + z_k, the threshold τ = (z_1 + … + z_k − 1)/k, and p = [z − τ]₊. O(n ln
/// n).
///
/// [GeneralisedState] reaches the same p by root finding; each checks the other.
public final class Sparsemax {

    private Sparsemax() {}

    /// p over the levels of `spectrum` at temperature T; zeros are exact.
    ///
    /// @throws IllegalArgumentException if T is not positive and finite
    public static double[] of(EnergySpectrum spectrum, double temperature) {
        GeneralisedState.requireTemperature(temperature);
        double[] depth = new double[spectrum.size()];
        for (int j = 0; j < depth.length; j++) {
            // From the ground level, so that a common offset of the energies costs no precision; at most 0.
            depth[j] = (spectrum.ground() - spectrum.level(j)) / temperature;
        }
        double[] rising = depth.clone();
        Arrays.sort(rising);
        double sum = 0;
        double threshold = 0;
        for (int k = 1; k <= rising.length; k++) {
            double z = rising[rising.length - k];
            if (!(1 + k * z > sum + z)) {
                break;
            }
            sum += z;
            threshold = (sum - 1) / k;
        }
        for (int j = 0; j < depth.length; j++) {
            depth[j] = Math.max(0, depth[j] - threshold);
        }
        return depth;
    }
}
