package calorimeter.engine.model;

import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.task.Examples;
import java.util.ArrayList;
import java.util.List;

/// Forward and backward through all layers for one block of examples, small enough that its activations stay in
/// cache. Owned by one thread; its buffers are overwritten by the next block.
///
/// Rows of a block at layer l ≥ 1 are (example, position) in that order. The last layer computes only the
/// positions that are read: the last one, or all when the readout is a mean or when scores are wanted.
final class BlockPass {

    private final TransformerSettings settings;
    private final Examples examples;
    private final InputRows input;
    private final int sequence;
    private final int capacity;
    private final ReadoutHead head;
    private final List<Layer> layers = new ArrayList<>();
    private final int[] labels;
    private final int[] inputKeyRow;
    private final int[] ownKeyRow;
    private final int[] ownPosition;
    private final Rows dQuery;
    private final Rows dKey;
    private final Rows dValue;
    private final Rows dMid;

    /// One layer with its activations. The first layer's projection is that of [InputRows]; later ones own
    /// theirs.
    private static final class Layer {
        final Projection projection;
        final AttentionLayer attention;
        final FeedForwardLayer feedForward;
        final int queries;
        final int[] queryRow;
        final int[] residualRow;
        final Rows mid;
        final Rows out;
        final Rows dOut;

        Layer(
                Projection projection,
                AttentionLayer attention,
                FeedForwardLayer feedForward,
                int examples,
                int queries,
                int width) {
            this.projection = projection;
            this.attention = attention;
            this.feedForward = feedForward;
            this.queries = queries;
            queryRow = new int[examples * queries];
            residualRow = new int[examples * queries];
            mid = new Rows(examples * queries, width);
            out = new Rows(examples * queries, width);
            dOut = new Rows(examples * queries, width);
        }
    }

    BlockPass(
            TransformerSettings settings,
            ParameterLayout layout,
            List<LayerWeights> weights,
            AffineMap unembedding,
            Kernel kernel,
            Examples examples,
            InputRows input,
            int capacity,
            boolean allQueries) {
        this.settings = settings;
        this.examples = examples;
        this.input = input;
        this.capacity = capacity;
        sequence = settings.sequence();
        int width = settings.width();
        int rows = capacity * sequence;
        for (int i = 0; i < settings.layers(); i++) {
            boolean last = i == settings.layers() - 1;
            int queries = last && settings.readout() == Readout.LAST && !allQueries ? 1 : sequence;
            Layer layer = new Layer(
                    i == 0 ? input.projection : ownProjection(layout, weights, kernel, i, queries),
                    new AttentionLayer(settings, weights.get(i), kernel, capacity, queries),
                    new FeedForwardLayer(settings, layout.layers.get(i), weights.get(i), kernel, capacity * queries),
                    capacity,
                    queries,
                    width);
            for (int row = 0; row < capacity * queries; row++) {
                layer.queryRow[row] = row;
                layer.residualRow[row] = row / queries * sequence + sequence - queries + row % queries;
            }
            layers.add(layer);
        }
        head = new ReadoutHead(settings, layout, unembedding, kernel, capacity, layers.getLast().queries);
        labels = new int[capacity];
        inputKeyRow = new int[rows];
        ownKeyRow = new int[rows];
        ownPosition = new int[rows];
        for (int row = 0; row < rows; row++) {
            ownKeyRow[row] = row;
            ownPosition[row] = row % sequence;
        }
        int ownRows = settings.layers() > 1 ? rows : 0;
        dQuery = new Rows(ownRows, width);
        dKey = new Rows(ownRows, width);
        dValue = new Rows(ownRows, width);
        dMid = new Rows(rows, width);
    }

    private Projection ownProjection(
            ParameterLayout layout, List<LayerWeights> weights, Kernel kernel, int layer, int queries) {
        int[] queryFrom = new int[capacity * queries];
        for (int i = 0; i < queryFrom.length; i++) {
            queryFrom[i] = i / queries * sequence + sequence - queries + i % queries;
        }
        return new Projection(
                settings,
                layout.layers.get(layer),
                weights.get(layer),
                kernel,
                capacity * sequence,
                queries == sequence ? null : queryFrom);
    }

    int capacity() {
        return capacity;
    }

    ReadoutHead head() {
        return head;
    }

    /// Scores of a layer after [#scores], as [AttentionLayer#scores].
    float[] scores(int layer) {
        return layers.get(layer).attention.scores();
    }

