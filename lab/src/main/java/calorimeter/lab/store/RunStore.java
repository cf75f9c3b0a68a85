// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All runs of one home: their configurations, rows, results and checkpoints.
///
/// ```java
/// try (RunStore store = RunStore.open(CalorimeterHome.resolve());
///         RunHandle run = store.start(description)) {
///     store.append(run, step, wallSeconds, values);
///     run.checkpoints(CheckpointStore.DEFAULT_KEEP).write(checkpoint);
///     store.finish(run, RunStatus.COMPLETED, step, wallSeconds, resultJson);
/// }
/// ```
///
/// Who only reads opens it with [#openToRead], which also works where nothing may be written.
///
/// Any number of processes may have a store open; each run is written by one of them. A store may be used by
/// several threads, which take turns. When a method that writes returns, what it wrote is on the disk. Failures
/// of the outside world are [StoreException]s.
public final class RunStore implements AutoCloseable {

    private static final String DATABASE = "calorimeter.db";

    /// Commits of other runs take milliseconds; who holds the file this long is stuck.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path home;
    private final boolean readOnly;
    private final Database database;
    private final RunFolders folders;
    private final RunTable runs;
    private final RowTable rows;
    private final RunOpening opening;
    private final RunAdoption adoptions;

    private RunStore(Path home, Database database, boolean readOnly) {
        this.home = home;
        this.readOnly = readOnly;
        this.database = database;
        this.runs = new RunTable(database);
        this.folders = new RunFolders(home, database, runs);
        this.rows = new RowTable(database);
        this.opening = new RunOpening(database, runs, folders);
        this.adoptions = new RunAdoption(this, database, runs, rows, opening, folders);
    }

    /// Opens the store of a home, which is created if it does not exist.
    ///
    /// @throws StoreException if the folder or the file cannot be used, or the file was made by a newer program
    public static RunStore open(Path home) {
        return open(home, PATIENCE, Schema.CURRENT);
    }

    /// Opens the store of a home for reading: as [#open] does, or without changing anything if the home or its
    /// database may not be written to. Where there is no store, none is created: an empty one is read.
    /// Writing to such a store fails, or is forgotten.
    ///
    /// @throws StoreException also if it is a store of an older program, whose tables must be migrated
    public static RunStore openToRead(Path home) {
        return openToRead(home, Files.isWritable(home) && Files.isWritable(home.resolve(DATABASE)));
    }

    /// @param writable whether home and database are
    static RunStore openToRead(Path home, boolean writable) {
        requireNoDanglingLink(home);
        boolean isNoFolder = Files.exists(home) && !Files.isDirectory(home);
        if (!isNoFolder && !Files.exists(home.resolve(DATABASE))) {
            return openEmpty(home);
        }
        return writable || isNoFolder ? open(home) : openReadOnly(home);
    }

    private static RunStore openEmpty(Path home) {
        Database database = Database.openEmpty(home.resolve(DATABASE));
        Schema.CURRENT.apply(database);
        return new RunStore(home, database, true);
    }

    /// A home on a disk that is not mounted, for one.
    private static void requireNoDanglingLink(Path home) {
        for (Path path = home.toAbsolutePath(); path != null && !Files.exists(path); path = path.getParent()) {
            if (Files.isSymbolicLink(path)) {
                throw new StoreException("cannot use the folder " + home + ": " + path + " is a link to " + target(path)
                        + ", which is not there; create or mount that, or set CALORIMETER_HOME to another folder");
            }
        }
    }

    private static Path target(Path link) {
        try {
            return link.resolveSibling(Files.readSymbolicLink(link));
        } catch (IOException e) {
            throw Failures.ofFile("read the link", link, e);
        }
    }

