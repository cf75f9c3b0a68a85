// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.hub;

/// Turns pairs of components of queries and keys by angles that grow with the position (Su et al.,
/// arXiv:2104.09864). Component i of a head is paired with i + dimension/2, as all families here do;
/// components from `dimension` on stay.
final class Rotary {

    private final int dimension;
    private final float[] frequencies;
    private final float magnitude;

    /// @param dimension components that turn, even
    /// @param frequencies angle per position of each pair, in the single precision in which the models were
    ///     trained
    /// @param magnitude factor of turned components; 1 but for yarn
    Rotary(int dimension, float[] frequencies, float magnitude) {
        this.dimension = dimension;
        this.frequencies = frequencies;
        this.magnitude = magnitude;
    }

    int dimension() {
        return dimension;
    }

    float[] frequencies() {
        return frequencies;
    }

    float magnitude() {
        return magnitude;
    }

    /// Cosines and sines [positions × dimension/2], the sines behind the cosines.
    float[] table(int positions) {
        int half = dimension / 2;
        float[] table = new float[2 * positions * half];
        for (int position = 0; position < positions; position++) {
            for (int i = 0; i < half; i++) {
                float angle = position * frequencies[i];
                table[position * half + i] = (float) Math.cos(angle) * magnitude;
                table[(positions + position) * half + i] = (float) Math.sin(angle) * magnitude;
            }
        }
        return table;
    }

    /// Turns one head's vector at `offset`.
    void turn(float[] x, int offset, float[] table, int position) {
        int half = dimension / 2;
        int cosine = position * half;
        int sine = table.length / 2 + cosine;
        for (int i = 0; i < half; i++) {
            float a = x[offset + i];
            float b = x[offset + half + i];
            x[offset + i] = a * table[cosine + i] - b * table[sine + i];
            x[offset + half + i] = b * table[cosine + i] + a * table[sine + i];
        }
    }
}
