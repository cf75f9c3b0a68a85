// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.observable;

import calorimeter.engine.transformer.AttentionScores;
import calorimeter.engine.transformer.settings.AttentionKind;
import calorimeter.physics.attention.AttentionRow;
import calorimeter.physics.attention.AttentionState;
import calorimeter.physics.attention.HeadAccumulator;
import calorimeter.physics.attention.HeadSimilarity;
import calorimeter.physics.attention.HeadState;
import calorimeter.physics.attention.LandscapeState;
import calorimeter.physics.attention.LandscapeVariance;
import calorimeter.physics.attention.OperatorState;
import calorimeter.physics.entropy.Abe;
import calorimeter.physics.entropy.GeneralisedEntropy;
import calorimeter.physics.entropy.Kaniadakis;
import calorimeter.physics.entropy.Shannon;
import calorimeter.physics.entropy.Tsallis;
import calorimeter.physics.exact.RandomHeat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// All attention of a model on some examples as statistical mechanics: every row (one query of one head) is
/// an ensemble over its visible keys at β = 1/(T √headSize) with energies E = −s/β, canonical for softmax and
/// otherwise of the entropy that the head's operator maximises.
///
/// Rows are ordered by layer, example, query, head. Each is measured once; averages are taken from the measured rows.
public final class AttentionProbe {

    private final AttentionScores scores;
    private final double unit;
    private final AttentionState[] rows;

    /// Row r occupies `[offsets[r], offsets[r + 1])` of probabilities and energies.
    private final int[] offsets;

    private final double[] probabilities;
    private final double[] energies;

    /// Attention as it is computed.
    ///
    /// @param headSize d_k
    public AttentionProbe(AttentionScores scores, int headSize) {
        this(scores, headSize, scores.kind());
    }

    /// @param kind of the operators; as it would be where that is not the model's, then softmax
    private AttentionProbe(AttentionScores scores, int headSize, AttentionKind kind) {
        this.scores = scores;
        unit = Math.sqrt(headSize);
        rows = new AttentionState[scores.layers() * scores.examples() * scores.queries() * scores.heads()];
        offsets = new int[rows.length + 1];
        int keys = 0;
        for (int query = 0; query < scores.queries(); query++) {
            keys += scores.visible(query);
        }
        probabilities = new double[keys * scores.layers() * scores.heads() * scores.examples()];
        energies = new double[probabilities.length];
        double[] row = new double[scores.queries()];
        double[] weights = new double[scores.queries()];
        forEachRow(scores, (layer, example, query, head) -> {
            int visible = scores.row(layer, example, head, query, row);
            int index = index(layer, example, query, head);
            double beta = beta(layer, head);
            rows[index] = kind == AttentionKind.SOFTMAX
                    ? AttentionRow.state(row, 0, visible, beta, weights)
                    : OperatorState.of(entropy(kind, scores.order(layer, head)), row, visible, beta, weights);
            for (int key = 0; key < visible; key++) {
                probabilities[offsets[index] + key] = weights[key];
                energies[offsets[index] + key] = -row[key] / beta;
            }
            offsets[index + 1] = offsets[index] + visible;
        });
    }

    /// The same scores as if attention were softmax.
    public static AttentionProbe asSoftmax(AttentionScores scores, int headSize) {
        return new AttentionProbe(scores, headSize, AttentionKind.SOFTMAX);
    }

    private static GeneralisedEntropy entropy(AttentionKind kind, double order) {
        return switch (kind) {
            case SOFTMAX -> new Shannon();
            case TSALLIS -> new Tsallis(order);
            case KANIADAKIS -> new Kaniadakis(order);
            case ABE -> new Abe(order);
        };
    }

    private interface RowVisitor {
        void row(int layer, int example, int query, int head);
    }

    private static void forEachRow(AttentionScores scores, RowVisitor visitor) {
        for (int layer = 0; layer < scores.layers(); layer++) {
            for (int example = 0; example < scores.examples(); example++) {
                for (int query = 0; query < scores.queries(); query++) {
                    for (int head = 0; head < scores.heads(); head++) {
                        visitor.row(layer, example, query, head);
                    }
                }
            }
        }
    }

    private int index(int layer, int example, int query, int head) {
        return ((layer * scores.examples() + example) * scores.queries() + query) * scores.heads() + head;
    }

