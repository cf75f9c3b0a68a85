package calorimeter.engine.model;

import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.model.ParameterLayout.LayerTensors;
import org.jspecify.annotations.Nullable;

/// Queries, keys and values of a set of residual rows x: norm(x) W_Q + b_Q and so on, turned by position where
/// positions are rotary; and the gradients.
///
/// Queries may be wanted for some rows only: query row i belongs to residual row `queryFrom[i]`; null means all
/// rows in order. The array is read at every call: its owner fills it block by block.
final class Projection {

    private final Kernel kernel;
    private final LayerWeights weights;
    private final @Nullable LayerNorm norm;
    private final @Nullable RotaryTable rotary;
    private final int @Nullable [] queryFrom;
    private final Rows normed;
    private final Rows queryInput;
    private final Rows dInput;
    private final Rows dQueryInput;
    final Rows query;
    final Rows key;
    final Rows value;

    Projection(
            TransformerSettings settings,
            LayerTensors tensors,
            LayerWeights weights,
            Kernel kernel,
            int rows,
            int @Nullable [] queryFrom) {
        int width = settings.width();
        int queries = queryFrom == null ? rows : queryFrom.length;
        this.kernel = kernel;
        this.weights = weights;
        this.queryFrom = queryFrom;
        norm = tensors.gain1() == null || tensors.bias1() == null
                ? null
                : new LayerNorm(tensors.gain1(), tensors.bias1(), rows);
        rotary = settings.positions() == Positions.ROTARY ? new RotaryTable(settings) : null;
        normed = new Rows(norm == null ? 0 : rows, width);
        queryInput = new Rows(queryFrom == null ? 0 : queries, width);
        dInput = new Rows(rows, width);
        dQueryInput = new Rows(queryFrom == null ? 0 : queries, width);
        query = new Rows(queries, width);
        key = new Rows(rows, width);
        value = new Rows(rows, width);
    }

    /// Fills queries, keys and values of rows first … first + rows − 1; `positions[row]` is the position of a
    /// row. With selected queries, all of the first `queries` of them, and `first` must be 0.
    void forward(int first, int rows, int queries, Rows x, int[] positions, float[] parameters) {
        Rows input = x;
        if (norm != null) {
            norm.forward(kernel, first, rows, x, parameters, normed);
            input = normed;
        }
        weights.key.forward(kernel, first, rows, input, key);
        weights.value.forward(kernel, first, rows, input, value);
        if (queryFrom == null) {
            weights.query.forward(kernel, first, rows, input, query);
        } else {
            for (int i = 0; i < queries; i++) {
                queryInput.copyRow(i, input, queryFrom[i]);
            }
            weights.query.forward(kernel, 0, queries, queryInput, query);
        }
        if (rotary != null) {
            turn(rotary, first, rows, queries, query, key, positions, 1);
        }
    }

    private void turn(
            RotaryTable rotary, int first, int rows, int queries, Rows q, Rows k, int[] positions, int direction) {
        for (int row = first; row < first + rows; row++) {
            rotary.turn(k, row, positions[row], direction);
        }
        if (queryFrom == null) {
            for (int row = first; row < first + rows; row++) {
                rotary.turn(q, row, positions[row], direction);
            }
        } else {
            for (int i = 0; i < queries; i++) {
                rotary.turn(q, i, positions[queryFrom[i]], direction);
            }
        }
    }

    /// ∂x += the chain rule of ∂query, ∂key, ∂value (which it overwrites), and the gradients of the tensors.
    void backward(
            int rows,
            int queries,
            Rows x,
            int[] positions,
            Rows dQuery,
            Rows dKey,
            Rows dValue,
            float[] parameters,
            Rows dx,
            ShardGradient gradient) {
        if (rotary != null) {
            turn(rotary, 0, rows, queries, dQuery, dKey, positions, -1);
        }
        Rows input = norm == null ? x : normed;
        weights.key.accumulate(kernel, rows, input, dKey, gradient);
        weights.value.accumulate(kernel, rows, input, dValue, gradient);
        weights.key.backward(kernel, rows, dKey, dInput, false);
        weights.value.backward(kernel, rows, dValue, dInput, true);
        if (queryFrom == null) {
            weights.query.accumulate(kernel, rows, input, dQuery, gradient);
            weights.query.backward(kernel, rows, dQuery, dInput, true);
        } else {
            weights.query.accumulate(kernel, queries, queryInput, dQuery, gradient);
            weights.query.backward(kernel, queries, dQuery, dQueryInput, false);
            for (int i = 0; i < queries; i++) {
                dInput.addRow(kernel, queryFrom[i], dQueryInput, i);
            }
        }
        if (norm == null) {
            kernel.add(dInput.values, dInput.at(0), dx.values, dx.at(0), rows * dx.stride);
        } else {
            norm.backward(kernel, rows, dInput, parameters, dx, gradient.values);
        }
    }
}
