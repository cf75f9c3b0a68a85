// SPDX-License-Identifier: Apache-2.0
package calorimeter.cluster.batch;

import calorimeter.cluster.share.ScratchHome;
import calorimeter.cluster.share.Share;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.store.SweepHandle;
import calorimeter.lab.sweep.Sweep;
import calorimeter.lab.sweep.SweepListener;
import calorimeter.lab.sweep.SweepRunner;
import calorimeter.lab.sweep.SweepSummary;

/// One task of an array job: computes its share of a sweep in a store on this host's own disk.
public final class BatchTask {

    private final BatchFolder folder;
    private final int task;
    private final SweepRunner.Options options;
    private final SweepListener listener;

    /// @param task from 0
    /// @param options whose `stop` is true when the task is asked to stop or its time is over
    public BatchTask(BatchFolder folder, int task, SweepRunner.Options options, SweepListener listener) {
        this.folder = folder;
        this.task = task;
        this.options = options;
        this.listener = listener;
    }

    /// Computes until all runs of the share have ended or failed, or until it is asked to stop.
    ///
    /// @param running this program, which must be the one that planned
    /// @throws calorimeter.lab.sweep.SweepException if another program planned
    /// @throws calorimeter.lab.store.StoreException if another process of this host computes the share,
    ///     or a disk fails
    public SweepSummary run(BatchManifest.Program running) {
        BatchManifest manifest = folder.manifest();
        manifest.requireProgram(folder.path().toString(), running);
        Sweep share = manifest.share(task);
        String name = manifest.identity().substring(0, 12) + "-"
                + manifest.program().sha256().substring(0, 12) + "-" + task + "-of-" + manifest.tasks();
        ScratchHome home = ScratchHome.of(name);
        SweepSummary summary;
        try (RunStore store = RunStore.open(home.path());
                SweepHandle _ = store.openSweep("task-" + name);
                TaskBeat beat = new TaskBeat(folder.path(), task)) {
            summary = new Share(folder.bundles(), options, beat.heardBy(listener)).run(store, share);
        }
        home.delete();
        return summary;
    }
}
