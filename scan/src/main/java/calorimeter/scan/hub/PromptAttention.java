// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.hub;

import calorimeter.engine.computation.Rows;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Matrix;
import calorimeter.engine.kernel.PackedMatrix;
import calorimeter.engine.kernel.Padding;
import calorimeter.engine.kernel.Workers;
import calorimeter.scan.source.ModelException;
import calorimeter.scan.source.RowVisitor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Attention of the prompts of a group, [QUERIES] queries at a time:
///
///     s_ij = β q_i·k_j, capped;   p_i = softmax over the keys that i sees;   m_i = Σ_j p_ij v_j
///
/// Scores exist for one block of queries only. Every row of them is shown to a visitor.
final class PromptAttention {

    /// Queries of a task.
    private static final int QUERIES = 16;

    private final Architecture architecture;
    private final Kernel kernel;
    private final Workers workers;
    private final List<Prompt> prompts = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private final Scratch[] scratch;
    private final int[] positions;
    private final int[] positionOfRow;
    private final float @Nullable [] turns;

    private static final class Prompt {

        private final int number;
        private final int row;
        private final int tokens;
        private final PackedMatrix[] keys;
        private final PackedMatrix[] values;

        /// @param number for the visitor
        /// @param row of its first token
        Prompt(int number, int row, int tokens, PackedMatrix[] keys, PackedMatrix[] values) {
            this.number = number;
            this.row = row;
            this.tokens = tokens;
            this.keys = keys;
            this.values = values;
        }
    }

    /// @param number of the part in its prompt
    /// @param first query
    private record Part(Prompt prompt, int number, int first, int count) {}

    /// Tables [heads × queries × keys] of one thread.
    private static final class Scratch {
        final int stride;
        final float[] scores;
        final float[] weights;
        final double[] row;

        Scratch(int heads, int tokens) {
            stride = Padding.activationStride(tokens);
            scores = new float[heads * QUERIES * stride];
            weights = new float[QUERIES * stride];
            row = new double[tokens];
        }
    }

    /// @param shelf for the keys and values of these prompts; those of others lose their room
    /// @param first number of the first prompt, for the visitor
    PromptAttention(
            Architecture architecture, Kernel kernel, Workers workers, Shelf shelf, List<int[]> tokens, int first) {
        this.architecture = architecture;
        this.kernel = kernel;
        this.workers = workers;
        shelf.clear();
        int row = 0;
        int longest = 0;
        for (int i = 0; i < tokens.size(); i++) {
            int count = tokens.get(i).length;
            Prompt prompt = new Prompt(
                    first + i,
                    row,
                    count,
                    new PackedMatrix[architecture.keyHeads()],
                    new PackedMatrix[architecture.keyHeads()]);
            for (int head = 0; head < architecture.keyHeads(); head++) {
                prompt.keys[head] = shelf.matrix(architecture.headSize(), count);
                prompt.values[head] = shelf.matrix(count, architecture.headSize());
            }
            prompts.add(prompt);
            for (int from = 0; from < count; from += QUERIES) {
                parts.add(new Part(prompt, from / QUERIES, from, Math.min(QUERIES, count - from)));
            }
            row += count;
            longest = Math.max(longest, count);
        }
        positions = new int[longest];
        for (int i = 0; i < longest; i++) {
            positions[i] = i;
        }
        positionOfRow = new int[row];
        for (Prompt prompt : prompts) {
            System.arraycopy(positions, 0, positionOfRow, prompt.row, prompt.tokens);
        }
        Rotary rotary = architecture.rotary();
        turns = rotary == null ? null : rotary.table(longest);
        scratch = new Scratch[workers.threads()];
        for (int i = 0; i < scratch.length; i++) {
            scratch[i] = new Scratch(architecture.heads(), longest);
        }
    }

    /// Floats that a thread needs for prompts of so many tokens.
    static long floatsOfThread(Architecture architecture, int tokens) {
        return (long) (architecture.heads() + 1) * QUERIES * Padding.activationStride(tokens) + 2L * tokens;
    }

    /// Rotary positions of some rows of queries and keys.
    void turn(int from, int count, Rows query, Rows key) {
        Rotary rotary = architecture.rotary();
        if (rotary == null || turns == null) {
            return;
        }
        for (int row = from; row < from + count; row++) {
            for (int at = 0; at < query.width; at += architecture.headSize()) {
                rotary.turn(query.values, query.at(row) + at, turns, positionOfRow[row]);
            }
            for (int at = 0; at < key.width; at += architecture.headSize()) {
                rotary.turn(key.values, key.at(row) + at, turns, positionOfRow[row]);
            }
        }
    }

