// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.measure;

import calorimeter.physics.attention.HeadSimilarity;
import calorimeter.scan.source.AttentionShape;
import calorimeter.scan.source.AttentionSource;
import calorimeter.scan.source.Prompt;
import calorimeter.scan.source.RowVisitor;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Measures all heads of a source. Parts of a prompt are summed in their order, whoever finishes first, so
/// that results have the same bits for any number of threads.
public final class Measurement {

    /// Prompts whose last rows are followed over all temperatures, which takes as long as thousands of rows.
    static final int FOLLOWED = 8;

    private final AttentionShape shape;
    private final int[] tokens;
    private final List<BitSet> separators;
    private final List<int[][]> followers;

    /// Finished prompts by layer, prompt and head; null where a head saw nothing.
    private final @Nullable PromptHead[][][] prompts;

    /// By layer and prompt.
    private final PromptLayer[][] layers;

    private final Map<Integer, Tally> open = new HashMap<>();

    /// What is known of a prompt in one layer before all parts have come.
    private static final class Tally {
        final Map<Integer, Tally> waiting = new HashMap<>();
        final HeadTally[] heads;
        final HeadSimilarity similarity;
        double @Nullable [] last;
        double[][] scores = new double[0][];
        int next;

        Tally(int heads) {
            this.heads = new HeadTally[heads];
            for (int head = 0; head < heads; head++) {
                this.heads[head] = new HeadTally();
            }
            similarity = new HeadSimilarity(heads);
        }

        void merge(Tally part) {
            for (int head = 0; head < heads.length; head++) {
                heads[head].merge(part.heads[head]);
            }
            similarity.merge(part.similarity);
            last = part.last == null ? last : part.last;
            scores = part.scores.length == 0 ? scores : part.scores;
        }
    }

    private Measurement(AttentionSource source, List<Prompt> texts) {
        shape = source.shape();
        tokens = shape.tokens();
        separators = texts.stream().map(Prompt::separators).toList();
        followers = texts.stream().map(Prompt::followers).toList();
        prompts = new PromptHead[shape.layers()][tokens.length][];
        layers = new PromptLayer[shape.layers()][tokens.length];
    }

    /// Visits the source once.
    ///
    /// @param texts the prompts of the source; empty when their tokens are not known
    public static ScanResult of(AttentionSource source, List<Prompt> texts) {
        Measurement measurement = new Measurement(source, texts);
        source.visit(measurement::part);
        // Left over where some queries see no key.
        measurement.open.forEach(measurement::close);
        return new ScanResult(measurement.shape, measurement.prompts, measurement.layers, source.losses());
    }

    private RowVisitor.Part part(int layer, int prompt, int part) {
        Tally tally = new Tally(shape.heads());
        int[] separator = separators.isEmpty()
                ? new int[0]
                : separators.get(prompt).stream().toArray();
        int[][] follower = followers.isEmpty() ? null : followers.get(prompt);
        HeadProducts products = new HeadProducts(shape.heads());
        double[][] weights = new double[shape.heads()][tokens[prompt]];
        return new RowVisitor.Part() {
            private int current = Integer.MIN_VALUE;

            // Heads of the current query so far that see as many keys as the first of them.
            private int heads;

            private int keys;

            @Override
            public void row(int head, int query, double[] scores, int[] positions, int first, int count) {
                if (count > weights[head].length) {
                    weights[head] = new double[count];
                }
                tally.heads[head].add(query, scores, positions, first, count, shape.beta(), weights[head], separator);
                if (follower != null && follower[query].length > 0) {
                    tally.heads[head].addInduction(follower[query], positions, first, count, weights[head]);
                }
                boolean isLast = query == tokens[prompt] - 1;
                if (isLast && prompt < FOLLOWED && count > 1) {
                    tally.heads[head].addLast(scores, count, shape.beta());
                }
                if (isLast && prompt == 0) {
                    tally.scores = tally.scores.length == 0 ? new double[shape.heads()][0] : tally.scores;
                    tally.scores[head] = Arrays.copyOf(scores, count);
                }
                if (query != current) {
                    current = query;
                    heads = 0;
                    keys = count;
                }
                heads += count == keys ? 1 : 0;
                if (heads == shape.heads()) {
                    products.add(weights, count, tally.similarity);
                    if (isLast) {
                        tally.last = mean(weights, count);
                    }
                }
            }

            @Override
            public void end() {
                finish(layer, prompt, part, tally);
            }
        };
    }

    private static double[] mean(double[][] weights, int count) {
        double[] mean = new double[count];
        for (double[] head : weights) {
            for (int j = 0; j < count; j++) {
                mean[j] += head[j] / weights.length;
            }
        }
        return mean;
    }

    private synchronized void finish(int layer, int prompt, int part, Tally tally) {
        int place = layer * tokens.length + prompt;
        Tally sums = open.computeIfAbsent(place, key -> new Tally(shape.heads()));
        sums.waiting.put(part, tally);
        for (Tally next = sums.waiting.remove(sums.next); next != null; next = sums.waiting.remove(++sums.next)) {
            sums.merge(next);
        }
        if (sums.heads[0].rows() == tokens[prompt]) {
            close(place, sums);
            open.remove(place);
        }
    }

    private void close(int place, Tally sums) {
        @Nullable PromptHead[] heads = new PromptHead[shape.heads()];
        for (int head = 0; head < heads.length; head++) {
            heads[head] = sums.heads[head].state();
        }
        prompts[place / tokens.length][place % tokens.length] = heads;
        layers[place / tokens.length][place % tokens.length] = new PromptLayer(sums.similarity, sums.last, sums.scores);
    }
}
