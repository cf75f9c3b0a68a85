// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.model;

import calorimeter.engine.kernel.Padding;
import calorimeter.engine.random.RandomStream;
import calorimeter.engine.random.Seed;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/// The parameter tensors of a model in their canonical order, and where each lies in one flat array.
///
/// Parameters, their gradient and the optimiser's moments share this layout, so an optimiser is a loop over one
/// array.
public final class ParameterLayout {

    private final Map<String, Tensor> byName;
    private final int length;

    private ParameterLayout(Builder builder) {
        byName = new LinkedHashMap<>(builder.byName);
        length = builder.end;
    }

    /// Lays tensors one behind the other, in the order in which they are asked for.
    public static final class Builder {

        private final Map<String, Tensor> byName = new LinkedHashMap<>();
        private int end = Padding.FIRST;

        public Tensor matrix(String name, int rows, int columns, Initial initial) {
            return add(new Tensor(name, rows, columns, end, false, true, initial));
        }

        public Tensor vector(String name, int columns, Initial initial) {
            return add(new Tensor(name, 1, columns, end, true, true, initial));
        }

        /// A vector of constants that are no weights, see [Tensor#decays].
        public Tensor undecayed(String name, int columns, Initial initial) {
            return add(new Tensor(name, 1, columns, end, true, false, initial));
        }

        private Tensor add(Tensor tensor) {
            byName.put(tensor.name(), tensor);
            end = tensor.end();
            return tensor;
        }

        public ParameterLayout build() {
            return new ParameterLayout(this);
        }
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
        return length;
    }

    /// Number of trained parameters, padding excluded.
    public int parameterCount() {
        return byName.values().stream().mapToInt(Tensor::size).sum();
    }

    /// Draws initial parameters. Every tensor has a seed of its own, named after it, so that a further tensor
    /// changes no other.
    public float[] draw(Seed seed) {
        float[] flat = new float[length];
        for (Tensor tensor : byName.values()) {
            insert(tensor, draw(tensor, seed.child(tensor.name()).stream()), flat);
        }
        return flat;
    }

    private static float[] draw(Tensor tensor, RandomStream stream) {
        float[] values = new float[tensor.size()];
        switch (tensor.initial()) {
            case Initial.Constant(float value) -> Arrays.fill(values, value);
            case Initial.Normal(double deviation) -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) (deviation * stream.nextGaussian());
                }
            }
            case Initial.Uniform(double bound) -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) (bound * (2 * stream.nextDouble() - 1));
                }
            }
        }
        return values;
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
