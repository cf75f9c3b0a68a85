// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.layered;

import calorimeter.engine.computation.BlockComputation;
import calorimeter.engine.computation.RowLoss;
import calorimeter.engine.computation.Rows;
import calorimeter.engine.computation.ShardGradient;
import calorimeter.engine.data.TokenSequences;
import calorimeter.engine.model.LogitTerms;
import calorimeter.engine.transformer.input.InputRows;
import calorimeter.engine.transformer.input.Projection;
import calorimeter.engine.transformer.input.TransformerWeights;
import calorimeter.engine.transformer.settings.Readout;
import java.util.ArrayList;
import java.util.List;

/// Forward and backward through all layers for one block of examples. In every layer, with x its residual rows:
///
///     q, k, v = projection(x),   mid = x + attention(q, k, v),   out = mid + MLP(mid)
///
/// The first layer's x, q, k and v are those of [InputRows]; rows between layers are those of [BlockRows]. The
/// last layer computes only the positions that are read: the last one, or all when the readout is a mean or when
/// scores are wanted. Prefixes are shared only in the first case, for the others speak of every position of
/// every example.
public final class BlockPass implements BlockComputation<LayeredComputation.Sums> {

    private final TransformerWeights weights;
    private final TokenSequences examples;
    private final InputRows input;
    private final int sequence;
    private final int capacity;
    private final ReadoutHead head;
    private final List<Layer> layers = new ArrayList<>();
    private final BlockRows rows;
    private final ScoreTerms terms;
    private final int[] numbers;
    private final int[] labels;
    private final int[] inputKeyRow;
    private final Rows dMid;

    /// One layer with its activations.
    private final class Layer {
        final boolean lastPositionOnly;
        final QueryRows queries;
        final Rows x;
        final Projection projection;
        final AttentionLayer attention;
        final FeedForwardLayer feedForward;
        final Rows mid;
        final Rows out;
        final Rows dOut;

        Layer(int index, boolean lastPositionOnly) {
            this.lastPositionOnly = lastPositionOnly;
            int inputs = capacity * sequence;
            int most = lastPositionOnly ? capacity : inputs;
            boolean first = index == 0;
            queries = new QueryRows(weights.settings, most, first, first ? inputKeyRow : rows.rows());
            x = first ? input.x : layers.getLast().out;
            projection = first
                    ? input.projection
                    : new Projection(weights, index, inputs, lastPositionOnly ? queries.residual : null);
            attention = new AttentionLayer(weights, index, terms, most);
            feedForward = new FeedForwardLayer(weights, index, most);
            mid = rows(most);
            out = rows(most);
            dOut = rows(most);
        }
    }

    /// Gradients at the projection of a later layer, which end in ∂out of the one before; all but ∂out are
    /// shared by the layers.
    private final List<Projection.Gradient> gradients = new ArrayList<>();

    /// @param terms what the gradient has at the scores beside the loss
    /// @param logitTerms what it has at the logits
    /// @param sharedPrefixes only where the model shares them and not all queries are wanted
    BlockPass(
            TransformerWeights weights,
            TokenSequences examples,
            InputRows input,
            ScoreTerms terms,
            LogitTerms logitTerms,
            int capacity,
            boolean allQueries,
            boolean sharedPrefixes) {
        this.weights = weights;
        this.examples = examples;
        this.input = input;
        this.terms = terms;
        this.capacity = capacity;
        sequence = weights.settings.sequence();
        rows = new BlockRows(examples, capacity, sharedPrefixes);
        numbers = new int[capacity];
        labels = new int[capacity];
        inputKeyRow = new int[capacity * sequence];
        boolean lastPositionOnly = weights.settings.readout() == Readout.LAST && !allQueries;
        int count = weights.settings.layers();
        for (int i = 0; i < count; i++) {
            layers.add(new Layer(i, lastPositionOnly && i == count - 1));
        }
        head = new ReadoutHead(weights, logitTerms, capacity, lastPositionOnly ? 1 : sequence);
        int inputs = capacity * sequence;
        dMid = rows(inputs);
        Rows dQuery = rows(count > 1 ? inputs : 0);
        Rows dKey = rows(count > 1 ? inputs : 0);
        Rows dValue = rows(count > 1 ? inputs : 0);
        for (Layer layer : layers.subList(0, count - 1)) {
            gradients.add(new Projection.Gradient(layer.dOut, dQuery, dKey, dValue));
        }
    }

