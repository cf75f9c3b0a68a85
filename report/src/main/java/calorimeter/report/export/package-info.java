/// Files for other programs: a run's rows as CSV ([calorimeter.report.export.CsvWriter]), rows and parameters as
/// arrays for numpy ([calorimeter.report.export.NpzWriter]). Parameters alone are a
/// [calorimeter.lab.store.Safetensors] file, the format of our checkpoints.
///
/// Imports [calorimeter.lab.store] and commons-csv, nothing else of the lab.
@NullMarked
package calorimeter.report.export;

import org.jspecify.annotations.NullMarked;