    /// Loss and number correct of examples `batch[from] … batch[from + count − 1]`, left in [#head] together
    /// with the gradient of the logits scaled by `weight`.
    void forward(int[] batch, int from, int count, float weight, float[] parameters) {
        layers(batch, from, count, parameters);
        head.forward(count, layers.getLast().out, labels, weight, parameters);
    }

    /// Logits of the same examples, [count × classes].
    Rows logits(int[] batch, int from, int count, float[] parameters) {
        layers(batch, from, count, parameters);
        return head.logits(count, layers.getLast().out, parameters);
    }

    /// What the unembedding reads, [count × width].
    Rows representations(int[] batch, int from, int count, float[] parameters) {
        layers(batch, from, count, parameters);
        return head.read(count, layers.getLast().out, parameters);
    }

    private void layers(int[] batch, int from, int count, float[] parameters) {
        select(batch, from, count);
        for (int i = 0; i < layers.size(); i++) {
            attend(i, count, parameters);
            feed(i, count, parameters);
        }
    }

    /// Attention scores of every layer; computes nothing after the last layer's.
    void scores(int[] batch, int from, int count, float[] parameters) {
        select(batch, from, count);
        for (int i = 0; i < layers.size(); i++) {
            attend(i, count, parameters);
            if (i < layers.size() - 1) {
                feed(i, count, parameters);
            }
        }
    }

    private void select(int[] batch, int from, int count) {
        Layer first = layers.getFirst();
        for (int i = 0; i < count; i++) {
            int example = batch[from + i];
            labels[i] = examples.label(example);
            for (int position = 0; position < sequence; position++) {
                inputKeyRow[i * sequence + position] = input.row(example, position);
            }
            for (int q = 0; q < first.queries; q++) {
                int row = input.row(example, sequence - first.queries + q);
                first.queryRow[i * first.queries + q] = row;
                first.residualRow[i * first.queries + q] = row;
            }
        }
    }

    private void attend(int i, int count, float[] parameters) {
        Layer layer = layers.get(i);
        if (i > 0) {
            Rows x = layers.get(i - 1).out;
            layer.projection.forward(0, count * sequence, count * layer.queries, x, ownPosition, parameters);
        }
        Projection projection = layer.projection;
        layer.attention.attend(count, projection.query, layer.queryRow, projection.key, projection.value, keyRow(i));
    }

    private void feed(int i, int count, float[] parameters) {
        Layer layer = layers.get(i);
        layer.attention.project(count, residual(i), layer.residualRow, layer.mid);
        layer.feedForward.forward(count * layer.queries, layer.mid, parameters, layer.out);
    }

    private int[] keyRow(int layer) {
        return layer == 0 ? inputKeyRow : ownKeyRow;
    }

    private Rows residual(int layer) {
        return layer == 0 ? input.x : layers.get(layer - 1).out;
    }

    /// Adds the gradients of the block of the last [#forward].
    void backward(int count, float[] parameters, InputRows.Gradient inputGradient, float[] gradient) {
        head.backward(count, layers.getLast().out, parameters, layers.getLast().dOut, gradient);
        for (int i = layers.size() - 1; i >= 0; i--) {
            Layer layer = layers.get(i);
            layer.feedForward.backward(count * layer.queries, layer.mid, layer.dOut, parameters, dMid, gradient);
            if (i == 0) {
                attentionBackward(
                        i,
                        count,
                        inputGradient.dx,
                        inputGradient.dQuery,
                        inputGradient.dKey,
                        inputGradient.dValue,
                        gradient);
            } else {
                Rows dx = layers.get(i - 1).dOut;
                dx.clear();
                dQuery.clear();
                dKey.clear();
                dValue.clear();
                attentionBackward(i, count, dx, dQuery, dKey, dValue, gradient);
                layer.projection.backward(
                        count * sequence,
                        count * layer.queries,
                        residual(i),
                        ownPosition,
                        dQuery,
                        dKey,
                        dValue,
                        parameters,
                        dx,
                        gradient);
            }
        }
    }

    private void attentionBackward(int i, int count, Rows dx, Rows dQuery, Rows dKey, Rows dValue, float[] gradient) {
        Layer layer = layers.get(i);
        Projection projection = layer.projection;
        layer.attention.backward(
                count,
                projection.query,
                layer.queryRow,
                projection.key,
                projection.value,
                keyRow(i),
                layer.residualRow,
                dMid,
                dx,
                dQuery,
                dKey,
                dValue,
                gradient);
    }
}
