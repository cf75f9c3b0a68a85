// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.source;

import java.io.Serializable;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The tokens of one prompt.
public final class Prompt implements Serializable {

    private static final long serialVersionUID = 1;

    private final int[] tokens;
    private final BitSet separators;
    private final List<String> words;

    /// @param separators positions of tokens such as `[SEP]`, the first left out
    /// @param words what each token stands for
    public Prompt(int[] tokens, BitSet separators, List<String> words) {
        this.tokens = tokens;
        this.separators = separators;
        this.words = List.copyOf(words);
    }

    /// Tokens of which nothing else is known: their words are their numbers.
    public static Prompt ofNumbers(int[] tokens) {
        return new Prompt(
                tokens,
                new BitSet(),
                Arrays.stream(tokens).mapToObj(String::valueOf).toList());
    }

    public int[] tokens() {
        return tokens;
    }

    public BitSet separators() {
        return separators;
    }

    /// For labels.
    public List<String> words() {
        return words;
    }

    /// For each query, the positions after earlier occurrences of its token, rising: where an induction head
    /// looks.
    ///
    ///     followers(i) = {j + 1 : j < i, t_j = t_i}
    public int[][] followers() {
        int[][] followers = new int[tokens.length][];
        Map<Integer, int[]> known = new HashMap<>();
        for (int query = 0; query < tokens.length; query++) {
            int[] before = known.getOrDefault(tokens[query], new int[0]);
            followers[query] = before;
            int[] after = Arrays.copyOf(before, before.length + 1);
            after[before.length] = query + 1;
            known.put(tokens[query], after);
        }
        return followers;
    }
}