    private Rows rows(int count) {
        return new Rows(count, weights.settings.width());
    }

    @Override
    public int capacity() {
        return capacity;
    }

    @Override
    public RowLoss crossEntropy() {
        return head.crossEntropy();
    }

    @Override
    public void forward(int[] batch, int from, int count, float weight) {
        layers(batch, from, count);
        for (int i = 0; i < count; i++) {
            numbers[i] = batch[from + i];
            labels[i] = examples.label(batch[from + i]);
        }
        head.forward(count, layers.getLast().out, numbers, labels, weight);
    }

    @Override
    public void logits(int[] batch, int from, int count, float[] result, int first) {
        layers(batch, from, count);
        head.logits(count, layers.getLast().out).copyTo(count, result, first);
    }

    /// What the unembedding reads, [count × width].
    public Rows representations(int[] batch, int from, int count) {
        layers(batch, from, count);
        return head.read(count, layers.getLast().out);
    }

    private void layers(int[] batch, int from, int count) {
        scores(batch, from, count);
        feed(layers.getLast());
    }

    /// Attention scores of every layer, to be read by [#scores(int)]; computes nothing after the last layer's.
    public void scores(int[] batch, int from, int count) {
        select(batch, from, count);
        for (Layer layer : layers) {
            if (layer != layers.getFirst()) {
                layer.projection.forward(0, rows.count(), layer.queries.count(), layer.x, rows.positions());
            }
            layer.attention.attend(layer.queries, layer.projection);
            if (layer != layers.getLast()) {
                feed(layer);
            }
        }
    }

    /// Scores of a layer after [#scores], [query rows × heads × sequence].
    public float[] scores(int layer) {
        return layers.get(layer).attention.scores();
    }

    private void feed(Layer layer) {
        layer.attention.project(layer.queries, layer.x, layer.mid);
        layer.feedForward.forward(layer.queries.count(), layer.mid, layer.out);
    }

    private void select(int[] batch, int from, int count) {
        rows.select(batch, from, count);
        for (int i = 0; i < count; i++) {
            for (int position = 0; position < sequence; position++) {
                inputKeyRow[i * sequence + position] = input.row(batch[from + i], position);
            }
        }
        for (Layer layer : layers) {
            if (layer.lastPositionOnly) {
                layer.queries.takeLast(rows, count);
            } else {
                layer.queries.takeAll(rows);
            }
        }
    }

    @Override
    public void backward(int count, LayeredComputation.Sums sums) {
        ShardGradient tensors = sums.gradient();
        head.backward(count, layers.getLast().out, layers.getLast().dOut, tensors);
        for (int i = layers.size() - 1; i >= 0; i--) {
            Layer layer = layers.get(i);
            int queries = layer.queries.count();
            layer.feedForward.backward(queries, layer.mid, layer.dOut, dMid, tensors);
            if (i == 0) {
                layer.attention.backward(layer.queries, layer.projection, dMid, sums.input(), tensors);
            } else {
                Projection.Gradient gradient = gradients.get(i - 1);
                gradient.dx().clear(rows.count());
                gradient.dQuery().clear(queries);
                gradient.dKey().clear(rows.count());
                gradient.dValue().clear(rows.count());
                layer.attention.backward(layer.queries, layer.projection, dMid, gradient, tensors);
                layer.projection.backward(rows.count(), queries, layer.x, rows.positions(), gradient, tensors);
            }
        }
        tensors.endBlock();
    }
}
