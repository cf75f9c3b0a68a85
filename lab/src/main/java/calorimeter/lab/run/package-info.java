/// Runs: what is asked for, how it is carried out, and what came of it.
///
/// Read [calorimeter.lab.run.TrainParameters] (what a training run is) and `Presets`, then
/// `TrainingLoop`, `Runner` (store, checkpoints, outcome) and `TrainResult` (events, peaks, final values).
/// `TrainExperiment` chooses the instruments. Imports `engine`, `statistics`, `lab.observable`, `lab.control`,
/// `lab.store` and `lab.text`.
@NullMarked
package calorimeter.lab.run;

import org.jspecify.annotations.NullMarked;
