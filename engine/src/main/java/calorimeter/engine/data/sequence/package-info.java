// SPDX-License-Identifier: Apache-2.0
/// Sequences of tokens with a class: drawn by a rule, or read from a file.
///
/// Read `SequenceSource` first, then `SequenceRule` (rows that a rule makes) and `TokenFile` (rows of a CSV or npz
/// file). Imports `random`, `range` and `data.npz`, and the exception of `data.image`.
@NullMarked
package calorimeter.engine.data.sequence;

import org.jspecify.annotations.NullMarked;
