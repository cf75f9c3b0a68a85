// SPDX-License-Identifier: Apache-2.0
/// Many training runs: which they are, which of them are missing, and carrying those out on all cores.
///
/// Read [calorimeter.lab.sweep.Sweep] (a name and a list of runs), then [calorimeter.lab.sweep.SweepRunner]
/// (locks the name, asks the store what is missing, computes that) and [calorimeter.lab.sweep.SweepRun] (what
/// the store knows of one run). [calorimeter.lab.sweep.SweepGrid] makes lists of runs from
/// [axes][calorimeter.lab.sweep.SweepAxis] and draws (`SweepInterval`), [calorimeter.lab.sweep.SweepFile] reads one
/// from a file, and [calorimeter.lab.sweep.SweepForecast] says what is left to compute and how long that takes.
/// Who computes a run is a [calorimeter.lab.sweep.RunExecutor]: threads of this process, or tasks elsewhere that hand
/// back a bundle.
///
/// A sweep holds nothing that a run does not: each run is the one that `train` would make, and two sweeps share
/// the runs that they have in common. Imports `engine`, `lab.run`, `lab.store` and `lab.text`.
@NullMarked
package calorimeter.lab.sweep;

import org.jspecify.annotations.NullMarked;