    /// V and its parts, over all scores.
    public static LandscapeState landscape(AttentionScores scores) {
        LandscapeVariance variance = new LandscapeVariance();
        double[] row = new double[scores.queries()];
        forEachRow(scores, (layer, example, query, head) -> {
            int visible = scores.row(layer, example, head, query, row);
            variance.add(row, 0, visible);
        });
        return variance.state();
    }

    /// Averages of every head over all its rows, shape (layers, heads).
    public HeadState[][] heads() {
        boolean[][] all = new boolean[scores.layers()][scores.queries()];
        for (boolean[] queries : all) {
            Arrays.fill(queries, true);
        }
        return heads(all);
    }

    /// Averages of every head over the rows of some queries, shape (layers, heads).
    ///
    /// @param queries which are taken, shape (layers, queries); at least one in each layer
    public HeadState[][] heads(boolean[][] queries) {
        HeadAccumulator[][] sums = new HeadAccumulator[scores.layers()][scores.heads()];
        for (HeadAccumulator[] layer : sums) {
            Arrays.setAll(layer, head -> new HeadAccumulator());
        }
        forEachRow(scores, (layer, example, query, head) -> {
            if (queries[layer][query]) {
                sums[layer][head].add(rows[index(layer, example, query, head)]);
            }
        });
        HeadState[][] heads = new HeadState[scores.layers()][scores.heads()];
        for (int layer = 0; layer < heads.length; layer++) {
            for (int head = 0; head < heads[layer].length; head++) {
                heads[layer][head] = sums[layer][head].state();
            }
        }
        return heads;
    }

    /// Mean C of random energies with the number of keys and the variance of every head's rows of some
    /// queries, shape (layers, heads); NaN where no such row has two keys.
    double[][] randomHeats(boolean[][] queries) {
        double[][] heats = new double[scores.layers()][scores.heads()];
        for (int layer = 0; layer < heats.length; layer++) {
            for (int head = 0; head < heats[layer].length; head++) {
                double sum = 0;
                int rows = 0;
                for (int query = 0; query < scores.queries(); query++) {
                    if (queries[layer][query] && scores.visible(query) > 1) {
                        sum += RandomHeat.of(scores.visible(query), deviation(layer, query, head));
                        rows++;
                    }
                }
                heats[layer][head] = sum / rows;
            }
        }
        return heats;
    }

    /// √ of the variance of scaled scores within rows, unbiased, over all examples of a query.
    private double deviation(int layer, int query, int head) {
        LandscapeVariance pooled = new LandscapeVariance();
        for (int example = 0; example < scores.examples(); example++) {
            int row = index(layer, example, query, head);
            pooled.add(energies, offsets[row], offsets[row + 1]);
        }
        double keys = scores.visible(query);
        return beta(layer, head) * Math.sqrt(pooled.state().withinRows() * keys / (keys - 1));
    }

    /// The place of a row's head among those of all layers.
    int headOf(int row) {
        int ofLayer = scores.examples() * scores.queries() * scores.heads();
        return row / ofLayer * scores.heads() + row % scores.heads();
    }

    /// s̄, NaN for a single head.
    public double similarity() {
        List<HeadSimilarity> layers = new ArrayList<>();
        double[][] weights = new double[scores.heads()][scores.queries()];
        for (int layer = 0; layer < scores.layers(); layer++) {
            HeadSimilarity similarity = new HeadSimilarity(scores.heads());
            for (int example = 0; example < scores.examples(); example++) {
                for (int query = 0; query < scores.queries(); query++) {
                    int visible = scores.visible(query);
                    for (int head = 0; head < scores.heads(); head++) {
                        int from = offsets[index(layer, example, query, head)];
                        System.arraycopy(probabilities, from, weights[head], 0, visible);
                    }
                    similarity.add(weights, 0, visible);
                }
            }
            layers.add(similarity);
        }
        return HeadSimilarity.meanOverLayers(layers).orElse(Double.NaN);
    }

    /// β = 1/(T √headSize) of a head.
    double beta(int layer, int head) {
        return 1 / (scores.temperature(layer, head) * unit);
    }

    /// Where each row begins in [#probabilities] and [#energies], and the end of the last; for reading, as those.
    int[] offsets() {
        return offsets;
    }

    double[] probabilities() {
        return probabilities;
    }

    double[] energies() {
        return energies;
    }
}
