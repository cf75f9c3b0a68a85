// SPDX-License-Identifier: Apache-2.0
/// Sweeps on Apache Spark. Spark places the runs and repeats what it loses; this package says what a task is.
///
/// Read [calorimeter.spark.SparkRuns] first: the driver's side, which makes a task of a run or of a few
/// short ones, and [calorimeter.spark.SparkTask], the executor's side, which computes in a scratch home and
/// hands back bundles. [calorimeter.spark.SparkCluster] connects. Only the driver writes the store. What
/// goes between them is in [calorimeter.spark.TaskOrder] and [calorimeter.spark.TaskAnswer]. Imports
/// `cluster` and `lab`.
@NullMarked
package calorimeter.spark;

import org.jspecify.annotations.NullMarked;
