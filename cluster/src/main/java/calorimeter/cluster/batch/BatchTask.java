// SPDX-License-Identifier: Apache-2.0
package calorimeter.cluster.batch;

import calorimeter.lab.store.RunStore;
import calorimeter.lab.store.SweepHandle;
import calorimeter.lab.sweep.Sweep;
import calorimeter.lab.sweep.SweepListener;
import calorimeter.lab.sweep.SweepRun;
import calorimeter.lab.sweep.SweepRunner;
import calorimeter.lab.sweep.SweepSummary;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// One task of an array job: computes its share of a sweep in a store on this host's own disk.
///
/// Runs that have ended are handed in at once. From time to time, and when the task is asked to stop, its
/// unfinished runs stop at checkpoints and are handed in too, so that the next attempt, on this host or
/// another one, goes on from there. What was handed in as ended is not computed again.
public final class BatchTask {

    /// A run stops at a checkpoint and goes on: that costs the reading of its data.
    private static final int CHECKPOINTS_BETWEEN_HAND_INS = 30;

    private final BatchFolder folder;
    private final int task;
    private final SweepRunner.Options options;
    private final SweepListener listener;
    private final Set<String> handedIn = new HashSet<>();

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
                SweepHandle alone = store.openSweep("task-" + name);
                TaskBeat beat = new TaskBeat(folder.path(), task)) {
            Objects.requireNonNull(alone);
            takeIn(store, share);
            summary = compute(store, share, beat);
        }
        home.delete();
        return summary;
    }

    /// What earlier attempts have handed in.
    private void takeIn(RunStore store, Sweep share) {
        for (SweepRun run : SweepRun.of(store, share)) {
            folder.latest(run.identity()).ifPresent(bundle -> {
                store.adopt(bundle);
                if (!bundle.run().status().isResumable()) {
                    handedIn.add(run.identity());
                }
            });
        }
    }

    private SweepSummary compute(RunStore store, Sweep share, TaskBeat beat) {
        Publisher publisher = new Publisher(store, beat);
        Duration between = options.betweenCheckpoints().multipliedBy(CHECKPOINTS_BETWEEN_HAND_INS);
        SweepSummary summary;
        do {
            long end = System.nanoTime() + between.toNanos();
            SweepRunner.Options slice =
                    options.withStop(() -> options.stop().getAsBoolean() || System.nanoTime() > end);
            summary = new SweepRunner(store, slice).run(share, publisher);
        } while (summary.interrupted() > 0 && !options.stop().getAsBoolean());
        return summary;
    }

    /// Hands in whatever ends or stops.
    private final class Publisher implements SweepListener {

        private final RunStore store;
        private final TaskBeat beat;
        private boolean opened;

        Publisher(RunStore store, TaskBeat beat) {
            this.store = store;
            this.beat = beat;
        }

        @Override
        public void opened(Sweep sweep, List<SweepRun> runs) {
            if (!opened) {
                opened = true;
                listener.opened(sweep, runs);
                // Killed between a run's end and its handing in, it is here alone.
                runs.stream()
                        .filter(run -> run.state().isEnded() && !handedIn.contains(run.identity()))
                        .forEach(this::handIn);
            }
        }

        @Override
        public void started(SweepRun run, int threads) {
            beat.started(run.identity());
            listener.started(run, threads);
        }

        @Override
        public void step(SweepRun run, long step) {
            listener.step(run, step);
        }

        @Override
        public void ended(SweepRun run) {
            beat.ended(run.identity());
            handIn(run);
            listener.ended(run);
        }

        private void handIn(SweepRun run) {
            switch (run.state()) {
                case COMPLETED, DIVERGED, INTERRUPTED ->
                    folder.handIn(store.pack(Objects.requireNonNull(run.record())));
                case FAILED -> folder.fail(run.identity(), Objects.requireNonNullElse(run.failure(), "unknown"));
                case BUSY, MISSING -> {}
            }
        }
    }
}
