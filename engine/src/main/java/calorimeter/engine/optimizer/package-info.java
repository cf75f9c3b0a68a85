// SPDX-License-Identifier: Apache-2.0
/// Learning rules: how a gradient moves the parameters. Elementwise loops over flat arrays, the same operations
/// in the same order as PyTorch's, so that trajectories can be compared.
///
/// Read [calorimeter.engine.optimizer.OptimizerSettings] first, then `Optimizer`; `GradientTransform` is what a
/// gradient may go through before. Imports `kernel` only.
@NullMarked
package calorimeter.engine.optimizer;

import org.jspecify.annotations.NullMarked;
