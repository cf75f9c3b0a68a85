// SPDX-License-Identifier: Apache-2.0
/// Runs: what is asked for, how it is carried out, and what came of it.
///
/// Read [calorimeter.lab.run.TrainParameters] (what a training run is) first. What is asked for: `Setting` (the table
/// of settings), `Presets`, `SettingValues` (preset, file and flags over one another) and `TrainParametersReader` (from
/// values to records). Carrying out: `TrainExperiment` and `TrainingLoop`, `Runner` (store, checkpoints, outcome). What
/// came of it: `TrainResult` (events, peaks, final values) and [calorimeter.lab.run.TrainedRun] (a stored run with its
/// model). Imports `engine`, `physics`, `statistics`, `lab.observable`, `lab.control`, `lab.store` and `lab.text`.
@NullMarked
package calorimeter.lab.run;

import org.jspecify.annotations.NullMarked;
