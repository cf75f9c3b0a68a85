/// What a model learns: operations on a finite group or ring, their examples, and the split into training and
/// test.
///
/// Read [calorimeter.engine.data.TaskSettings] first. Imports `random` only.
@NullMarked
package calorimeter.engine.data;

import org.jspecify.annotations.NullMarked;
