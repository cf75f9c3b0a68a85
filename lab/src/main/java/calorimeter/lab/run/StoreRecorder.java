// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import calorimeter.lab.store.Checkpoint;
import calorimeter.lab.store.CheckpointStore;
import calorimeter.lab.store.RunHandle;
import calorimeter.lab.store.RunRow;
import calorimeter.lab.store.RunSeries;
import calorimeter.lab.store.RunStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// A recorder that keeps rows and checkpoints in a [RunStore]. Rows are gathered and stored together several
/// times a second, since each store waits for the disk.
final class StoreRecorder implements Recorder {

    private static final double SECONDS_BETWEEN_FLUSHES = 0.5;

    private final RunStore store;
    private final RunHandle handle;
    private final CheckpointStore checkpoints;
    private final RunSeries earlier;
    private final ProgressListener listener;
    private final double secondsBetweenCheckpoints;
    private final BooleanSupplier stop;
    private final Optional<Checkpoint> resumePoint;
    private final List<RunRow> pending = new ArrayList<>();
    private final double secondsBefore;
    private final long startedAt = System.nanoTime();
    private double flushedAt;
    private double checkpointedAt;
    private long lastStep;

    StoreRecorder(
            RunStore store,
            RunHandle handle,
            CheckpointStore checkpoints,
            RunSeries earlier,
            ProgressListener listener,
            Duration betweenCheckpoints,
            BooleanSupplier stop) {
        this.store = store;
        this.handle = handle;
        this.checkpoints = checkpoints;
        this.earlier = earlier;
        this.listener = listener;
        secondsBetweenCheckpoints = betweenCheckpoints.toNanos() * 1e-9;
        this.stop = stop;
        resumePoint = checkpoints.latest();
        lastStep = resumePoint.map(Checkpoint::step).orElse(0L);
        secondsBefore = handle.record().wallSeconds();
        flushedAt = wallSeconds();
        checkpointedAt = wallSeconds();
    }

    @Override
    public Optional<Checkpoint> resumePoint() {
        return resumePoint;
    }

    @Override
    public RunSeries earlierRows() {
        return earlier;
    }

    @Override
    public void row(long step, double[] values) {
        pending.add(new RunRow(step, wallSeconds(), values));
        lastStep = step;
        listener.row(step, values);
        if (wallSeconds() - flushedAt >= SECONDS_BETWEEN_FLUSHES) {
            flush();
        }
    }

    /// Puts all rows on the disk.
    void flush() {
        store.append(handle, pending);
        pending.clear();
        flushedAt = wallSeconds();
    }

    @Override
    public boolean checkpointDue() {
        return wallSeconds() - checkpointedAt >= secondsBetweenCheckpoints;
    }

    @Override
    public void checkpoint(Checkpoint checkpoint) {
        flush();
        checkpoints.write(checkpoint);
        lastStep = checkpoint.step();
        store.updateProgress(handle, checkpoint.step(), wallSeconds());
        checkpointedAt = wallSeconds();
    }

    @Override
    public void keep(Checkpoint snapshot) {
        handle.kept().write(snapshot);
    }

    @Override
    public boolean stopRequested() {
        return stop.getAsBoolean();
    }

    @Override
    public void progress(long step) {
        listener.step(step);
    }

    @Override
    public double wallSeconds() {
        return secondsBefore + (System.nanoTime() - startedAt) * 1e-9;
    }

    long lastStep() {
        return lastStep;
    }
}
