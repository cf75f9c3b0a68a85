// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.hub;

import calorimeter.engine.computation.Rows;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Matrix;
import calorimeter.engine.kernel.PackedMatrix;
import calorimeter.engine.kernel.Padding;
import calorimeter.engine.kernel.Workers;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/// Predicts the next token from the last residual stream h: logits l = W h, capped by gemma2 as scores are.
final class OutputHead {

    /// Words of a pass and tokens of a task: as many logits of a thread exist at once.
    private static final int WORDS = 2048;

    private static final int ROWS = 64;

    private final Kernel kernel = Kernels.active();
    private final StoredTensor weight;
    private final double softcap;

    private OutputHead(StoredTensor weight, double softcap) {
        this.weight = weight;
        this.softcap = softcap;
    }

    /// The stored head, or the embedding where config.json ties it and names a language model. transformers
    /// does the same: a stored head counts, whatever config.json says.
    ///
    /// @param tied whether the family ties the head where config.json says nothing
    static Optional<OutputHead> of(
            ConfigReader config, Weights weights, String name, boolean tied, StoredTensor embedding) {
        boolean predicts = StreamSupport.stream(config.node("architectures").spliterator(), false)
                .map(JsonNode::asText)
                .anyMatch(model -> model.endsWith("ForCausalLM") || model.endsWith("LMHeadModel"));
        if (!predicts) {
            return Optional.empty();
        }
        boolean shared = config.flag("tie_word_embeddings", tied) && !weights.hasExactly(name);
        StoredTensor weight = shared ? embedding : weights.exactly(name, embedding.shape());
        return Optional.of(
                new OutputHead(weight, config.positive("final_logit_softcapping", Double.POSITIVE_INFINITY)));
    }

    /// Mean cross entropy of each prompt's tokens from the second on, in nats; NaN with one token:
    ///
    ///     −ln p(t_(i+1) | t_0 … t_i) = ln Σ_w e^(l_w) − l_t,   t = t_(i+1)
    ///
    /// The sum over words w grows by [#WORDS] at a time, in their order, so that neither logits nor W are ever
    /// whole in memory and the bits are the same for any number of threads.
    ///
    /// @param hidden residual stream after the final norm; tokens of all prompts one below the other
    List<Double> losses(Workers workers, Rows hidden, List<int[]> prompts) {
        int[] next = next(prompts);
        double[] highest = new double[next.length];
        double[] sum = new double[next.length];
        double[] chosen = new double[next.length];
        Arrays.fill(highest, Double.NEGATIVE_INFINITY);
        Rows[] logits = new Rows[workers.threads()];
        Arrays.setAll(logits, worker -> new Rows(ROWS, WORDS));
        int width = hidden.width;
        int words = Math.toIntExact(weight.rows());
        float[] part = new float[WORDS * width];
        PackedMatrix map = new PackedMatrix(width, WORDS);
        for (int first = 0; first < words; first += WORDS) {
            int from = first;
            int count = Math.min(WORDS, words - first);
            weight.read((long) first * width, count * width, part, 0);
            map.packTransposed(new Matrix(part, 0, width, Padding.round(width)), count);
            workers.run((next.length + ROWS - 1) / ROWS, (worker, task) -> {
                Rows l = logits[worker];
                int row = task * ROWS;
                int rows = Math.min(ROWS, next.length - row);
                map.multiply(kernel, 0, rows, hidden.matrix.rows(row), null, l.matrix);
                for (int i = 0; i < rows; i++) {
                    int token = next[row + i] - from;
                    cap(l.values, l.at(i), count);
                    if (token >= 0 && token < count) {
                        chosen[row + i] = l.values[l.at(i) + token];
                    }
                    double above = Math.max(highest[row + i], kernel.maximum(l.values, l.at(i), count));
                    kernel.exponential((float) above, l.values, l.at(i), l.values, l.at(i), count);
                    sum[row + i] =
                            sum[row + i] * Math.exp(highest[row + i] - above) + kernel.sum(l.values, l.at(i), count);
                    highest[row + i] = above;
                }
            });
        }
        weight.unload();
        return means(prompts, row -> highest[row] + Math.log(sum[row]) - chosen[row]);
    }

    /// The token after each; -1 after the last of a prompt.
    private static int[] next(List<int[]> prompts) {
        return prompts.stream()
                .flatMapToInt(tokens -> IntStream.concat(Arrays.stream(tokens).skip(1), IntStream.of(-1)))
                .toArray();
    }

    private static List<Double> means(List<int[]> prompts, IntToDoubleFunction loss) {
        List<Double> means = new ArrayList<>();
        int row = 0;
        for (int[] tokens : prompts) {
            int last = row + tokens.length - 1;
            means.add(IntStream.range(row, last).mapToDouble(loss).average().orElse(Double.NaN));
            row = last + 1;
        }
        return means;
    }

    private void cap(float[] l, int at, int count) {
        for (int j = at; j < at + count && !Double.isInfinite(softcap); j++) {
            l[j] = (float) (softcap * Math.tanh(l[j] / softcap));
        }
    }
}
