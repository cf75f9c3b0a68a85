package calorimeter.engine.model;

import calorimeter.engine.kernel.Padding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// The parameter tensors of a model in their canonical order, and where each lies in one flat array.
///
/// Affine maps act from the right, y = x W + b with W [inputs × outputs]. Parameters, their gradient and the
/// optimiser's moments share this layout, so an optimiser is a loop over one array.
public final class ParameterLayout {

    private final Map<String, Tensor> byName = new LinkedHashMap<>();
    private int end = Padding.FIRST;

    final Tensor embedding;
    final @Nullable Tensor positions;
    final List<LayerTensors> layers;
    final @Nullable Tensor finalGain;
    final @Nullable Tensor finalBias;
    final @Nullable Tensor unembedding;
    final @Nullable Tensor unembeddingBias;

    /// The tensors of one layer; those that the settings do without are null.
    record LayerTensors(
            @Nullable Tensor gain1,
            @Nullable Tensor bias1,
            Affine query,
            Affine key,
            Affine value,
            Affine output,
            @Nullable Tensor gain2,
            @Nullable Tensor bias2,
            Affine mlpInput,
            Affine mlpOutput) {}

    /// y = x W + b.
    record Affine(Tensor weight, @Nullable Tensor bias) {}

    public ParameterLayout(TransformerSettings settings) {
        int width = settings.width();
        embedding = matrix("embedding", settings.vocabulary(), width);
        positions = settings.positions() == Positions.LEARNED ? matrix("positions", settings.sequence(), width) : null;
        List<LayerTensors> list = new ArrayList<>();
        for (int i = 0; i < settings.layers(); i++) {
            list.add(layer("layer" + i + ".", settings));
        }
        layers = Collections.unmodifiableList(list);
        finalGain = settings.normalized() ? vector("norm.gain", width) : null;
        finalBias = settings.normalized() ? vector("norm.bias", width) : null;
        unembedding = settings.tied() ? null : matrix("unembedding", width, settings.classes());
        unembeddingBias = settings.biases() == Biases.ALL ? vector("unembedding.bias", settings.classes()) : null;
    }

    private LayerTensors layer(String prefix, TransformerSettings settings) {
        int width = settings.width();
        int hidden = settings.mlpWidth();
        boolean normalized = settings.normalized();
        boolean attentionBiases = settings.attentionBiases();
        return new LayerTensors(
                normalized ? vector(prefix + "norm1.gain", width) : null,
                normalized ? vector(prefix + "norm1.bias", width) : null,
                affine(prefix + "attention.query", width, width, attentionBiases),
                affine(prefix + "attention.key", width, width, attentionBiases),
                affine(prefix + "attention.value", width, width, attentionBiases),
                affine(prefix + "attention.output", width, width, attentionBiases),
                normalized ? vector(prefix + "norm2.gain", width) : null,
                normalized ? vector(prefix + "norm2.bias", width) : null,
                affine(prefix + "mlp.input", width, hidden, settings.mlpBiases()),
                affine(prefix + "mlp.output", hidden, width, settings.mlpBiases()));
    }

    private Affine affine(String name, int inputs, int outputs, boolean biased) {
        return new Affine(matrix(name, inputs, outputs), biased ? vector(name + ".bias", outputs) : null);
    }

    private Tensor matrix(String name, int rows, int columns) {
        return add(new Tensor(name, rows, columns, end, false));
    }

    private Tensor vector(String name, int columns) {
        return add(new Tensor(name, 1, columns, end, true));
    }

    private Tensor add(Tensor tensor) {
        byName.put(tensor.name(), tensor);
        end = tensor.end();
        return tensor;
    }

    /// In canonical order.
    public List<Tensor> tensors() {
        return List.copyOf(byName.values());
    }

    /// @throws NoSuchElementException when the model has no tensor of that name
    public Tensor tensor(String name) {
        Tensor tensor = byName.get(name);
        if (tensor == null) {
            throw new NoSuchElementException("the model has no tensor '" + name + "' but " + byName.keySet());
        }
        return tensor;
    }

    /// Length of the flat array, padding included.
    public int length() {
        return end;
    }

    /// Number of trained parameters, padding excluded.
    public int parameterCount() {
        return byName.values().stream().mapToInt(Tensor::size).sum();
    }

    /// The elements of one tensor without padding, row-major.
    public float[] extract(Tensor tensor, float[] flat) {
        float[] values = new float[tensor.size()];
        for (int row = 0; row < tensor.rows(); row++) {
            System.arraycopy(flat, tensor.row(row), values, row * tensor.columns(), tensor.columns());
        }
        return values;
    }

    /// The inverse of [#extract].
    ///
    /// @throws IllegalArgumentException when the number of values is not the tensor's size
    public void insert(Tensor tensor, float[] values, float[] flat) {
        if (values.length != tensor.size()) {
            throw new IllegalArgumentException(tensor.name() + " was given " + values.length + " values but holds "
                    + tensor.size() + " [" + tensor.rows() + " × " + tensor.columns() + "]");
        }
        for (int row = 0; row < tensor.rows(); row++) {
            System.arraycopy(values, row * tensor.columns(), flat, tensor.row(row), tensor.columns());
        }
    }
}