    static RunStore openReadOnly(Path home) {
        Database database = Database.openReadOnly(home.resolve(DATABASE), PATIENCE);
        try {
            Schema.CURRENT.require(database);
            return new RunStore(home, database, true);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /// Whether nothing can be written to it.
    public boolean isReadOnly() {
        return readOnly;
    }

    static RunStore open(Path home, Duration patience, Schema schema) {
        requireWritable(home);
        Database database = Database.open(home.resolve(DATABASE), patience);
        try {
            schema.apply(database);
            RunStore store = new RunStore(home, database, false);
            store.folders.completeDeletions();
            return store;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static void requireWritable(Path home) {
        requireNoDanglingLink(home);
        try {
            DurableFile.createFolders(home);
        } catch (IOException e) {
            throw Failures.ofFile("create the folder", home, e);
        }
        if (!Files.isWritable(home)) {
            throw new StoreException("cannot write to the folder " + home
                    + "; make it writable or set CALORIMETER_HOME to another folder");
        }
    }

    public Path home() {
        return home;
    }

    /// Records a new run and takes the right to write it. The first run of an identity is named
    /// `<preset>-s<seed>-<first 8 digits of the identity>`, further ones get the suffixes `.2`, `.3` …
    public RunHandle start(RunDescription description) {
        return opening.start(description, false);
    }

    /// The same, but never makes a second attempt: of processes that do so at the same time one gets the run.
    ///
    /// @throws StoreException if there is a run of this identity
    public RunHandle startFirst(RunDescription description) {
        return opening.start(description, true);
    }

    /// Takes the right to go on with a run that was interrupted or failed, and records that it is running
    /// again. Its columns stay what they were.
    ///
    /// @param provenance of the session that begins
    /// @throws StoreException if the run is being written or has ended for good
    public RunHandle resume(RunRecord run, Provenance provenance) {
        return opening.resume(run, provenance);
    }

    /// Stores one row, as [#append(RunHandle, List)] does.
    public void append(RunHandle run, long step, double wallSeconds, double[] values) {
        append(run, List.of(new RunRow(step, wallSeconds, values)));
    }

    /// Stores rows all together or not at all; far faster than one by one, since the disk is waited for once. A step
    /// may have a row already, as after resuming from an older checkpoint: its bits must be the same.
    ///
    /// @throws ReproducibilityException if a step has a row of other bits
    public void append(RunHandle run, List<RunRow> added) {
        run.requireOpen();
        if (added.isEmpty()) {
            return;
        }
        database.write("append to run " + run.name(), () -> {
            for (RunRow row : added) {
                rows.append(run, row);
            }
            runs.setProgress(run.id(), added.getLast().step(), added.getLast().wallSeconds());
            return null;
        });
    }

    /// Records how far a run has come between two rows.
    public void updateProgress(RunHandle run, long step, double wallSeconds) {
        run.requireOpen();
        database.write("record the progress of run " + run.name(), () -> {
            runs.setProgress(run.id(), step, wallSeconds);
            return null;
        });
    }

    /// Records how a run, or this session of it, has ended.
    ///
    /// @param status any but [RunStatus#RUNNING]
    /// @param resultJson a JSON object, or null if there is no result
    public void finish(RunHandle run, RunStatus status, long step, double wallSeconds, @Nullable String resultJson) {
        run.requireOpen();
        if (status == RunStatus.RUNNING) {
            throw new IllegalArgumentException("a run cannot end as RUNNING");
        }
        if (resultJson != null) {
            Json.requireObject("result", resultJson);
        }
        database.write("finish run " + run.name(), () -> {
            runs.setProgress(run.id(), step, wallSeconds);
            runs.setStatus(run.id(), status, resultJson);
            return null;
        });
    }

    /// All runs, the one that was started last first.
    public List<RunRecord> runs() {
        return shown(database.read("list the runs", runs::newestFirst));
    }

    /// The runs of an identity, first attempt first: what a sweep asks before it computes a point again.
    public List<RunRecord> attempts(String identity) {
        return shown(database.read("find runs", () -> runs.withIdentity(identity)));
    }

    /// The run of this name, or the only one whose name begins so.
    ///
    /// @throws StoreException if there is none, with the nearest names, or several, with theirs
    public RunRecord find(String nameOrUniquePrefix) {
        RunFinder finder = new RunFinder(runs, database, home);
        return shown(database.read("find run " + nameOrUniquePrefix, () -> finder.find(nameOrUniquePrefix)));
    }

    /// A run recorded as running whose lock nobody holds was killed.
    private RunRecord shown(RunRecord run) {
        if (run.status() != RunStatus.RUNNING || RunLock.isHeld(folders.of(run.name()))) {
            return run;
        }
        // It may have ended, and let its lock go, after the row was read.
        RunRecord now = database.read("read run " + run.name(), () -> runs.withName(run.name()))
                .orElse(run);
        return now.status() == RunStatus.RUNNING ? now.withStatus(RunStatus.INTERRUPTED) : now;
    }

    private List<RunRecord> shown(List<RunRecord> found) {
        return found.stream().map(this::shown).toList();
    }

    public List<Column> columns(RunRecord run) {
        return database.read("read run " + run.name(), () -> runs.columns(run.id()));
    }

    public RunSeries series(RunRecord run) {
        return database.read(
                "read run " + run.name(), () -> new RunSeries(run.name(), runs.columns(run.id()), rows.of(run.id())));
    }

    /// By what each session of the run was computed, the start first.
    public List<Provenance> sessions(RunRecord run) {
        return database.read("read run " + run.name(), () -> runs.sessions(run.id()));
    }

    /// Writes claims down with the present time; one that was declared before in the same words keeps its time.
    public void declare(List<Declaration> claims) {
        database.write("declare claims", () -> {
            for (Declaration claim : claims) {
                claim.insert(database);
            }
            return null;
        });
    }

    /// All that was ever declared for a reproduction, in order.
    public List<Declaration> declarations(String reproduction) {
        return database.read("read declared claims", () -> Declaration.of(database, reproduction));
    }

    /// The folder of a run's files, where its report goes too; deleted with the run.
    public Path folder(RunRecord run) {
        return folders.of(run.name());
    }

    /// Bytes of the files in a run's folder. Its rows, in the database, are small beside its checkpoints.
    public long size(RunRecord run) {
        return RunFolders.size(folder(run));
    }

    /// The checkpoints of a run, for reading; who writes gets them from [RunHandle#checkpoints].
    public CheckpointStore checkpoints(RunRecord run) {
        return new CheckpointStore(RunFolders.checkpoints(folders.of(run.name())), CheckpointStore.DEFAULT_KEEP);
    }

    /// The states of a run that are kept for good, for reading.
    public CheckpointStore kept(RunRecord run) {
        return new CheckpointStore(RunFolders.kept(folders.of(run.name())), Integer.MAX_VALUE);
    }

    /// The runs of a named sweep in its order, as last recorded; empty if there is no sweep of that name.
    public List<SweepMember> sweep(String name) {
        return SweepHandle.members(database, name);
    }

    public List<String> sweepNames() {
        return SweepHandle.names(database);
    }

    /// The folder of a sweep's own files, where its pages go too. It need not exist yet.
    public Path sweepFolder(String name) {
        return home.resolve("sweeps").resolve(name);
    }

    /// Takes the right to carry out a named sweep, which need not exist yet.
    ///
    /// @param name also the name of a folder: letters, digits, `-`, `_` and `.`
    /// @throws StoreException if another process, or another handle of this one, has it
    public SweepHandle openSweep(String name) {
        RunLock lock = RunLock.acquire(sweepFolder(name), "sweep " + name);
        return new SweepHandle(name, database, lock);
    }

    /// A run as it travels to another store. One that was interrupted goes on there with the same bits.
    ///
    /// @throws StoreException if the run is being written, or its last checkpoint is damaged
    public RunBundle pack(RunRecord run) {
        if (run.status() == RunStatus.RUNNING) {
            throw new StoreException("cannot pack run " + run.name()
                    + ": a process is computing it; wait until it has finished, or stop it");
        }
        // Before the rows, which then reach at least as far, even if the run goes on meanwhile.
        Checkpoint last = checkpoints(run).latest().orElse(null);
        Checkpoint packed = last != null && run.hasEnded() ? last.withoutOptimizer() : last;
        CheckpointStore kept = kept(run);
        List<Checkpoint> snapshots = kept.steps().stream().map(kept::load).toList();
        return new RunBundle(run, sessions(run), series(run), packed, snapshots);
    }

    /// What a bundle changed.
    public enum Change {
        /// The store has all of it.
        NONE,
        ADDED,
        /// A run that was unfinished here goes on with the bundle's rows.
        CARRIED_FORWARD,
        /// The run was there, but not, or no longer, its last checkpoint, or a state that is kept for good.
        CHECKPOINT_ADDED
    }

    /// What came of a bundle.
    ///
    /// @param run the store's own
    public record Adoption(RunRecord run, Change change) {}

    /// Takes the run of a bundle in. A run that is here already, or has come as far, stays as it is. One that has
    /// not come as far is carried forward to where the bundle's stands; a missing checkpoint is put back. A new run
    /// keeps its name if that is free, and is another attempt otherwise.
    ///
    /// @throws ReproducibilityException if the store has a run of that identity with other bits
    /// @throws StoreException also if the run is being computed here, but has not come as far
    public Adoption adopt(RunBundle bundle) {
        return adoptions.adopt(bundle);
    }

    /// What [#adopt] checks before it changes anything.
    ///
    /// @throws ReproducibilityException if the store has a run of the bundle's identity with other bits
    public void requireSameBits(RunBundle bundle) {
        adoptions.comparedAttempts(bundle);
    }

    /// Removes a run with its rows and checkpoints: all of it, even if the process is killed on the way.
    ///
    /// @throws StoreException if the run is being written
    public void delete(RunRecord run) {
        folders.delete(run);
    }

    /// For tests that make it fail.
    Database database() {
        return database;
    }

    @Override
    public void close() {
        database.close();
    }
}
