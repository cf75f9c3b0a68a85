package calorimeter.engine.transformer.layered;

import calorimeter.engine.computation.AffineMap;
import calorimeter.engine.computation.Rows;
import calorimeter.engine.computation.ShardGradient;
import calorimeter.engine.data.TokenSequences;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.transformer.input.InputRows;
import calorimeter.engine.transformer.input.LayerWeights;
import calorimeter.engine.transformer.input.Projection;
import calorimeter.engine.transformer.settings.Readout;
import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.engine.transformer.settings.TransformerTensors;
import java.util.ArrayList;
import java.util.List;

/// Forward and backward through all layers for one block of examples, small enough that its activations stay in
/// cache. Owned by one thread; its buffers are overwritten by the next block.
///
/// Rows between layers are those of [BlockRows]. The last layer computes only the positions that are read: the
/// last one, or all when the readout is a mean or when scores are wanted; prefixes are shared only in the first
/// case, for the others speak of every position of every example.
public final class BlockPass {

    private final TransformerSettings settings;
    private final TokenSequences examples;
    private final InputRows input;
    private final int sequence;
    private final int capacity;
    private final ReadoutHead head;
    private final List<Layer> layers = new ArrayList<>();
    private final BlockRows rows;
    private final int[] labels;
    private final int[] inputKeyRow;
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
        final boolean lastPositionOnly;
        final QueryRows queries;
        final Rows mid;
        final Rows out;
        final Rows dOut;

