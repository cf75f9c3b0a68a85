// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer;

import calorimeter.engine.data.TokenSequences;
import calorimeter.engine.model.Normalization;
import calorimeter.engine.model.ParameterLayout;
import calorimeter.engine.model.Tensor;
import calorimeter.engine.transformer.settings.Mask;
import calorimeter.engine.transformer.settings.Positions;
import calorimeter.engine.transformer.settings.TransformerSettings;

/// The forward pass of a one-layer ReLU model with biases and its readout at the last position, in double
/// precision, one example at a time, straight from the equations. It shares nothing with the engine but the
/// layout of parameters.
///
///     x_t = E[token_t] + P[t],   q, k, v = norm(x) W + b,   s_j = q·k_j/√headSize,   p = softmax(s)
///     m = x + (Σ_j p_j v_j) W_O + b_O,   y = m + max(norm(m) W₁ + b₁, 0) W₂ + b₂,   logits = norm(y) U + c
final class ReferenceForward {

    private final TransformerSettings settings;
    private final ParameterLayout layout;
    private final float[] parameters;

    /// Probabilities [heads × queries × keys] and logits of the last [#run].
    final double[][][] probabilities;

    double[] logits = new double[0];

    ReferenceForward(TransformerSettings settings, ParameterLayout layout, float[] parameters) {
        this.settings = settings;
        this.layout = layout;
        this.parameters = parameters;
        probabilities = new double[settings.heads()][settings.sequence()][settings.sequence()];
    }

    void run(TokenSequences examples, int example) {
        int sequence = settings.sequence();
        double[][] x = new double[sequence][];
        double[][] q = new double[sequence][];
        double[][] k = new double[sequence][];
        double[][] v = new double[sequence][];
        for (int t = 0; t < sequence; t++) {
            x[t] = row("embedding", examples.token(example, t));
            if (settings.positions() == Positions.LEARNED) {
                x[t] = sum(x[t], row("positions", t));
            }
            double[] normed = norm("layer0.norm1", x[t]);
            q[t] = turn(affine("layer0.attention.query", normed), t);
            k[t] = turn(affine("layer0.attention.key", normed), t);
            v[t] = affine("layer0.attention.value", normed);
        }
        double[] mixed = new double[0];
        for (int t = 0; t < sequence; t++) {
            mixed = attend(t, q[t], k, v);
        }
        double[] mid = sum(x[sequence - 1], affine("layer0.attention.output", mixed));
        double[] hidden = affine("layer0.mlp.input", norm("layer0.norm2", mid));
        for (int i = 0; i < hidden.length; i++) {
            hidden[i] = Math.max(hidden[i], 0);
        }
        logits = affine("unembedding", norm("norm", sum(mid, affine("layer0.mlp.output", hidden))));
    }

    private double[] attend(int query, double[] q, double[][] k, double[][] v) {
        int headSize = settings.width() / settings.heads();
        int visible = settings.mask() == Mask.CAUSAL ? query + 1 : settings.sequence();
        double[] mixed = new double[settings.width()];
        for (int head = 0; head < settings.heads(); head++) {
            double[] p = probabilities[head][query];
            double total = 0;
            for (int j = 0; j < visible; j++) {
                double score = 0;
                for (int i = head * headSize; i < (head + 1) * headSize; i++) {
                    score += q[i] * k[j][i];
                }
                p[j] = Math.exp(score / Math.sqrt(headSize));
                total += p[j];
            }
            for (int j = 0; j < visible; j++) {
                p[j] /= total;
                for (int i = head * headSize; i < (head + 1) * headSize; i++) {
                    mixed[i] += p[j] * v[j][i];
                }
            }
        }
        return mixed;
    }

    /// Multiplies the complex number of each adjacent pair by exp(i · position · base^(−2f/headSize)).
    private double[] turn(double[] x, int position) {
        if (settings.positions() != Positions.ROTARY) {
            return x;
        }
        int headSize = settings.width() / settings.heads();
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i += 2) {
            double angle = position * Math.pow(settings.rotaryBase(), -(double) (i % headSize) / headSize);
            y[i] = x[i] * Math.cos(angle) - x[i + 1] * Math.sin(angle);
            y[i + 1] = x[i] * Math.sin(angle) + x[i + 1] * Math.cos(angle);
        }
        return y;
    }

    private double[] norm(String name, double[] x) {
        if (settings.normalization() == Normalization.NONE) {
            return x;
        }
        double mean = 0;
        for (double value : x) {
            mean += value / x.length;
        }
        double variance = 0;
        for (double value : x) {
            variance += (value - mean) * (value - mean) / x.length;
        }
        double[] gain = row(name + ".gain", 0);
        double[] y = row(name + ".bias", 0);
        for (int i = 0; i < x.length; i++) {
            y[i] += gain[i] * (x[i] - mean) / Math.sqrt(variance + 1e-5);
        }
        return y;
    }

    private double[] affine(String name, double[] x) {
        double[] y = row(name + ".bias", 0);
        for (int i = 0; i < x.length; i++) {
            double[] weights = row(name, i);
            for (int j = 0; j < y.length; j++) {
                y[j] += x[i] * weights[j];
            }
        }
        return y;
    }

    private double[] row(String name, int row) {
        Tensor tensor = layout.tensor(name);
        double[] values = new double[tensor.columns()];
        for (int i = 0; i < values.length; i++) {
            values[i] = parameters[tensor.offset() + row * tensor.stride() + i];
        }
        return values;
    }

    private static double[] sum(double[] x, double[] y) {
        double[] z = x.clone();
        for (int i = 0; i < z.length; i++) {
            z[i] += y[i];
        }
        return z;
    }
}
