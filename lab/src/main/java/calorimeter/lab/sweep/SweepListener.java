// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.sweep;

import java.util.List;

/// Is told how a sweep goes on. [#step] is called from the computing threads, several at once, so it must be
/// quick and safe; the others from the thread that carries out the sweep.
public interface SweepListener {

    SweepListener NONE = new SweepListener() {};

    /// What the store knows before anything is computed.
    default void opened(Sweep sweep, List<SweepRun> runs) {}

    /// A run begins, or goes on: also when it stopped for a moment to go on with more threads.
    default void started(SweepRun run, int threads) {}

    /// A run has come so far.
    default void step(SweepRun run, long step) {}

    /// A run has ended, or was stopped, or was found to be computed by somebody else.
    default void ended(SweepRun run) {}
}
