// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.detection;

import calorimeter.statistics.estimate.Samples;

/// Persistent slope: the moving average of increments d_t = x_t − x_{t−1} against its own standard deviation
/// if they were independent,
///
///     score_t = |m_t| / √(v_t (1 − α)/(1 + α)),   m_t = αm_{t−1} + (1 − α)d_t,   v_t = αv_{t−1} + (1 − α)d_t²
///
/// With white noise in x the increments alternate and the score stays low; a drift adds up.
///
/// @param memory α in (0, 1)
/// @param warmUp samples before the first score, at least 2
public record SlopeDetector(double memory, int warmUp) implements OnlineDetector {

    public SlopeDetector {
        Smoothing.requireMemory(memory, warmUp);
    }

    @Override
    public double[] scores(double... values) {
        Samples.requireFinite("value", values);
        double[] scores = new double[values.length];
        double slope = 0;
        double square = 0;
        for (int t = 1; t < values.length; t++) {
            double increment = values[t] - values[t - 1];
            slope = memory * slope + (1 - memory) * increment;
            square = memory * square + (1 - memory) * increment * increment;
            if (t >= warmUp) {
                double deviation = StrictMath.sqrt(square * (1 - memory) / (1 + memory));
                scores[t] = Smoothing.ratio(Math.abs(slope), deviation);
            }
        }
        return scores;
    }
}
