// SPDX-License-Identifier: Apache-2.0
/// Files for other programs. [calorimeter.report.export.RunTables] makes long tables of stored runs; they
/// are written as CSV ([calorimeter.report.export.CsvWriter]) or as arrays for numpy
/// ([calorimeter.report.export.NpzWriter]). [calorimeter.report.export.TensorBoardFolder] makes event
/// files, for which [calorimeter.report.export.EventFile] writes the few messages by hand.
/// [calorimeter.report.export.MlflowRun] sends a run to an MLflow server. Parameters alone are a
/// [calorimeter.lab.store.Safetensors] file, the format of our checkpoints.
///
/// Imports `lab`, the estimators' results of `statistics`, commons-csv and Jackson.
@NullMarked
package calorimeter.report.export;

import org.jspecify.annotations.NullMarked;
