/// What a model learns: tables of labelled examples with their split into training and test.
///
/// Read [calorimeter.engine.data.Dataset] and `Examples` (any table; `TokenSequences` is one kind), then
/// `TaskSettings`, the task there is: operations on a finite group or ring. Imports `random` only.
@NullMarked
package calorimeter.engine.data;

import org.jspecify.annotations.NullMarked;
