// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import calorimeter.lab.store.Checkpoint;
import calorimeter.lab.store.RunSeries;
import java.util.Optional;

/// Where an experiment puts what it measures, and from where it continues.
public interface Recorder {

    /// The checkpoint to continue from; empty at the beginning.
    Optional<Checkpoint> resumePoint();

    /// Rows that earlier sessions stored, up to and including the checkpoint's step and possibly beyond it; rows beyond
    /// are measured again and must come out the same.
    RunSeries earlierRows();

    /// Stores a row under the experiment's columns, soon; all rows are on the disk before a checkpoint is.
    void row(long step, double[] values);

    /// Whether it is time for a checkpoint: asked after every step, so cheap.
    boolean checkpointDue();

    void checkpoint(Checkpoint checkpoint);

    /// Keeps a state for good, whatever checkpoints follow.
    void keep(Checkpoint snapshot);

    /// Whether the run should stop at a checkpoint.
    boolean stopRequested();

    /// Tells how far the run is: for a progress line, called after every step.
    void progress(long step);

    /// Seconds of computation so far, over all sessions.
    double wallSeconds();
}
