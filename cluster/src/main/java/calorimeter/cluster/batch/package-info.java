// SPDX-License-Identifier: Apache-2.0
/// A sweep as an array job of a batch system, such as Slurm. All that its tasks share is one folder:
///
/// ```
/// manifest.json            the runs, the number of tasks, the program; written once (BatchManifest)
/// submit.sbatch            the array job, for Slurm (SlurmScript); may be edited
/// jobs                     ids of the jobs that were submitted
/// logs/TASK.log            what a task said, in all its attempts
/// tasks/TASK.json          what a task computes, written every 20 seconds (TaskBeat)
/// bundles/RUN.bundle       a run that has ended
/// unfinished/RUN.bundle    a run on its way, for a task that goes on with it
/// failed/RUN.txt           why a run failed
/// ```
///
/// Read [calorimeter.cluster.batch.BatchFolder] first, then [calorimeter.cluster.batch.BatchTask], which
/// computes a task's share of the runs in a store of its own on a local disk, and
/// [calorimeter.cluster.batch.BatchCollection], which takes ended runs into a store. Every file is written
/// under another name and renamed, so any number of hosts may write at once; there is no database in the
/// folder and no lock. Imports `cluster.share` and `lab`.
@NullMarked
package calorimeter.cluster.batch;

import org.jspecify.annotations.NullMarked;
