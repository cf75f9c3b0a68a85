package calorimeter.scan.measure;

import calorimeter.physics.attention.HeadSimilarity;
import org.jspecify.annotations.Nullable;

/// What the heads of a layer did together on one prompt.
///
/// @param last attention of the last query, averaged over heads; null when it saw no key
record PromptLayer(HeadSimilarity similarity, double @Nullable [] last) {}
