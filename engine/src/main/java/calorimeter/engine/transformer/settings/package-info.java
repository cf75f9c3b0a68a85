// SPDX-License-Identifier: Apache-2.0
/// What a transformer is: its settings, and the tensors that follow from them.
///
/// Read [calorimeter.engine.transformer.settings.TransformerSettings] first. Imports `model` and `data`.
@NullMarked
package calorimeter.engine.transformer.settings;

import org.jspecify.annotations.NullMarked;
