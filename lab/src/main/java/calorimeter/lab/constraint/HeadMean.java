// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.constraint;

import calorimeter.engine.transformer.layered.ScoreTerms;
import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.lab.observable.HeadAverage;
import calorimeter.lab.observable.ReadRows;
import calorimeter.physics.attention.HeadState;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Entropy S or specific heat C of attention on the examples of the batch: the mean over rows of each head, then over
/// heads, as `attention.S` and its relatives are recorded of the probe examples.
///
///     ∂S/∂s_j = −p_j (ln p_j + S),   ∂C/∂s_j = p_j [(s_j − ⟨s⟩)² − C + 2(s_j − ⟨s⟩)]
///
/// S is averaged over all rows, C over those of at least two keys; with `.read` over the rows that the loss depends on.
final class HeadMean implements ConstrainedQuantity {

    /// Numbers of a layer and of a head in it.
    record Head(int layer, int head) {}

    private final TransformerSettings model;
    private final boolean entropy;
    private final List<Head> heads;

    /// Queries whose rows count, [layers × positions].
    private final boolean[][] queries;

    /// @param average [HeadAverage#ENTROPY] or [HeadAverage#SPECIFIC_HEAT]
    /// @param read whether only rows that the loss depends on count
    /// @param layer −1 for all
    /// @param head −1 for all
    HeadMean(TransformerSettings model, HeadAverage average, boolean read, int layer, int head) {
        this.model = model;
        entropy = average == HeadAverage.ENTROPY;
        heads = IntStream.range(0, model.layers())
                .filter(i -> layer < 0 || i == layer)
                .boxed()
                .flatMap(i -> IntStream.range(0, model.heads())
                        .filter(j -> head < 0 || j == head)
                        .mapToObj(j -> new Head(i, j)))
                .toList();
        queries = read ? ReadRows.read(model) : all(model);
        if (!entropy) {
            for (boolean[] layerQueries : queries) {
                for (int position = 0; position < layerQueries.length; position++) {
                    layerQueries[position] &= model.visible(position) > 1;
                }
            }
        }
    }

    boolean entropy() {
        return entropy;
    }

    List<Head> heads() {
        return heads;
    }

    int headSize() {
        return model.headSize();
    }

    private static boolean[][] all(TransformerSettings model) {
        boolean[][] all = new boolean[model.layers()][model.sequence()];
        for (boolean[] layer : all) {
            Arrays.fill(layer, true);
        }
        return all;
    }

    /// Whether it needs rows that no answer depends on.
    boolean needsUnreadRows() {
        boolean[][] read = ReadRows.read(model);
        return heads.stream()
                .anyMatch(head -> IntStream.range(0, model.sequence())
                        .anyMatch(i -> queries[head.layer][i] && !read[head.layer][i]));
    }

    /// S of a row lies between 0 and the logarithm of its number of keys.
    @Override
    public Range range() {
        if (!entropy) {
            return Range.NOT_NEGATIVE;
        }
        double sum = 0;
        for (Head head : heads) {
            double rows = 0;
            for (int position = 0; position < model.sequence(); position++) {
                rows += queries[head.layer][position] ? StrictMath.log(model.visible(position)) : 0;
            }
            sum += rows / count(head.layer);
        }
        return new Range(0, sum / heads.size());
    }

    /// Rows of each example and head.
    private int count(int layer) {
        int count = 0;
        for (boolean counts : queries[layer]) {
            count += counts ? 1 : 0;
        }
        return count;
    }

    @Override
    public double measure(BatchView view) {
        HeadState[][] states = view.attention().heads(queries);
        double sum = 0;
        for (Head head : heads) {
            HeadState state = states[head.layer][head.head];
            sum += entropy ? state.entropy() : state.specificHeat();
        }
        return sum / heads.size();
    }

    @Override
    public void addTerms(BatchView view, double weight) {
        ScoreTerms terms = view.scoreTerms();
        for (Head head : heads) {
            double share = weight / heads.size() / count(head.layer) / view.batch().length;
            for (int position = 0; position < model.sequence(); position++) {
                if (queries[head.layer][position]) {
                    if (entropy) {
                        terms.addEntropy(head.layer, position, head.head, share);
                    } else {
                        terms.addSpecificHeat(head.layer, position, head.head, share);
                    }
                }
            }
        }
    }
}
