package calorimeter.lab.observable;

import calorimeter.engine.transformer.AttentionScores;
import calorimeter.physics.attention.AttentionRow;
import calorimeter.physics.attention.EntropySpread;
import calorimeter.physics.attention.HeadAccumulator;
import calorimeter.physics.attention.HeadSimilarity;
import calorimeter.physics.attention.HeadState;
import calorimeter.physics.attention.LandscapeState;
import calorimeter.physics.attention.LandscapeVariance;
import calorimeter.physics.attention.RowState;
import java.util.ArrayList;
import java.util.List;

/// All attention of a model on some examples as statistical mechanics: every row (one query of one head) is a
/// canonical ensemble over its visible keys at β = 1/√headSize with energies E = −s/β.
///
/// Keeps the occupation p and energy E of every row, so that the first law can be applied between two moments
/// of training.
public final class AttentionProbe {

    private final HeadState[][] heads;
    private final LandscapeState landscape;
    private final double similarity;
    private final double entropySpread;
    private final double beta;
    private final double[] probabilities;
    private final double[] energies;
    private final int[] rowOffsets;

    /// @param headSize d_k
    public AttentionProbe(AttentionScores scores, int headSize) {
        beta = 1 / Math.sqrt(headSize);
        int rows = scores.layers() * scores.heads() * scores.examples() * scores.queries();
        rowOffsets = new int[rows + 1];
        int keys = 0;
        for (int query = 0; query < scores.queries(); query++) {
            keys += scores.visible(query);
        }
        probabilities = new double[keys * scores.layers() * scores.heads() * scores.examples()];
        energies = new double[probabilities.length];
        heads = new HeadState[scores.layers()][scores.heads()];
        LandscapeVariance variance = new LandscapeVariance();
        List<HeadSimilarity> similarities = new ArrayList<>();
        double[][] entropies = new double[scores.layers()][scores.heads()];
        int row = 0;
        for (int layer = 0; layer < scores.layers(); layer++) {
            HeadAccumulator[] accumulators = new HeadAccumulator[scores.heads()];
            for (int head = 0; head < scores.heads(); head++) {
                accumulators[head] = new HeadAccumulator();
            }
            HeadSimilarity layerSimilarity = new HeadSimilarity(scores.heads());
            row = measure(scores, layer, row, accumulators, variance, layerSimilarity);
            for (int head = 0; head < scores.heads(); head++) {
                heads[layer][head] = accumulators[head].state();
                entropies[layer][head] = heads[layer][head].entropy();
            }
            similarities.add(layerSimilarity);
        }
        landscape = variance.state();
        similarity = HeadSimilarity.meanOverLayers(similarities).orElse(Double.NaN);
        entropySpread = EntropySpread.of(entropies).orElse(Double.NaN);
    }

    private int measure(
            AttentionScores scores,
            int layer,
            int firstRow,
            HeadAccumulator[] accumulators,
            LandscapeVariance variance,
            HeadSimilarity layerSimilarity) {
        double[] row = new double[scores.queries()];
        double[][] weights = new double[scores.heads()][scores.queries()];
        int index = firstRow;
        for (int example = 0; example < scores.examples(); example++) {
            for (int query = 0; query < scores.queries(); query++) {
                int visible = scores.visible(query);
                for (int head = 0; head < scores.heads(); head++) {
                    scores.row(layer, example, head, query, row);
                    RowState state = AttentionRow.state(row, 0, visible, beta, weights[head]);
                    accumulators[head].add(state);
                    variance.add(row, 0, visible);
                    keep(index++, row, weights[head], visible);
                }
                layerSimilarity.add(weights, 0, visible);
            }
        }
        return index;
    }

    private void keep(int row, double[] scores, double[] weights, int visible) {
        int offset = rowOffsets[row];
        for (int key = 0; key < visible; key++) {
            probabilities[offset + key] = weights[key];
            energies[offset + key] = -scores[key] / beta;
        }
        rowOffsets[row + 1] = offset + visible;
    }

    public HeadState head(int layer, int head) {
        return heads[layer][head];
    }

    public HeadState[][] heads() {
        return heads.clone();
    }

    /// V and its parts.
    public LandscapeState landscape() {
        return landscape;
    }

    /// s̄, NaN for a single head.
    public double similarity() {
        return similarity;
    }

    /// σ_H, NaN for a single head.
    public double entropySpread() {
        return entropySpread;
    }

    double beta() {
        return beta;
    }

    RowOccupation occupation() {
        return new RowOccupation(probabilities, energies);
    }

    int[] rowOffsets() {
        return rowOffsets;
    }
}
