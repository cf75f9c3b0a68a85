/// Runs: what is asked for, how it is carried out, and what came of it.
///
/// Read [calorimeter.lab.run.TrainParameters] (what a training run is) and `Presets`, then
/// `TrainExperiment` (the loop), `Runner` (store, checkpoints, outcome) and `TrainResult` (events, peaks, final
/// values). Imports `engine`, `physics`, `statistics`, `lab.observable`,
/// `lab.control`, `lab.store`, and `lab.report` and `lab.text` for what is shown of a run.
@NullMarked
package calorimeter.lab.run;

import org.jspecify.annotations.NullMarked;
