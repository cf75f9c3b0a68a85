// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer;

import calorimeter.engine.transformer.attention.HeadOperators;
import calorimeter.engine.transformer.settings.AttentionKind;
import calorimeter.engine.transformer.settings.TransformerSettings;

/// Scaled attention scores s_j = q·k_j/(T √headSize) of a model on some examples, for every layer, head and
/// query, with the order and the temperature of every head. A masked key is absent: a row holds its visible
/// keys only.
public final class AttentionScores {

    private final TransformerSettings settings;
    private final int examples;

    /// One array per layer, [examples × queries × heads × keys].
    private final float[][] scores;

    private final double[][] orders;
    private final double[][] temperatures;

    AttentionScores(TransformerSettings settings, HeadOperators operators, int examples) {
        this.settings = settings;
        this.examples = examples;
        orders = new double[settings.layers()][settings.heads()];
        temperatures = new double[settings.layers()][settings.heads()];
        for (int layer = 0; layer < settings.layers(); layer++) {
            for (int head = 0; head < settings.heads(); head++) {
                orders[layer][head] = operators.order(layer, head);
                temperatures[layer][head] = operators.temperature(layer, head);
            }
        }
        scores = new float[settings.layers()][examples * rowsPerExample()];
    }

    private int rowsPerExample() {
        return settings.sequence() * settings.heads() * settings.sequence();
    }

    void put(int layer, int firstExample, int count, float[] values) {
        System.arraycopy(values, 0, scores[layer], firstExample * rowsPerExample(), count * rowsPerExample());
    }

    /// Whether every score of a visible key is a finite number.
    public boolean finite() {
        double[] row = new double[settings.sequence()];
        for (int layer = 0; layer < layers(); layer++) {
            for (int example = 0; example < examples; example++) {
                for (int query = 0; query < queries(); query++) {
                    for (int head = 0; head < heads(); head++) {
                        int visible = row(layer, example, head, query, row);
                        for (int key = 0; key < visible; key++) {
                            if (!Double.isFinite(row[key])) {
                                return false;
                            }
                        }
                    }
                }
            }
        }
        return true;
    }

    public int examples() {
        return examples;
    }

    public int layers() {
        return settings.layers();
    }

    public int heads() {
        return settings.heads();
    }

    public int queries() {
        return settings.sequence();
    }

    /// Which family of operators the orders belong to.
    public AttentionKind kind() {
        return settings.attention().kind();
    }

    /// Order of a head's operator, NaN for softmax.
    public double order(int layer, int head) {
        return orders[layer][head];
    }

    /// T of a head, in units of √headSize.
    public double temperature(int layer, int head) {
        return temperatures[layer][head];
    }

    /// Keys that a query sees.
    public int visible(int query) {
        return settings.visible(query);
    }

    /// Copies one row into the first [#visible] entries of `row`, in double precision, and returns their
    /// number.
    public int row(int layer, int example, int head, int query, double[] row) {
        int visible = settings.visible(query);
        int offset = ((example * settings.sequence() + query) * settings.heads() + head) * settings.sequence();
        for (int key = 0; key < visible; key++) {
            row[key] = scores[layer][offset + key];
        }
        return visible;
    }
}
