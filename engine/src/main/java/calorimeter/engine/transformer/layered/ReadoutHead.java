// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.layered;

import calorimeter.engine.computation.AffineMap;
import calorimeter.engine.computation.RowLoss;
import calorimeter.engine.computation.Rows;
import calorimeter.engine.computation.ShardGradient;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.model.LogitTerms;
import calorimeter.engine.transformer.input.LayerNorm;
import calorimeter.engine.transformer.input.TransformerWeights;
import calorimeter.engine.transformer.settings.TransformerSettings;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// From the last residual rows to logits, cross entropy and its gradient.
///
///     r = norm(x) at the last position, or the mean of norm(x) over positions
///     logits = r U + c
///     loss = −ln softmax(logits)[label], or with StableMax: see [RowLoss]
final class ReadoutHead {

    private final Kernel kernel;

    /// Rows per example: 1 when only the last position was computed.
    private final int rowsPerExample;

    /// Weight of each of an example's rows in what is read: 1/sequence for a mean, otherwise 1 for the last.
    private final float[] shares;

    private final AffineMap unembedding;
    private final @Nullable LayerNorm norm;
    private final Rows normed;
    private final Rows pooled;
    private final Rows logits;
    private final Rows dPooled;
    private final Rows dNormed;
    private final RowLoss crossEntropy;

    /// @param examples most examples of a block
    /// @param queries rows of each of them
    /// @param terms what gradients have at the logits beside the loss
    ReadoutHead(TransformerWeights weights, LogitTerms terms, int examples, int queries) {
        TransformerSettings settings = weights.settings;
        kernel = weights.kernel;
        unembedding = weights.unembedding;
        int classes = settings.classes();
        crossEntropy = new RowLoss(kernel, settings.loss(), classes, terms);
        rowsPerExample = queries;
        shares = new float[queries];
        switch (settings.readout()) {
            case MEAN -> Arrays.fill(shares, 1f / queries);
            case LAST -> shares[queries - 1] = 1f;
        }
        boolean pooling = queries > 1;
        int rows = examples * rowsPerExample;
        int width = settings.width();
        norm = LayerNorm.of(weights, weights.tensors.finalNorm, rows);
        normed = new Rows(norm == null ? 0 : rows, width);
        pooled = new Rows(pooling ? examples : 0, width);
        logits = new Rows(examples, classes);
        dPooled = new Rows(examples, width);
        dNormed = new Rows(norm == null && !pooling ? 0 : rows, width);
    }

    RowLoss crossEntropy() {
        return crossEntropy;
    }

    /// Logits of one row per example; [#forward] turns them into gradients.
    Rows logits(int examples, Rows x) {
        unembedding.forward(0, examples, read(examples, x), logits);
        return logits;
    }

    /// What the unembedding reads, r: one row per example.
    Rows read(int examples, Rows x) {
        Rows read = x;
        if (norm != null) {
            norm.forward(0, examples * rowsPerExample, x, normed);
            read = normed;
        }
        if (rowsPerExample > 1) {
            pool(examples, read);
            read = pooled;
        }
        return read;
    }

    private void pool(int examples, Rows read) {
        for (int example = 0; example < examples; example++) {
            int target = pooled.at(example);
            Arrays.fill(pooled.values, target, target + pooled.width, 0f);
            for (int i = 0; i < rowsPerExample; i++) {
                int source = read.at(example * rowsPerExample + i);
                kernel.addScaled(shares[i], read.values, source, pooled.values, target, pooled.width);
            }
        }
    }

    /// Sets loss and number correct; leaves `weight` · ∂loss/∂logits in place of the logits.
    ///
    /// @param numbers of the examples in their data set
    void forward(int examples, Rows x, int[] numbers, int[] labels, float weight) {
        logits(examples, x);
        crossEntropy.clear();
        for (int example = 0; example < examples; example++) {
            crossEntropy.row(logits.values, logits.at(example), numbers[example], labels[example], weight);
        }
    }

    /// ∂x from the gradient that [#forward] left, and the gradients of the unembedding and the final norm.
    void backward(int examples, Rows x, Rows dx, ShardGradient gradient) {
        int rows = examples * rowsPerExample;
        Rows read = rowsPerExample > 1 ? pooled : norm != null ? normed : x;
        unembedding.accumulate(examples, read, logits, gradient);
        if (norm == null && rowsPerExample == 1) {
            unembedding.backward(0, examples, logits, dx, false);
            return;
        }
        Rows dRead = dNormed;
        unembedding.backward(0, examples, logits, rowsPerExample > 1 ? dPooled : dNormed, false);
        if (rowsPerExample > 1) {
            for (int row = 0; row < rows; row++) {
                float share = shares[row % rowsPerExample];
                for (int i = 0; i < dRead.width; i++) {
                    dRead.values[dRead.at(row) + i] = share * dPooled.values[dPooled.at(row / rowsPerExample) + i];
                }
            }
        }
        if (norm == null) {
            System.arraycopy(dRead.values, dRead.at(0), dx.values, dx.at(0), rows * dx.stride);
        } else {
            dx.clear(rows);
            norm.backward(0, rows, dRead, dx);
            norm.accumulate(rows, dRead, gradient.values);
        }
    }
}
