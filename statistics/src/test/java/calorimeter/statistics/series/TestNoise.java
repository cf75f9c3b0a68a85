// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.series;

import java.util.Random;

/// Stationary autoregressive noise of unit variance, e_k = φ e_{k−1} + √(1 − φ²) ξ_k, started in its steady
/// state.
public final class TestNoise {

    private TestNoise() {}

    public static double[] autoregressive(int length, double correlation, Random random) {
        double[] values = new double[length];
        values[0] = random.nextGaussian();
        for (int k = 1; k < length; k++) {
            values[k] = correlation * values[k - 1] + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
        }
        return values;
    }
}
