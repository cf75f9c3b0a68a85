// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.observable;

import calorimeter.engine.model.ParameterLayout;
import calorimeter.engine.transformer.settings.Mask;
import calorimeter.engine.transformer.settings.Readout;
import calorimeter.engine.transformer.settings.TransformerSettings;

/// The forward pass of a ReLU model of any depth without norms and biases, one example at a time, straight from the
/// equations, in double precision. The scores of one row can be disturbed on the way.
///
///     x_t = E[token_t] + P[t]      s_j = q·k_j/√headSize      p = softmax(s)
///     m = x + (Σ_j p_j v_j) W_O    y = m + max(m W₁, 0) W₂    logits = y U, of the last position or the mean
final class PlainForward {

    /// Adds 1 to the score of key 0 in one row; layer −1 disturbs none.
    record Disturbed(int layer, int head, int query) {}

    private final TransformerSettings settings;
    private final ParameterLayout layout;
    private final float[] parameters;

    PlainForward(TransformerSettings settings, ParameterLayout layout, float[] parameters) {
        this.settings = settings;
        this.layout = layout;
        this.parameters = parameters;
    }

    double[] logits(int[] tokens, Disturbed disturbed) {
        double[][] x = new double[tokens.length][];
        double[][] embedding = tensor("embedding");
        double[][] positions = tensor("positions");
        for (int t = 0; t < tokens.length; t++) {
            x[t] = sum(embedding[tokens[t]], positions[t]);
        }
        for (int layer = 0; layer < settings.layers(); layer++) {
            x = layer(x, layer, disturbed);
        }
        double[] read = x[tokens.length - 1];
        if (settings.readout() == Readout.MEAN) {
            read = new double[settings.width()];
            for (double[] position : x) {
                for (int i = 0; i < read.length; i++) {
                    read[i] += position[i] / x.length;
                }
            }
        }
        return times(read, tensor("unembedding"));
    }

    private double[][] layer(double[][] x, int layer, Disturbed disturbed) {
        String name = "layer" + layer;
        double[][] y = new double[x.length][];
        for (int t = 0; t < x.length; t++) {
            double[] q = times(x[t], tensor(name + ".attention.query"));
            double[] mixed = new double[settings.width()];
            for (int head = 0; head < settings.heads(); head++) {
                boolean extra = disturbed.equals(new Disturbed(layer, head, t));
                attend(x, name, q, head, settings.mask() == Mask.CAUSAL ? t + 1 : x.length, extra, mixed);
            }
            double[] middle = sum(x[t], times(mixed, tensor(name + ".attention.output")));
            double[] hidden = times(middle, tensor(name + ".mlp.input"));
            for (int i = 0; i < hidden.length; i++) {
                hidden[i] = Math.max(hidden[i], 0);
            }
            y[t] = sum(middle, times(hidden, tensor(name + ".mlp.output")));
        }
        return y;
    }

    private void attend(double[][] x, String name, double[] q, int head, int visible, boolean extra, double[] mixed) {
        int size = settings.headSize();
        double[] p = new double[visible];
        double total = 0;
        for (int j = 0; j < visible; j++) {
            double[] k = times(x[j], tensor(name + ".attention.key"));
            double score = extra && j == 0 ? 1 : 0;
            for (int i = head * size; i < (head + 1) * size; i++) {
                score += q[i] * k[i] / Math.sqrt(size);
            }
            p[j] = Math.exp(score);
            total += p[j];
        }
        for (int j = 0; j < visible; j++) {
            double[] v = times(x[j], tensor(name + ".attention.value"));
            for (int i = head * size; i < (head + 1) * size; i++) {
                mixed[i] += p[j] / total * v[i];
            }
        }
    }

    private double[][] tensor(String name) {
        float[] flat = layout.extract(layout.tensor(name), parameters);
        double[][] matrix =
                new double[layout.tensor(name).rows()][layout.tensor(name).columns()];
        for (int i = 0; i < flat.length; i++) {
            matrix[i / matrix[0].length][i % matrix[0].length] = flat[i];
        }
        return matrix;
    }

    private static double[] times(double[] x, double[][] matrix) {
        double[] y = new double[matrix[0].length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < y.length; j++) {
                y[j] += x[i] * matrix[i][j];
            }
        }
        return y;
    }

    private static double[] sum(double[] x, double[] y) {
        double[] z = x.clone();
        for (int i = 0; i < z.length; i++) {
            z[i] += y[i];
        }
        return z;
    }
}
