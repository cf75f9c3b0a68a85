// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.input;

import calorimeter.engine.computation.Rows;
import calorimeter.engine.computation.ShardGradient;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.transformer.settings.Positions;
import org.jspecify.annotations.Nullable;

/// Queries, keys and values of residual rows x, turned by position where positions are rotary:
///
///     n = norm(x),   q = turn(n W_Q + b_Q),   k = turn(n W_K + b_K),   v = n W_V + b_V
///
/// Queries may be wanted for some rows only: query row i belongs to residual row `queryFrom[i]`; null means all
/// rows in order. The array is read at every call: its owner fills it block by block.
public final class Projection {

    /// Tensors whose gradients are computed together; different threads may compute different ones.
    enum Part {
        KEY,
        VALUE,
        QUERY,
        NORMALIZATION
    }

    /// The gradients at x, q, k and v.
    public record Gradient(Rows dx, Rows dQuery, Rows dKey, Rows dValue) {

        public void clear() {
            dx.clear();
            dQuery.clear();
            dKey.clear();
            dValue.clear();
        }
    }

    private final TransformerWeights.Layer weights;
    private final Kernel kernel;
    private final @Nullable LayerNorm norm;
    private final @Nullable RotaryTable rotary;
    private final int @Nullable [] queryFrom;
    private final Rows normed;
    private final Rows queryInput;
    private final Rows dNormed;
    private final Rows dQueryInput;
    public final Rows query;
    public final Rows key;
    public final Rows value;

    public Projection(TransformerWeights weights, int layer, int rows, int @Nullable [] queryFrom) {
        int width = weights.settings.width();
        int queries = queryFrom == null ? rows : queryFrom.length;
        int selected = queryFrom == null ? 0 : queries;
        this.weights = weights.layers.get(layer);
        this.queryFrom = queryFrom;
        kernel = weights.kernel;
        norm = LayerNorm.of(weights, this.weights.tensors().norm1(), rows);
        rotary = weights.settings.positions() == Positions.ROTARY ? new RotaryTable(weights.settings, kernel) : null;
        normed = new Rows(norm == null ? 0 : rows, width);
        queryInput = new Rows(selected, width);
        dNormed = new Rows(rows, width);
        dQueryInput = new Rows(selected, width);
        query = new Rows(queries, width);
        key = new Rows(rows, width);
        value = new Rows(rows, width);
    }

    /// Fills queries, keys and values of rows first … first + rows − 1; `positions[row]` is the position of a
    /// row. With selected queries, all of the first `queries` of them, and `first` must be 0.
    public void forward(int first, int rows, int queries, Rows x, int[] positions) {
        Rows input = x;
        if (norm != null) {
            norm.forward(first, rows, x, normed);
            input = normed;
        }
        weights.key().forward(first, rows, input, key);
        weights.value().forward(first, rows, input, value);
        if (queryFrom == null) {
            weights.query().forward(first, rows, input, query);
        } else {
            for (int i = 0; i < queries; i++) {
                queryInput.copyRow(i, input, queryFrom[i]);
            }
            weights.query().forward(0, queries, queryInput, query);
        }
        if (rotary != null) {
            for (int row = first; row < first + rows; row++) {
                rotary.turn(key, row, positions[row]);
            }
            for (int row = first; row < first + queries; row++) {
                rotary.turn(query, row, positions[queryFrom == null ? row : queryFrom[row]]);
            }
        }
    }

    /// ∂x += the chain rule of ∂query, ∂key, ∂value (which it overwrites), and the gradients of the tensors.
    public void backward(int rows, int queries, Rows x, int[] positions, Gradient gradient, ShardGradient sums) {
        chainRule(0, rows, queries, positions, gradient);
        for (Part part : Part.values()) {
            accumulate(part, rows, queries, x, gradient, sums);
        }
    }

    /// For rows first … first + rows − 1, with ∂query and ∂key turned back in place:
    ///
    ///     ∂n = ∂k W_Kᵀ + ∂v W_Vᵀ + ∂q W_Qᵀ,   ∂x += the chain rule of the normalisation
    ///
    /// With selected queries, `first` must be 0.
    void chainRule(int first, int rows, int queries, int[] positions, Gradient gradient) {
        if (rotary != null) {
            for (int row = first; row < first + rows; row++) {
                rotary.turnBack(gradient.dKey, row, positions[row]);
            }
            for (int row = first; row < first + queries; row++) {
                rotary.turnBack(gradient.dQuery, row, positions[queryFrom == null ? row : queryFrom[row]]);
            }
        }
        weights.key().backward(first, rows, gradient.dKey, dNormed, false);
        weights.value().backward(first, rows, gradient.dValue, dNormed, true);
        if (queryFrom == null) {
            weights.query().backward(first, rows, gradient.dQuery, dNormed, true);
        } else {
            weights.query().backward(0, queries, gradient.dQuery, dQueryInput, false);
            for (int i = 0; i < queries; i++) {
                dNormed.addRow(kernel, queryFrom[i], dQueryInput, i);
            }
        }
        Rows dx = gradient.dx;
        if (norm == null) {
            kernel.add(dNormed.values, dNormed.at(first), dx.values, dx.at(first), rows * dx.stride);
        } else {
            norm.backward(first, rows, dNormed, dx);
        }
    }

    /// The gradients of some tensors, after [#chainRule] of all rows.
    void accumulate(Part part, int rows, int queries, Rows x, Gradient gradient, ShardGradient sums) {
        Rows input = norm == null ? x : normed;
        switch (part) {
            case KEY -> weights.key().accumulate(rows, input, gradient.dKey, sums);
            case VALUE -> weights.value().accumulate(rows, input, gradient.dValue, sums);
            case QUERY ->
                weights.query().accumulate(queries, queryFrom == null ? input : queryInput, gradient.dQuery, sums);
            case NORMALIZATION -> {
                if (norm != null) {
                    norm.accumulate(rows, dNormed, sums.values);
                }
            }
        }
    }
}
