// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data.sequence;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Rows of tokens with their classes. The arrays are not copied: rows are made once and read by every step.
public final class LabelledRows {

    private final int[] tokens;
    private final int[] labels;
    private final boolean @Nullable [] trained;
    private final @Nullable Groups groups;
    private final @Nullable String sha256;

    /// @param tokens [rows × length], row-major
    /// @param labels one class a row
    LabelledRows(int[] tokens, int[] labels) {
        this(tokens, labels, null, null, null);
    }

    /// @param trained which rows are for training; null where the source does not say
    /// @param groups which group each row belongs to; null where the source does not say
    /// @param sha256 of the file they are from, in hexadecimal digits; null for rows that a rule makes
    LabelledRows(
            int[] tokens,
            int[] labels,
            boolean @Nullable [] trained,
            @Nullable Groups groups,
            @Nullable String sha256) {
        this.tokens = tokens;
        this.labels = labels;
        this.trained = trained;
        this.groups = groups;
        this.sha256 = sha256;
    }

    /// Tokens [rows × length], row-major; for reading.
    public int[] tokens() {
        return tokens;
    }

    /// One class a row; for reading.
    public int[] labels() {
        return labels;
    }

    /// Which rows are for training, where the source says it; for reading.
    public Optional<boolean[]> trained() {
        return Optional.ofNullable(trained);
    }

    /// Which group each row belongs to, where the source says it.
    public Optional<Groups> groups() {
        return Optional.ofNullable(groups);
    }

    /// SHA-256 of the file they are from.
    public Optional<String> sha256() {
        return Optional.ofNullable(sha256);
    }
}
