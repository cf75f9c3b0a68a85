// SPDX-License-Identifier: Apache-2.0
/// Attention as a canonical ensemble (G. Kim, arXiv:2602.08216): one query against its visible keys is one
/// system.
///
/// Read first: [calorimeter.physics.attention.AttentionRow] and [calorimeter.physics.attention.RowState] (one
/// row), then [calorimeter.physics.attention.HeadAccumulator] (the rows of a head, streamed) and
/// [calorimeter.physics.attention.LandscapeVariance] (the other variance, not to be confused with the specific
/// heat). [calorimeter.physics.attention.FisherMetric] and [calorimeter.physics.attention.DipoleResponse] are
/// responses of one row, [calorimeter.physics.attention.FieldResponse] sets linear response against the exact
/// one, [calorimeter.physics.attention.EffectiveAction] asks for the query that has a moment;
/// [calorimeter.physics.attention.HeadSimilarity] and [calorimeter.physics.attention.EntropySpread]
/// compare heads. [calorimeter.physics.attention.OperatorState] is a row under another entropy than
/// Shannon's.
///
/// Rows are given as *scaled scores* s_j = (q·k_j)/√d_k plus any additive bias, in double precision. A masked
/// key is absent: the caller passes visible keys only, since n enters ln n, χ and the averages; an infinite
/// score is refused.
///
/// Imports the JDK, [calorimeter.physics.numeric], [calorimeter.physics.ensemble] and
/// [calorimeter.physics.entropy].
@NullMarked
package calorimeter.physics.attention;

import org.jspecify.annotations.NullMarked;
