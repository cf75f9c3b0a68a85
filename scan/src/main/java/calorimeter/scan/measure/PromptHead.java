package calorimeter.scan.measure;

import calorimeter.physics.attention.HeadState;
import calorimeter.physics.attention.LandscapeState;

/// What one head did on one prompt.
///
/// @param first mean attention that rows pay to the first token
/// @param own to the token of the query itself, over rows that see it
/// @param previous to the token before it, over rows that see it; NaN when there is none
record PromptHead(
        HeadState state, LandscapeState landscape, double first, double own, double previous, long previousRows) {}
