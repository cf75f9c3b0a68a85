// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.detection;

import calorimeter.statistics.estimate.Samples;

/// Distance of a sample from its recent past, in recent standard deviations:
///
///     score_t = |x_t − μ_{t−1}| / √v_{t−1}
///     μ_t = αμ_{t−1} + (1 − α)x_t,   v_t = αv_{t−1} + (1 − α)(x_t − μ_{t−1})²
///
/// the z-score with exponential moving averages that Pandey's controllers use (arXiv:2607.20552, α = 0.9). μ
/// starts at the first sample and v at 0; where nothing has varied yet, any change is infinitely surprising.
///
/// @param memory α in (0, 1)
/// @param warmUp samples before the first score, at least 2
public record ZScoreDetector(double memory, int warmUp) implements OnlineDetector {

    public ZScoreDetector {
        Smoothing.requireMemory(memory, warmUp);
    }

    @Override
    public double[] scores(double... values) {
        Samples.requireFinite("value", values);
        double[] scores = new double[values.length];
        double mean = values.length == 0 ? 0 : values[0];
        double variance = 0;
        for (int t = 1; t < values.length; t++) {
            double distance = values[t] - mean;
            if (t >= warmUp) {
                scores[t] = Smoothing.ratio(Math.abs(distance), StrictMath.sqrt(variance));
            }
            mean = memory * mean + (1 - memory) * values[t];
            variance = memory * variance + (1 - memory) * distance * distance;
        }
        return scores;
    }
}
