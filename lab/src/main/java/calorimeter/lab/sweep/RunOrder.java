// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.sweep;

import calorimeter.lab.run.ProgressListener;
import java.util.function.BooleanSupplier;

/// What an executor is asked to compute.
///
/// @param run its settings and identity, and the attempt to go on from, if there is one
/// @param threads that compute it; the bits do not depend on them
/// @param listener told how it goes on, by the computing thread
/// @param stop asked after every step; once true, the run stops at a checkpoint
public record RunOrder(SweepRun run, int threads, ProgressListener listener, BooleanSupplier stop) {}
