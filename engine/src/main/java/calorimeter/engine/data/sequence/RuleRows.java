// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data.sequence;

import static calorimeter.engine.range.OutOfRangeException.require;

import calorimeter.engine.random.RandomStream;
import calorimeter.engine.random.Seed;
import java.nio.IntBuffer;
import java.util.HashSet;
import java.util.Set;

/// Rows of a rule, drawn one after the other; a row that was there is drawn again.
final class RuleRows {

    /// They are kept in one array, and compared with one another.
    private static final int MOST_TOKENS = 100_000_000;

    private RuleRows() {}

    /// @param different how many different rows there are
    static void requirePossible(int length, int examples, double different) {
        String lengths = "an integer from " + SequenceRule.SHORTEST + " to " + SequenceRule.LONGEST;
        boolean allowed = length >= SequenceRule.SHORTEST && length <= SequenceRule.LONGEST;
        require(allowed, "length", length, lengths);
        require(examples >= 2, "examples", examples, "an integer of at least 2");
        String most = "at most " + (long) different + ", since there are no more different rows";
        require(examples <= different, "examples", examples, most);
        require(
                (long) examples * length <= MOST_TOKENS,
                "examples",
                examples,
                "at most " + MOST_TOKENS / length + " of length " + length + ", since all rows are kept");
    }

    static void fill(RandomStream stream, int[] row, int count, int operands) {
        for (int i = 0; i < count; i++) {
            row[i] = stream.nextInt(operands);
        }
    }

    static LabelledRows of(SequenceRule rule, Seed seed) {
        int length = rule.length();
        int[] tokens = new int[rule.examples() * length];
        int[] labels = new int[rule.examples()];
        SequenceRule.RowDraw draw = rule.draw(seed);
        RandomStream stream = seed.child("rows").stream();
        Set<IntBuffer> drawn = HashSet.newHashSet(labels.length);
        int[] row = new int[length];
        for (int example = 0; example < labels.length; ) {
            int label = draw.row(stream, row);
            if (rule.marked()) {
                row[length - 1] = rule.operands();
            }
            System.arraycopy(row, 0, tokens, example * length, length);
            if (drawn.add(IntBuffer.wrap(tokens, example * length, length))) {
                labels[example++] = label;
            }
        }
        return new LabelledRows(tokens, labels);
    }
}
