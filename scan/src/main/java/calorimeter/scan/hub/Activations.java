// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.hub;

import calorimeter.engine.kernel.Kernel;
import calorimeter.scan.hub.Architecture.Activation;

/// The functions of feed-forward networks, a slice at a time.
final class Activations {

    private final Kernel kernel;
    private final float[] scratch;

    Activations(Kernel kernel, int longest) {
        this.kernel = kernel;
        scratch = new float[longest];
    }

    /// x_i ← σ(x_i) for n elements.
    void apply(Activation activation, float[] x, int from, int n) {
        switch (activation) {
            case GELU -> kernel.gelu(x, from, scratch, 0, n);
            case RELU -> kernel.relu(x, from, x, from, n);
            case SILU -> {
                for (int i = 0; i < n; i++) {
                    scratch[i] = -x[from + i];
                }
                logistic(x, from, n);
            }
            case GELU_TANH -> {
                // ½x(1 + tanh u) = x/(1 + e^(−2u)), u = √(2/π)(x + 0.044715x³)
                for (int i = 0; i < n; i++) {
                    float value = x[from + i];
                    scratch[i] = -1.5957692f * (value + 0.044715f * value * value * value);
                }
                logistic(x, from, n);
            }
        }
    }

    /// x_i ← x_i/(1 + e^(scratch_i)).
    private void logistic(float[] x, int from, int n) {
        kernel.exponential(0, scratch, 0, scratch, 0, n);
        for (int i = 0; i < n; i++) {
            x[from + i] /= 1 + scratch[i];
        }
    }
}
