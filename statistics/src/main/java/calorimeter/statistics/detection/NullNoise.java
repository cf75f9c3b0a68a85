// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.detection;

import calorimeter.statistics.series.NoiseModel;
import java.util.random.RandomGenerator;

/// Noise without any event in it, of unit variance per sample (per increment for walks).
public enum NullNoise {
    WHITE("white"),
    /// AR(1), φ = 0.9: a memory of ten samples
    RED("red, φ = 0.9"),
    /// the sum of white noise: it has no level, and no detector of levels has a false-alarm rate on it
    WALK("random walk"),
    /// the same walk as a user should hand it over
    DIFFERENCED_WALK("random walk, differenced");

    /// φ of [#RED].
    public static final double RED_CORRELATION = 0.9;

    private final String title;

    NullNoise(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    double[] draw(int length, RandomGenerator random) {
        return switch (this) {
            case WHITE -> new NoiseModel(1, 0).draw(length, random);
            case RED -> new NoiseModel(1, RED_CORRELATION).draw(length, random);
            case WALK -> walk(length, random);
            case DIFFERENCED_WALK -> {
                double[] walk = walk(length + 1, random);
                double[] increments = new double[length];
                for (int k = 0; k < length; k++) {
                    increments[k] = walk[k + 1] - walk[k];
                }
                yield increments;
            }
        };
    }

    private static double[] walk(int length, RandomGenerator random) {
        double[] walk = new NoiseModel(1, 0).draw(length, random);
        for (int k = 1; k < length; k++) {
            walk[k] += walk[k - 1];
        }
        return walk;
    }
}
