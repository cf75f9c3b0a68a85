// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data;

/// A table of labelled token sequences, all of one length.
///
/// The arrays are not copied: a table is built once and read by every step.
public final class TokenSequences implements Examples {

    private final int sequence;
    private final int[] tokens;
    private final int[] labels;

    /// @param tokens [examples × sequence], row-major
    /// @param labels one class per example
    public TokenSequences(int sequence, int[] tokens, int[] labels) {
        if (sequence < 1 || tokens.length != sequence * labels.length) {
            throw new IllegalArgumentException(
                    tokens.length + " tokens do not make " + labels.length + " sequences of length " + sequence);
        }
        this.sequence = sequence;
        this.tokens = tokens;
        this.labels = labels;
    }

    /// Examples as token sequences.
    ///
    /// @throws IllegalArgumentException when they are none
    public static TokenSequences of(Examples examples) {
        if (examples instanceof TokenSequences sequences) {
            return sequences;
        }
        throw new IllegalArgumentException("the model reads tokens, but the examples are none");
    }

    @Override
    public int count() {
        return labels.length;
    }

    public int sequence() {
        return sequence;
    }

    public int token(int example, int position) {
        return tokens[example * sequence + position];
    }

    @Override
    public int label(int example) {
        return labels[example];
    }
}
