// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.sweep;

import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.OptionCheck;
import calorimeter.app.cli.text.Json;
import calorimeter.app.cli.view.SweepProgress;
import calorimeter.cluster.batch.BatchCollection;
import calorimeter.cluster.batch.BatchFolder;
import calorimeter.cluster.batch.BatchManifest;
import calorimeter.cluster.batch.BatchTask;
import calorimeter.cluster.batch.SlurmQueue;
import calorimeter.cluster.batch.SlurmScript;
import calorimeter.cluster.share.ScratchHome;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.sweep.Sweep;
import calorimeter.lab.sweep.SweepRun;
import calorimeter.lab.sweep.SweepRunner;
import calorimeter.lab.sweep.SweepSummary;
import calorimeter.lab.sweep.SweepVerification;
import calorimeter.lab.text.ShellWord;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// `sweep` as an array job: plans it, computes a task of it, collects what has come of it, verifies its bits.
final class SweepBatch {

    private static final String USUAL_TIME = "4:00:00";

    /// Slurm's usual MaxArraySize allows 1001.
    private static final int MOST_TASKS = 1000;

    private final CommandContext context;
    private final BatchOptions options;

    SweepBatch(CommandContext context, BatchOptions options) {
        this.context = context;
        this.options = options;
    }

    private BatchManifest.Program program() {
        return BatchManifest.Program.ofThisProcess(
                context.version().number(), context.version().commit());
    }

    /// Writes manifest and script, and submits them unless that is not wanted or was done before.
    ///
    /// @param cores of a task
    int plan(RunStore store, Sweep sweep, int cores, boolean submit, boolean json) {
        int runs = sweep.runs().size();
        int tasks = options.tasks == null ? Math.min(runs, MOST_TASKS) : options.tasks;
        OptionCheck.requireRange("--tasks", tasks, 1, runs);
        SlurmScript script = new SlurmScript(
                CommandContext.programFile(),
                options.time == null ? USUAL_TIME : options.time,
                options.partition,
                cores);
        // First, since it may refuse, and a plan is never changed.
        sweep.record(store, false);
        BatchFolder folder =
                BatchFolder.plan(Objects.requireNonNull(options.slurm), BatchManifest.of(sweep, program(), tasks));
        folder.handIn(SweepRun.of(store, sweep), store);
        Path file = script.write(folder);
        Optional<String> job = submit ? new SlurmQueue(folder).submitFirst() : Optional.empty();
        if (json) {
            ObjectNode planned = Json.object();
            planned.put("sweep", sweep.name())
                    .put("folder", folder.path().toString())
                    .put("runs", runs)
                    .put("tasks", tasks)
                    .put("cores", cores);
            job.ifPresent(id -> planned.put("submitted", id));
            context.printJson(planned);
            return 0;
        }
        String place = ShellWord.of(folder.path().toString());
        String next = !submit
                ? "; submit it with: cd " + place + " && sbatch " + file.getFileName() + "; collect with: "
                : job.map(id -> " and submitted job " + id + "; collect with: ")
                        .orElse("; it was submitted before, and --resubmit submits what is missing; see what has come"
                                + " of it with: ");
        context.out()
                .println("planned " + runs + " runs as " + tasks + " tasks of " + cores
                        + (cores == 1 ? " core" : " cores") + " in " + folder.path() + next + CommandContext.PROGRAM
                        + " sweep --collect " + place);
        return 0;
    }