    void run(int layer, Rows query, Rows key, Rows value, Rows mixed, RowVisitor visitor) {
        int heads = architecture.keyHeads();
        workers.run(
                prompts.size() * heads, (worker, task) -> pack(prompts.get(task / heads), task % heads, key, value));
        workers.run(
                parts.size(), (worker, task) -> attend(layer, parts.get(task), scratch[worker], query, mixed, visitor));
    }

    private void pack(Prompt prompt, int head, Rows key, Rows value) {
        int size = architecture.headSize();
        Matrix keys = new Matrix(key.values, key.at(prompt.row) + head * size, key.stride, Padding.round(size));
        Matrix values = new Matrix(value.values, value.at(prompt.row) + head * size, value.stride, Padding.round(size));
        prompt.keys[head].packTransposed(keys, prompt.tokens);
        prompt.values[head].pack(values);
    }

    private void attend(int layer, Part part, Scratch table, Rows query, Rows mixed, RowVisitor visitor) {
        Prompt prompt = part.prompt;
        int size = architecture.headSize();
        int share = architecture.heads() / architecture.keyHeads();
        int seen = last(part.first + part.count - 1, prompt.tokens);
        // Pass 1: scaled scores, head by head; then the mixture of values.
        for (int head = 0; head < architecture.heads(); head++) {
            int at = head * QUERIES * table.stride;
            Matrix queries = new Matrix(
                    query.values, query.at(prompt.row + part.first) + head * size, query.stride, Padding.round(size));
            Matrix scores = new Matrix(table.scores, at, table.stride, Padding.round(seen));
            prompt.keys[head / share].multiply(kernel, 0, part.count, queries, null, scores);
            for (int i = 0; i < part.count; i++) {
                weigh(layer, part.first + i, prompt.tokens, table, at + i * table.stride, i * table.stride);
            }
            // Heads lie side by side without padding, so the product goes through rows of its own.
            mix(prompt.values[head / share], seen, part, table, mixed, head * size);
        }
        // Pass 2: show the rows.
        RowVisitor.Part view = visitor.part(layer, prompt.number, part.number);
        for (int i = 0; i < part.count; i++) {
            int first = first(layer, part.first + i);
            int count = last(part.first + i, prompt.tokens) - first;
            for (int head = 0; head < architecture.heads(); head++) {
                int at = (head * QUERIES + i) * table.stride + first;
                for (int j = 0; j < count; j++) {
                    table.row[j] = table.scores[at + j];
                }
                view.row(head, part.first + i, table.row, positions, first, count);
            }
        }
        view.end();
    }

    /// First key that a query sees.
    private int first(int layer, int query) {
        return Math.max(0, query - architecture.windows().applyAsInt(layer) + 1);
    }

    /// Behind the last key that a query sees.
    private int last(int query, int tokens) {
        return architecture.causal() ? query + 1 : tokens;
    }

    /// Scales and caps the scores of one query, and writes their softmax, 0 for keys that it does not see.
    private void weigh(int layer, int query, int tokens, Scratch table, int at, int to) {
        int first = first(layer, query);
        int last = last(query, tokens);
        float[] scores = table.scores;
        double beta = architecture.beta();
        for (int j = at + first; j < at + last; j++) {
            scores[j] = (float) (beta * scores[j]);
        }
        double cap = architecture.softcap();
        for (int j = at + first; j < at + last && !Double.isInfinite(cap); j++) {
            scores[j] = (float) (cap * Math.tanh(scores[j] / cap));
        }
        float[] weights = table.weights;
        Arrays.fill(weights, to, to + table.stride, 0f);
        float maximum = kernel.maximum(scores, at + first, last - first);
        if (!Float.isFinite(maximum)) {
            throw new ModelException("layer " + layer + " has a score of " + maximum + " at token " + query
                    + ": its weights are too large, or config.json is not theirs");
        }
        kernel.exponential(maximum, scores, at + first, weights, to + first, last - first);
        float inverse = 1 / kernel.sum(weights, to + first, last - first);
        for (int j = to + first; j < to + last; j++) {
            weights[j] *= inverse;
        }
    }

    /// @param seen behind the last key that a query of the part sees
    private void mix(PackedMatrix values, int seen, Part part, Scratch table, Rows mixed, int column) {
        int size = architecture.headSize();
        int padded = Padding.round(size);
        float[] target = new float[part.count * padded];
        values.multiply(
                kernel,
                0,
                part.count,
                0,
                seen,
                new Matrix(table.weights, 0, table.stride, table.stride),
                null,
                new Matrix(target, 0, padded, padded));
        for (int i = 0; i < part.count; i++) {
            System.arraycopy(
                    target, i * padded, mixed.values, mixed.at(part.prompt.row + part.first + i) + column, size);
        }
    }
}
