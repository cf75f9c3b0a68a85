// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import java.nio.file.Path;
import java.util.List;

/// The right to write one run: there is at most one open handle for a run on the machine. Closing it gives the
/// right back; a run that was not finished before is then shown as interrupted.
public final class RunHandle implements AutoCloseable {

    private final RunRecord record;
    private final List<Column> columns;
    private final Path folder;
    private final RunLock lock;
    private boolean closed;

    RunHandle(RunRecord record, List<Column> columns, Path folder, RunLock lock) {
        this.record = record;
        this.columns = List.copyOf(columns);
        this.folder = folder;
        this.lock = lock;
    }

    public String name() {
        return record.name();
    }

    /// The run as it was when the handle was given.
    public RunRecord record() {
        return record;
    }

    public List<Column> columns() {
        return columns;
    }

    /// The run's checkpoints, to write and to read.
    ///
    /// @param keep how many checkpoints remain after each write
    public CheckpointStore checkpoints(int keep) {
        return new CheckpointStore(RunFolders.checkpoints(folder), keep);
    }

    /// The states that are kept for good, to write and to read.
    public CheckpointStore kept() {
        return new CheckpointStore(RunFolders.kept(folder), Integer.MAX_VALUE);
    }

    long id() {
        return record.id();
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the handle of run " + name() + " is closed");
        }
    }

    @Override
    public void close() {
        closed = true;
        lock.close();
    }
}
