package calorimeter.engine.transformer.input;

import calorimeter.engine.computation.Rows;
import calorimeter.engine.computation.ShardGradient;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.transformer.settings.Positions;
import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.engine.transformer.settings.TransformerTensors;
import org.jspecify.annotations.Nullable;

/// Queries, keys and values of a set of residual rows x: norm(x) W_Q + b_Q and so on, turned by position where
/// positions are rotary; and the gradients.
///
/// Queries may be wanted for some rows only: query row i belongs to residual row `queryFrom[i]`; null means all
/// rows in order. The array is read at every call: its owner fills it block by block.
public final class Projection {

    /// Tensors whose gradients are computed together; different threads may compute different ones.
    public enum Part {
        KEY,
        VALUE,
        QUERY,
        NORMALIZATION
    }

    private final Kernel kernel;
    private final LayerWeights weights;
    private final @Nullable LayerNorm norm;
    private final @Nullable RotaryTable rotary;
    private final @Nullable RotaryTable rotaryBack;
    private final int @Nullable [] queryFrom;
    private final Rows normed;
    private final Rows queryInput;
    private final Rows dInput;
    private final Rows dQueryInput;
    public final Rows query;
    public final Rows key;
    public final Rows value;

    public Projection(
            TransformerSettings settings,
            TransformerTensors.Layer tensors,
            LayerWeights weights,
            Kernel kernel,
            int rows,
            int @Nullable [] queryFrom) {
        int width = settings.width();
        int queries = queryFrom == null ? rows : queryFrom.length;
        this.kernel = kernel;
        this.weights = weights;
        this.queryFrom = queryFrom;
        norm = LayerNorm.of(tensors.norm1(), rows);
        rotary = settings.positions() == Positions.ROTARY ? RotaryTable.of(settings) : null;
        rotaryBack = rotary == null ? null : rotary.inverse();
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
    public void forward(int first, int rows, int queries, Rows x, int[] positions, float[] parameters) {
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
            turn(rotary, first, rows, queries, query, key, positions);
        }
    }

    private void turn(RotaryTable rotary, int first, int rows, int queries, Rows q, Rows k, int[] positions) {
        for (int row = first; row < first + rows; row++) {
            rotary.turn(kernel, k, row, positions[row]);
        }
        if (queryFrom == null) {
            for (int row = first; row < first + rows; row++) {
                rotary.turn(kernel, q, row, positions[row]);
            }
        } else {
            for (int i = 0; i < queries; i++) {
                rotary.turn(kernel, q, i, positions[queryFrom[i]]);
            }
        }
    }

    /// ∂x += the chain rule of ∂query, ∂key, ∂value (which it overwrites), and the gradients of the tensors.
    public void backward(
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
        chainRule(0, rows, queries, positions, dQuery, dKey, dValue, parameters, dx);
        for (Part part : Part.values()) {
            accumulate(part, rows, queries, x, dQuery, dKey, dValue, gradient);
        }
    }

    /// For rows first … first + rows − 1, with ∂query and ∂key turned back in place:
    ///
    ///     ∂norm(x) = ∂key W_Kᵀ + ∂value W_Vᵀ + ∂query W_Qᵀ,   ∂x += the chain rule of the normalisation
    ///
    /// With selected queries, `first` must be 0.
    public void chainRule(
            int first,
            int rows,
            int queries,
            int[] positions,
            Rows dQuery,
            Rows dKey,
            Rows dValue,
            float[] parameters,
            Rows dx) {
        if (rotaryBack != null) {
            turn(rotaryBack, first, rows, queries, dQuery, dKey, positions);
        }
        weights.key.backward(kernel, first, rows, dKey, dInput, false);
        weights.value.backward(kernel, first, rows, dValue, dInput, true);
        if (queryFrom == null) {
            weights.query.backward(kernel, first, rows, dQuery, dInput, true);
        } else {
            weights.query.backward(kernel, 0, queries, dQuery, dQueryInput, false);
            for (int i = 0; i < queries; i++) {
                dInput.addRow(kernel, queryFrom[i], dQueryInput, i);
            }
        }
        if (norm == null) {
            kernel.add(dInput.values, dInput.at(first), dx.values, dx.at(first), rows * dx.stride);
        } else {
            norm.backward(kernel, first, rows, dInput, parameters, dx);
        }
    }

    /// The gradients of some tensors, after [#chainRule] of all rows.
    public void accumulate(
            Part part, int rows, int queries, Rows x, Rows dQuery, Rows dKey, Rows dValue, ShardGradient gradient) {
        Rows input = norm == null ? x : normed;
        switch (part) {
            case KEY -> weights.key.accumulate(kernel, rows, input, dKey, gradient);
            case VALUE -> weights.value.accumulate(kernel, rows, input, dValue, gradient);
            case QUERY ->
                weights.query.accumulate(kernel, queries, queryFrom == null ? input : queryInput, dQuery, gradient);
            case NORMALIZATION -> {
                if (norm != null) {
                    norm.accumulate(kernel, rows, dInput, gradient.values);
                }
            }
        }
    }
}
