// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.folded;

import calorimeter.engine.data.TokenSequences;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// The colexicographic order of examples: by their last token, those with equal last tokens by the one before,
/// and so on to the first; examples of equal tokens by their numbers.
///
/// Neighbours in it read the same rows of a table over tokens. It is a total order of the data set's examples,
/// so the order of a selection depends on which examples it holds, not on how they came.
final class ExampleOrder {

    /// Numbers of the examples in this order, and the rank of each example in it.
    private final int[] ranked;

    private final int[] rank;

    ExampleOrder(TokenSequences examples) {
        ranked = ranked(examples);
        rank = new int[ranked.length];
        for (int i = 0; i < ranked.length; i++) {
            rank[ranked[i]] = i;
        }
    }

    private static int[] ranked(TokenSequences examples) {
        Comparator<Integer> byTokens = Comparator.comparingInt(example -> examples.token(example, 0));
        for (int position = 1; position < examples.sequence(); position++) {
            int at = position;
            byTokens = Comparator.<Integer>comparingInt(example -> examples.token(example, at))
                    .thenComparing(byTokens);
        }
        return IntStream.range(0, examples.count())
                .boxed()
                .sorted(byTokens)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /// Sorts the examples `from` to `to` − 1 of a batch: by ranks, because integers sort without a comparator
    /// and the boxes it would need in every step.
    ///
    /// @param batch numbers of examples
    void sort(int[] batch, int from, int to) {
        for (int i = from; i < to; i++) {
            batch[i] = rank[batch[i]];
        }
        Arrays.sort(batch, from, to);
        for (int i = from; i < to; i++) {
            batch[i] = ranked[batch[i]];
        }
    }
}
