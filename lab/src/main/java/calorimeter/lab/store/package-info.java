// SPDX-License-Identifier: Apache-2.0
/// Where runs live: one SQLite file with every run, its columns and its rows, beside a folder of checkpoints.
///
/// ```
/// home/calorimeter.db                                          runs, column dictionaries, rows, sessions
/// home/runs/RUN/lock                                           held by the one process that writes RUN
/// home/sweeps/SWEEP/lock                                       held by the one process that carries out SWEEP
/// home/runs/RUN/checkpoints/step-000000123.safetensors         parameters and optimiser state after step 123
/// home/runs/RUN/kept/step-000000100.safetensors                parameters after step 100, if the run keeps them
/// ```
///
/// Read [calorimeter.lab.store.RunStore] first: everything about runs and rows goes through it. Then
/// [calorimeter.lab.store.RunHandle], the right to write one run, and [calorimeter.lab.store.CheckpointStore].
/// Between stores a run travels as a [calorimeter.lab.store.RunBundle], several of them in one
/// [calorimeter.lab.store.BundleFile]. [calorimeter.lab.store.Safetensors] is the file format of checkpoints, usable
/// alone. Where the home is, `CalorimeterHome` of the engine says.
///
/// What a caller may rely on: a row or checkpoint is on the disk when the call that stored it returns, whatever
/// happens to the process afterwards; nothing is ever half written; a row that is stored twice must have the
/// same bits; and every failure of the outside world (disk, permissions, another process, a damaged file) is a
/// [calorimeter.lab.store.StoreException] whose message is one line with thing, place and next step. The home
/// must be on a local disk: neither SQLite's write-ahead log nor file locks can be trusted on network file
/// systems.
///
/// Imports the JDK, the SQLite driver, Jackson, and of Calorimeter `lab.text` alone.
@NullMarked
package calorimeter.lab.store;

import org.jspecify.annotations.NullMarked;