    /// Computes one share.
    ///
    /// @param sweep asked for, or null if the folder's manifest alone says which
    /// @param stop asked to stop by a signal
    int task(@Nullable Sweep sweep, SweepRunner.Options usual, BooleanSupplier stop) {
        BatchOptions.Share share = options.share(System.getenv("SLURM_ARRAY_TASK_ID"));
        Path path = Objects.requireNonNull(options.batch);
        BatchManifest.Program program = program();
        BatchFolder folder = sweep == null || share.count() == null
                ? BatchFolder.open(path)
                : BatchFolder.plan(path, BatchManifest.of(sweep, program, share.count()));
        if (share.count() != null) {
            folder.manifest().requireTasks(path.toString(), share.count());
        }
        OptionCheck.requireRange(
                "the array index", share.index(), 0, folder.manifest().tasks() - 1);
        BooleanSupplier ends = timeIsOver();
        SweepProgress progress = new SweepProgress(context);
        SweepSummary summary;
        try {
            summary = new BatchTask(
                            folder,
                            share.index(),
                            usual.withStop(() -> stop.getAsBoolean() || ends.getAsBoolean()),
                            progress)
                    .run(program);
        } finally {
            progress.end();
        }
        context.err()
                .println("task " + share.index() + ": " + (summary.completed() + summary.diverged()) + " of "
                        + summary.total() + " runs done"
                        + (summary.interrupted() > 0 ? ", the rest goes on later" : ""));
        return summary.isComplete() ? 0 : summary.interrupted() > 0 ? SlurmScript.MORE_TO_DO : CommandContext.FAILED;
    }

    private BooleanSupplier timeIsOver() {
        if (options.time == null) {
            return () -> false;
        }
        double seconds = SlurmScript.workingTime(options.time).toSeconds() - context.secondsSinceStart();
        long end = System.nanoTime() + (long) (seconds * 1e9);
        return () -> System.nanoTime() - end > 0;
    }

    /// Takes in what has ended, and submits again what is missing if that is wanted.
    int collect(RunStore store, @Nullable Sweep asked, @Nullable String name, boolean json) {
        Path path = Objects.requireNonNull(options.collect);
        BatchFolder folder = BatchFolder.open(path);
        if (asked != null) {
            folder.manifest().requireSweep(path.toString(), asked.name(), asked.members());
        }
        if (name != null) {
            folder.manifest()
                    .requireSweep(path.toString(), name, folder.manifest().members());
        }
        folder.bundles().unreadable().forEach(file -> context.err().println("kept an unreadable bundle: " + file));
        Sweep sweep = folder.manifest().sweep();
        BatchCollection collection = BatchCollection.of(folder, sweep, store);
        CollectionResult result = new CollectionResult(
                folder, sweep, collection, options.resubmit ? resubmit(folder, collection) : Optional.empty());
        if (json) {
            List<SweepRun> runs = SweepRun.of(store, sweep);
            ObjectNode all = new SweepResult(sweep, runs, SweepSummary.of(runs)).json();
            all.set("batch", result.json());
            context.printJson(all);
        } else {
            result.tell(context);
        }
        return collection.count(BatchCollection.State.DONE) == collection.runs().size() ? 0 : CommandContext.FAILED;
    }

    /// Computes a share of the ended runs again, on this machine.
    int verify(RunStore store, Sweep sweep, double share, long seed, SweepRunner.Options usual, boolean json) {
        SweepProgress progress = new SweepProgress(context);
        ScratchHome home = ScratchHome.fresh();
        SweepVerification verification;
        try (RunStore scratch = RunStore.open(home.path())) {
            verification = SweepVerification.of(store, sweep, share, seed, scratch, usual, progress);
        } finally {
            progress.end();
            home.delete();
        }
        int drawn = verification.drawn().size();
        if (json) {
            ObjectNode result = Json.object();
            result.put("sweep", sweep.name()).put("drawn", drawn).put("equal", verification.equal());
            result.set("differences", Json.array(verification.differences()));
            context.printJson(result);
        } else {
            context.out()
                    .println(verification.equal() + " of " + drawn + " runs drawn from the sweep " + sweep.name()
                            + " have the same bits on this machine");
        }
        verification.differences().forEach(context.err()::println);
        return verification.isConfirmed() ? 0 : CommandContext.FAILED;
    }

    private static Optional<String> resubmit(BatchFolder folder, BatchCollection collection) {
        SlurmQueue queue = new SlurmQueue(folder);
        Set<Integer> tasks = collection.stoppedTasks();
        tasks.removeAll(queue.tasks());
        return tasks.isEmpty() ? Optional.empty() : Optional.of(queue.submit(tasks));
    }
}