        Layer(
                Projection projection,
                AttentionLayer attention,
                FeedForwardLayer feedForward,
                boolean lastPositionOnly,
                QueryRows queries,
                int capacity,
                int width) {
            this.projection = projection;
            this.attention = attention;
            this.feedForward = feedForward;
            this.lastPositionOnly = lastPositionOnly;
            this.queries = queries;
            mid = new Rows(capacity, width);
            out = new Rows(capacity, width);
            dOut = new Rows(capacity, width);
        }
    }

    /// @param sharedPrefixes only where the model shares them, see [TransformerSettings#sharesPrefixes], and
    ///     not all queries are wanted
    BlockPass(
            TransformerSettings settings,
            TransformerTensors tensors,
            List<LayerWeights> weights,
            AffineMap unembedding,
            Kernel kernel,
            TokenSequences examples,
            InputRows input,
            int capacity,
            boolean allQueries,
            boolean sharedPrefixes) {
        this.settings = settings;
        this.examples = examples;
        this.input = input;
        this.capacity = capacity;
        sequence = settings.sequence();
        int width = settings.width();
        int inputs = capacity * sequence;
        boolean lastPositionOnly = settings.readout() == Readout.LAST && !allQueries;
        for (int i = 0; i < settings.layers(); i++) {
            boolean last = i == settings.layers() - 1 && lastPositionOnly;
            int most = last ? capacity : inputs;
            QueryRows queries = new QueryRows(most);
            int[] queryFrom = last ? queries.residual : null;
            layers.add(new Layer(
                    i == 0
                            ? input.projection
                            : new Projection(
                                    settings, tensors.layers.get(i), weights.get(i), kernel, inputs, queryFrom),
                    new AttentionLayer(settings, weights.get(i), kernel, most),
                    new FeedForwardLayer(settings, tensors.layers.get(i), weights.get(i), kernel, most),
                    last,
                    queries,
                    most,
                    width));
        }
        head = new ReadoutHead(settings, tensors, unembedding, kernel, capacity, lastPositionOnly ? 1 : sequence);
        rows = new BlockRows(examples, capacity, sharedPrefixes);
        labels = new int[capacity];
        inputKeyRow = new int[inputs];
        int ownRows = settings.layers() > 1 ? inputs : 0;
        dQuery = new Rows(ownRows, width);
        dKey = new Rows(ownRows, width);
        dValue = new Rows(ownRows, width);
        dMid = new Rows(inputs, width);
    }

    public int capacity() {
        return capacity;
    }

    ReadoutHead head() {
        return head;
    }

    /// Scores of a layer after [#scores], as [AttentionLayer#scores].
    public float[] scores(int layer) {
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
    public Rows representations(int[] batch, int from, int count, float[] parameters) {
        layers(batch, from, count, parameters);
        return head.read(count, layers.getLast().out, parameters);
    }

    private void layers(int[] batch, int from, int count, float[] parameters) {
        select(batch, from, count);
        for (int i = 0; i < layers.size(); i++) {
            attend(i, parameters);
            feed(i, parameters);
        }
    }

    /// Attention scores of every layer; computes nothing after the last layer's.
    public void scores(int[] batch, int from, int count, float[] parameters) {
        select(batch, from, count);
        for (int i = 0; i < layers.size(); i++) {
            attend(i, parameters);
            if (i < layers.size() - 1) {
                feed(i, parameters);
            }
        }
    }

    private void select(int[] batch, int from, int count) {
        rows.select(batch, from, count);
        for (int i = 0; i < count; i++) {
            labels[i] = examples.label(batch[from + i]);
            for (int position = 0; position < sequence; position++) {
                inputKeyRow[i * sequence + position] = input.row(batch[from + i], position);
            }
        }
        for (int i = 0; i < layers.size(); i++) {
            QueryRows queries = layers.get(i).queries;
            queries.clear();
            if (layers.get(i).lastPositionOnly) {
                for (int example = 0; example < count; example++) {
                    addQuery(i, example, rows.row(example, sequence - 1), example);
                }
            } else {
                for (int row = 0; row < rows.count(); row++) {
                    addQuery(i, rows.example(row), row, row);
                }
            }
        }
    }

    /// @param own the layer's own row of the query, where its projection is not that of the input
    private void addQuery(int layer, int example, int row, int own) {
        int position = rows.position(row);
        int first = example * sequence;
        int inputRow = inputKeyRow[first + position];
        layers.get(layer)
                .queries
                .add(layer == 0 ? inputRow : own, layer == 0 ? inputRow : row, first, settings.visible(position));
    }

    private void attend(int i, float[] parameters) {
        Layer layer = layers.get(i);
        Projection projection = layer.projection;
        if (i > 0) {
            Rows x = layers.get(i - 1).out;
            projection.forward(0, rows.count(), layer.queries.count(), x, rows.positions(), parameters);
        }
        layer.attention.attend(layer.queries, projection.query, projection.key, projection.value, keyRow(i));
    }

    private void feed(int i, float[] parameters) {
        Layer layer = layers.get(i);
        layer.attention.project(layer.queries, residual(i), layer.mid);
        layer.feedForward.forward(layer.queries.count(), layer.mid, parameters, layer.out);
    }

    private int[] keyRow(int layer) {
        return layer == 0 ? inputKeyRow : rows.rows();
    }

    private Rows residual(int layer) {
        return layer == 0 ? input.x : layers.get(layer - 1).out;
    }

    /// Adds the gradients of the block of the last [#forward].
    void backward(int count, float[] parameters, InputRows.Gradient inputGradient, ShardGradient gradient) {
        head.backward(count, layers.getLast().out, parameters, layers.getLast().dOut, gradient);
        for (int i = layers.size() - 1; i >= 0; i--) {
            Layer layer = layers.get(i);
            layer.feedForward.backward(layer.queries.count(), layer.mid, layer.dOut, parameters, dMid, gradient);
            if (i == 0) {
                attentionBackward(
                        i, inputGradient.dx, inputGradient.dQuery, inputGradient.dKey, inputGradient.dValue, gradient);
            } else {
                Rows dx = layers.get(i - 1).dOut;
                dx.clear(rows.count());
                dQuery.clear(layer.queries.count());
                dKey.clear(rows.count());
                dValue.clear(rows.count());
                attentionBackward(i, dx, dQuery, dKey, dValue, gradient);
                layer.projection.backward(
                        rows.count(),
                        layer.queries.count(),
                        residual(i),
                        rows.positions(),
                        dQuery,
                        dKey,
                        dValue,
                        parameters,
                        dx,
                        gradient);
            }
        }
    }

    private void attentionBackward(int i, Rows dx, Rows dQuery, Rows dKey, Rows dValue, ShardGradient gradient) {
        Layer layer = layers.get(i);
        Projection projection = layer.projection;
        layer.attention.backward(
                layer.queries,
                projection.query,
                projection.key,
                projection.value,
                dMid,
                dx,
                dQuery,
                dKey,
                dValue,
                gradient);
    }
}
