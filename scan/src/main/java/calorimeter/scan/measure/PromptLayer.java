// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.measure;

import calorimeter.physics.attention.HeadSimilarity;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the heads of a layer did together on one prompt.
final class PromptLayer implements Serializable {

    private static final long serialVersionUID = 1;

    private final HeadSimilarity similarity;
    private final double @Nullable [] last;
    private final double[][] scores;

    /// @param last attention of the last query, averaged over heads; null when it saw no key
    /// @param scores of the last query, by head; empty but for the first prompt
    PromptLayer(HeadSimilarity similarity, double @Nullable [] last, double[][] scores) {
        this.similarity = similarity;
        this.last = last;
        this.scores = scores;
    }

    /// Whether scores are those of so many heads, as they need not be when another process has written them.
    boolean fits(int heads) {
        return scores.length == 0
                || (scores.length == heads && Arrays.stream(scores).allMatch(Objects::nonNull));
    }

    HeadSimilarity similarity() {
        return similarity;
    }

    double @Nullable [] last() {
        return last;
    }

    double[][] scores() {
        return scores;
    }
}
