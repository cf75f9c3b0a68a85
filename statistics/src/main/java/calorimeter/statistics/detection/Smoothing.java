// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.detection;

/// What the detectors with exponential memory share.
final class Smoothing {

    private Smoothing() {}

    static void requireMemory(double memory, int warmUp) {
        if (!(memory > 0 && memory < 1)) {
            throw new IllegalArgumentException("memory is " + memory + " but must lie between 0 and 1");
        }
        if (warmUp < 2) {
            throw new IllegalArgumentException("warm-up is " + warmUp + " samples but must be at least 2");
        }
    }

    /// size / scale, where nothing over nothing is no surprise.
    static double ratio(double size, double scale) {
        return size == 0 ? 0 : size / scale;
    }
}
