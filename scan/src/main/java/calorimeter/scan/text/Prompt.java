// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.text;

import java.util.BitSet;

/// The tokens of one prompt.
public final class Prompt {

    private final int[] tokens;
    private final BitSet separators;

    /// @param separators positions of tokens such as `[SEP]`, the first left out; empty where they are not known
    Prompt(int[] tokens, BitSet separators) {
        this.tokens = tokens;
        this.separators = separators;
    }

    public int[] tokens() {
        return tokens;
    }

    public BitSet separators() {
        return separators;
    }
}
