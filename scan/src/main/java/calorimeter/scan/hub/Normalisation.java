// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.hub;

import org.jspecify.annotations.Nullable;

/// LayerNorm (x − mean)/√(variance + ε) · gain + bias, or RMSNorm x/√(mean of squares + ε) · (gain + offset).
///
/// @param offset added to the gain: 1 for gemma2, whose stored gains are differences from 1
record Normalisation(boolean centred, double epsilon, float offset) {

    /// Writes the norm of a row of n elements; sums are in double precision.
    void apply(float[] x, int from, int n, float[] gain, float @Nullable [] bias, float[] y, int to) {
        double mean = 0;
        if (centred) {
            for (int i = 0; i < n; i++) {
                mean += x[from + i];
            }
            mean /= n;
        }
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double deviation = x[from + i] - mean;
            squares += deviation * deviation;
        }
        double inverse = 1 / Math.sqrt(squares / n + epsilon);
        for (int i = 0; i < n; i++) {
            double value = (x[from + i] - mean) * inverse * (gain[i] + offset);
            y[to + i] = (float) (bias == null ? value : value + bias[i]);
        }
    }
}
