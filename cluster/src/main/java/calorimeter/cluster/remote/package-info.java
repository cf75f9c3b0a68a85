// SPDX-License-Identifier: Apache-2.0
/// What this program asks of an engine that places runs on other machines, such as Apache Spark, and what
/// it wants to know of the machines.
///
/// Read [calorimeter.cluster.remote.ClusterEngine] first. The engine itself is in a module of its own,
/// `spark`, which is built when it is first used. Imports `lab`.
@NullMarked
package calorimeter.cluster.remote;

import org.jspecify.annotations.NullMarked;
