// SPDX-License-Identifier: Apache-2.0
/// What every trainable model has.
///
/// Read [calorimeter.engine.model.Model] first, then `ParameterLayout` (its tensors, each with its `Initial`
/// distribution, in one flat array) and `ModelSettings`. A family of models is a package of its own that
/// implements these; `computation` holds what such packages share. Imports `kernel`, `random` and `data`.
@NullMarked
package calorimeter.engine.model;

import org.jspecify.annotations.NullMarked;
