// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.measure;

import calorimeter.physics.attention.HeadState;
import calorimeter.physics.attention.LandscapeState;
import java.io.Serializable;

/// What one head did on one prompt.
///
/// @param first mean attention that rows pay to the first token
/// @param own to the token of the query itself, over rows that see it; NaN when there is none
/// @param previous to the token before it, over rows that see it; NaN when there is none
/// @param separator to separators behind the first token, all together
/// @param induction to keys behind earlier occurrences of the query's token, over rows that have such a
///     key; NaN when there is none
/// @param last of the last row; [LastRow#NONE] where it was not asked for
record PromptHead(
        HeadState state,
        LandscapeState landscape,
        double first,
        double own,
        long ownRows,
        double previous,
        long previousRows,
        double separator,
        double induction,
        long inductionRows,
        LastRow last)
        implements Serializable {}
