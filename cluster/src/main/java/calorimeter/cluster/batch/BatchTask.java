// SPDX-License-Identifier: Apache-2.0
package calorimeter.cluster.batch;

import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.store.SweepHandle;
import calorimeter.lab.sweep.Sweep;
import calorimeter.lab.sweep.SweepListener;
import calorimeter.lab.sweep.SweepRun;
import calorimeter.lab.sweep.SweepRunner;
import calorimeter.lab.sweep.SweepSummary;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// One task of an array job: computes its share of a sweep in a store on this host's own disk.
///
/// Runs that have ended are handed in at once. From time to time, and when the task is asked to stop, its
/// unfinished runs stop at checkpoints and are handed in too, so that the next attempt, on this host or
/// another one, goes on from there. What was handed in as ended is not computed again.
public final class BatchTask {

    /// A hand-in stops the runs at checkpoints and starts them again, which reads their data again.
    private static final int CHECKPOINTS_BETWEEN_HAND_INS = 30;

    private static final Duration LEAST_BETWEEN_HAND_INS = Duration.ofSeconds(60);

    private final BatchFolder folder;
    private final int task;
    private final SweepRunner.Options options;
    private final SweepListener listener;
    private final Duration betweenHandIns;
    private final Set<String> handedIn = new HashSet<>();

    /// @param task from 0
    /// @param options whose `stop` is true when the task is asked to stop or its time is over
    public BatchTask(BatchFolder folder, int task, SweepRunner.Options options, SweepListener listener) {
        this(
                folder,
                task,
                options,
                listener,
                Collections.max(List.of(
                        LEAST_BETWEEN_HAND_INS,
                        options.betweenCheckpoints().multipliedBy(CHECKPOINTS_BETWEEN_HAND_INS))));
    }

    BatchTask(
            BatchFolder folder,
            int task,
            SweepRunner.Options options,
            SweepListener listener,
            Duration betweenHandIns) {
        this.folder = folder;
        this.task = task;
        this.options = options;
        this.listener = listener;
        this.betweenHandIns = betweenHandIns;
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
        Sweep sweep = share;
        List<TrainParameters> left;
        do {
            long end = System.nanoTime() + betweenHandIns.toNanos();
            SweepRunner.Options slice =
                    options.withStop(() -> options.stop().getAsBoolean() || System.nanoTime() - end > 0);
            new SweepRunner(store, slice).run(sweep, publisher);
            left = publisher.left();
            sweep = left.isEmpty() ? share : Sweep.unnamed(left);
        } while (!left.isEmpty() && !options.stop().getAsBoolean());
        return SweepSummary.of(publisher.runs.values());
    }

    /// Hands in whatever ends or stops.
    private final class Publisher implements SweepListener {

        private final RunStore store;
        private final TaskBeat beat;

        /// By identity, in the share's order.
        private final Map<String, SweepRun> runs = Collections.synchronizedMap(new LinkedHashMap<>());

        /// Identities of the runs that failed in this attempt, which does not try them again.
        private final Set<String> failed = new HashSet<>();

        Publisher(RunStore store, TaskBeat beat) {
            this.store = store;
            this.beat = beat;
        }

        @Override
        public void opened(Sweep sweep, List<SweepRun> found) {
            if (runs.isEmpty()) {
                found.forEach(run -> runs.put(run.identity(), run));
                listener.opened(sweep, found);
                // Killed between a run's end and its handing in, it is here alone.
                found.stream()
                        .filter(run -> run.state().isEnded() && !handedIn.contains(run.identity()))
                        .forEach(this::handIn);
            }
        }

        @Override
        public void started(SweepRun run, int threads) {
            beat.started(run.identity());
            listener.started(ofShare(run), threads);
        }

        @Override
        public void step(SweepRun run, long step) {
            listener.step(ofShare(run), step);
        }

        @Override
        public void ended(SweepRun run) {
            beat.ended(run.identity());
            handIn(run);
            SweepRun now = ofShare(run);
            runs.put(now.identity(), now);
            if (now.state() == SweepRun.State.FAILED) {
                failed.add(now.identity());
            }
            listener.ended(now);
        }

        /// The same run at its place in the share: later slices have only the runs that are left.
        private SweepRun ofShare(SweepRun run) {
            int position = Objects.requireNonNull(runs.get(run.identity())).position();
            return new SweepRun(position, run.parameters(), run.identity(), run.state(), run.record(), run.failure());
        }

        List<TrainParameters> left() {
            return runs.values().stream()
                    .filter(run -> run.isToCompute() && !failed.contains(run.identity()))
                    .map(SweepRun::parameters)
                    .toList();
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
