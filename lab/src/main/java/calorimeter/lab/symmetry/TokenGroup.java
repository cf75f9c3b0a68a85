// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.symmetry;

import calorimeter.engine.data.TokenLayout;
import calorimeter.engine.data.sequence.SequenceRule;
import calorimeter.engine.data.sequence.SequenceSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Tokens that stand at the same positions: the operands, or one mark.
///
/// @param name `operands`, `operator` or `equals`
/// @param words how they are called in a sentence
/// @param first number of the first of them
record TokenGroup(String name, String words, int first, int count, List<Integer> positions) {

    static List<TokenGroup> of(TokenLayout layout, int vocabulary) {
        List<TokenGroup> groups = new ArrayList<>();
        switch (layout) {
            case OPERANDS -> groups.add(operands(vocabulary, 0, 1));
            case OPERANDS_EQUALS -> {
                groups.add(operands(vocabulary - 1, 0, 1));
                groups.add(new TokenGroup("equals", "the sign =", vocabulary - 1, 1, List.of(2)));
            }
            case OPERANDS_OPERATOR_EQUALS -> {
                groups.add(operands(vocabulary - 2, 0, 2));
                groups.add(new TokenGroup("operator", "the operator", vocabulary - 2, 1, List.of(1)));
                groups.add(new TokenGroup("equals", "the sign =", vocabulary - 1, 1, List.of(3)));
            }
        }
        return groups;
    }

    static List<TokenGroup> of(SequenceSource source) {
        int last = source.length() - 1;
        if (source instanceof SequenceRule rule && rule.marked()) {
            int operands = rule.operands();
            List<Integer> places = IntStream.range(0, last).boxed().toList();
            return List.of(
                    new TokenGroup("operands", "the operands", 0, operands, places),
                    new TokenGroup("equals", "the sign =", operands, 1, List.of(last)));
        }
        return any(source.vocabulary(), source.length());
    }

    /// One group: any token may stand at any position.
    static List<TokenGroup> any(int vocabulary, int positions) {
        return List.of(new TokenGroup(
                "tokens",
                "all tokens",
                0,
                vocabulary,
                IntStream.range(0, positions).boxed().toList()));
    }

    private static TokenGroup operands(int count, int first, int second) {
        return new TokenGroup("operands", "the operands", 0, count, List.of(first, second));
    }
}
