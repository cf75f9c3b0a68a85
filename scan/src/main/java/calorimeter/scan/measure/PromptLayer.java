package calorimeter.scan.measure;

import calorimeter.physics.attention.HeadSimilarity;
import org.jspecify.annotations.Nullable;

/// What the heads of a layer did together on one prompt.
final class PromptLayer {

    private final HeadSimilarity similarity;
    private final double @Nullable [] last;

    /// @param last attention of the last query, averaged over heads; null when it saw no key
    PromptLayer(HeadSimilarity similarity, double @Nullable [] last) {
        this.similarity = similarity;
        this.last = last;
    }

    HeadSimilarity similarity() {
        return similarity;
    }

    double @Nullable [] last() {
        return last;
    }
}
