// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.hub;

import calorimeter.engine.computation.Rows;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.scan.hub.Architecture.Order;
import calorimeter.scan.source.RowVisitor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs a model on a group of prompts, layer by layer. The tokens of all prompts stand one below the other,
/// so nothing is padded; a layer's weights are read once and serve all of them.
///
/// Work is cut by rows and prompts, never by the number of threads, so the bits are the same for any.
final class Forward {

    /// Rows of a task, for everything but attention.
    private static final int BLOCK = 64;

    private final Family family;
    private final Architecture architecture;
    private final Kernel kernel = Kernels.active();
    private final Workers workers;
    private final Shelf weights;
    private final Shelf keysAndValues = new Shelf();
    private final Rows x;
    private final Rows query;
    private final Rows key;
    private final Rows value;
    private final Rows mixed;
    private final Scratch[] scratch;

    /// What one thread needs.
    private static final class Scratch {
        final Rows normed;
        final Rows part;
        final Rows inner;
        final Rows gate;
        final Activations activations;

        Scratch(Kernel kernel, Architecture architecture) {
            normed = new Rows(BLOCK, architecture.width());
            part = new Rows(BLOCK, architecture.width());
            inner = new Rows(BLOCK, architecture.inner());
            gate = new Rows(BLOCK, architecture.inner());
            activations = new Activations(kernel, architecture.inner());
        }
    }

    /// @param weights for those of a layer
    /// @param tokens of a group at the most
    Forward(Family family, Workers workers, Shelf weights, int tokens) {
        this.family = family;
        this.workers = workers;
        this.weights = weights;
        architecture = family.architecture();
        x = new Rows(tokens, architecture.width());
        query = new Rows(tokens, architecture.heads() * architecture.headSize());
        key = new Rows(tokens, architecture.keyHeads() * architecture.headSize());
        value = new Rows(tokens, architecture.keyHeads() * architecture.headSize());
        mixed = new Rows(tokens, query.width);
        scratch = new Scratch[workers.threads()];
        for (int i = 0; i < scratch.length; i++) {
            scratch[i] = new Scratch(kernel, architecture);
        }
    }

    /// Floats of activations for each token of a group.
    static long floatsPerToken(Architecture architecture) {
        long queries = (long) architecture.heads() * architecture.headSize();
        long keys = (long) architecture.keyHeads() * architecture.headSize();
        return architecture.width() + 2 * queries + 4 * keys + 64;
    }

    /// Visits the rows of every layer, and returns the last residual stream after the final norm.
    ///
    /// @param first number of the first prompt, for the visitor
    Rows run(List<int[]> prompts, int first, RowVisitor visitor) {
        PromptAttention attention = new PromptAttention(architecture, kernel, workers, keysAndValues, prompts, first);
        int rows = 0;
        for (int[] tokens : prompts) {
            family.embed(tokens, x, rows);
            rows += tokens.length;
        }
        for (int index = 0; index < architecture.layers(); index++) {
            weights.clear();
            Layer layer = family.layer(index);
            blocks(rows, (part, from, count) -> {
                project(layer, part, from, count);
                attention.turn(from, count, query, key);
            });
            attention.run(index, query, key, value, mixed, visitor);
            blocks(rows, (part, from, count) -> finish(layer, part, from, count));
        }
        Norm last = family.finalNorm();
        if (last != null) {
            blocks(rows, (part, from, count) -> last.apply(from, count, x, x, from));
        }
        return x;
    }

    @FunctionalInterface
    private interface BlockTask {
        void run(Scratch scratch, int from, int count);
    }

    private void blocks(int rows, BlockTask task) {
        workers.run(
                (rows + BLOCK - 1) / BLOCK,
                (worker, block) -> task.run(scratch[worker], block * BLOCK, Math.min(BLOCK, rows - block * BLOCK)));
    }

    /// Queries, keys and values of some rows.
    private void project(Layer layer, Scratch part, int from, int count) {
        if (architecture.order() == Order.NORMS_AFTER) {
            copy(count, x, from, part.normed, 0);
        } else {
            layer.attentionNorm().apply(from, count, x, part.normed, 0);
        }
        project(layer.query(), layer.queryNorm(), part, from, count, query);
        project(layer.key(), layer.keyNorm(), part, from, count, key);
        project(layer.value(), null, part, from, count, value);
    }

    private void project(Affine map, @Nullable Norm norm, Scratch part, int from, int count, Rows to) {
        map.apply(kernel, count, part.normed, to, from);
        if (norm != null) {
            for (int row = from; row < from + count; row++) {
                norm.applyToSlices(to, row, architecture.headSize());
            }
        }
    }

    /// The output of attention, the feed-forward network and their sums, for some rows.
    private void finish(Layer layer, Scratch part, int from, int count) {
        boolean after = architecture.order() == Order.NORMS_AFTER;
        boolean parallel = architecture.order() == Order.PARALLEL;
        if (parallel) {
            layer.feedForwardNorm().apply(from, count, x, part.normed, 0);
        }
        layer.output().apply(kernel, from, count, mixed, part.part);
        add(layer.attentionOutputNorm(), part.part, from, count);
        if (after) {
            layer.attentionNorm().apply(from, count, x, x, from);
            copy(count, x, from, part.normed, 0);
        } else if (!parallel) {
            layer.feedForwardNorm().apply(from, count, x, part.normed, 0);
        }
        feedForward(layer, part, count);
        add(layer.feedForwardOutputNorm(), part.part, from, count);
        if (after) {
            layer.feedForwardNorm().apply(from, count, x, x, from);
        }
    }

    /// part ← M(normed).
    private void feedForward(Layer layer, Scratch part, int count) {
        layer.up().apply(kernel, count, part.normed, part.inner, 0);
        Affine gate = layer.gate();
        Rows active = gate == null ? part.inner : part.gate;
        if (gate != null) {
            gate.apply(kernel, count, part.normed, active, 0);
        }
        for (int row = 0; row < count; row++) {
            part.activations.apply(architecture.activation(), active.values, active.at(row), active.width);
            if (gate != null) {
                kernel.multiplyEach(
                        active.values,
                        active.at(row),
                        part.inner.values,
                        part.inner.at(row),
                        active.values,
                        active.at(row),
                        active.width);
            }
        }
        layer.down().apply(kernel, count, active, part.part, 0);
    }

    /// x ← x + N(part), where a norm stands there.
    private void add(@Nullable Norm norm, Rows part, int from, int count) {
        if (norm != null) {
            norm.apply(0, count, part, part, 0);
        }
        for (int row = 0; row < count; row++) {
            kernel.add(part.values, part.at(row), x.values, x.at(from + row), x.width);
        }
    }

    private static void copy(int count, Rows source, int from, Rows target, int to) {
        for (int row = 0; row < count; row++) {
            target.copyRow(to + row, source, from + row);
        }
    }
}
