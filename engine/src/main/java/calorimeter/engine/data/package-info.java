// SPDX-License-Identifier: Apache-2.0
/// What a model learns: tables of labelled examples with their split into training and test.
///
/// Read [calorimeter.engine.data.Dataset] and `Examples` (any table; `TokenSequences` is one kind), then
/// `TaskSettings`, what there is to learn: operations on a finite group or ring (`OperationTask`), images
/// (`ImageTask`), sequences of tokens of any length (`SequenceTask`).
@NullMarked
package calorimeter.engine.data;

import org.jspecify.annotations.NullMarked;
