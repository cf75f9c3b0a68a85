// SPDX-License-Identifier: Apache-2.0
/// From scores to the weights of attention, and back.
///
/// Read `AttentionOperator` (the families and what a gradient needs of them), then `OperatorRow` (one row
/// forward and backward) and `HeadOperators` (the operator and the temperature of every head of a model). All
/// of it is double precision, row by row, by `StrictMath`: the same bits on every platform. Imports
/// `transformer.settings` and `model`.
@NullMarked
package calorimeter.engine.transformer.attention;

import org.jspecify.annotations.NullMarked;
