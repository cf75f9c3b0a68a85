// SPDX-License-Identifier: Apache-2.0
/// Training as a deterministic process: settings and a seed in, a sequence of parameter vectors out.
///
/// Read [calorimeter.engine.training.Trainer] first: it knows a `Model` and data, and no family of models.
/// `TrainingSettings.build` is the place that knows the families. Imports `transformer` for it, and `model`,
/// `data`, `optimizer`, `random` and `kernel`. What is measured along the way, and where it is kept, is the
/// laboratory's business, not this package's.
@NullMarked
package calorimeter.engine.training;

import org.jspecify.annotations.NullMarked;
