// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Gives out the right to write a run, for [RunStore#start] and [RunStore#resume]: first the lock, then the
/// change in the database, and the lock back if that fails.
final class RunOpening {

    private final Database database;
    private final RunTable runs;
    private final RunFolders folders;

    RunOpening(Database database, RunTable runs, RunFolders folders) {
        this.database = database;
        this.runs = runs;
        this.folders = folders;
    }

    /// @param first whether it is refused if there is an attempt at the run, seen in the transaction that would add
    ///     another
    RunHandle start(RunDescription description, boolean first) {
        List<RunLock> taken = new ArrayList<>();
        try {
            return database.write("start a run", () -> {
                if (first) {
                    requireNoAttempt(description.identity());
                }
                int attempt = freeAttempt(description, runs.lastAttempt(description.identity()) + 1);
                String name = description.name(attempt);
                // Before the run can be seen, so that it is never seen as running without a lock.
                RunLock lock = RunLock.acquire(folders.of(name));
                taken.add(lock);
                long id = runs.insert(description, name, attempt);
                return new RunHandle(known(runs.withId(id), name), description.columns(), folders.of(name), lock);
            });
        } catch (RuntimeException e) {
            taken.forEach(RunLock::close);
            throw e;
        }
    }

    private void requireNoAttempt(String identity) throws SQLException {
        for (RunRecord run : runs.withIdentity(identity)) {
            throw new StoreException(
                    "run " + run.name() + ", which has the same settings, was begun meanwhile by another"
                            + " process; wait until it has finished, then the same command shows its result");
        }
    }

    /// The wanted number of an attempt, or the next that is free.
    int freeAttempt(RunDescription description, int wanted) throws SQLException {
        int attempt = wanted;
        while (!isFree(description, attempt)) {
            attempt = Math.max(attempt, runs.lastAttempt(description.identity())) + 1;
        }
        return attempt;
    }

    /// A folder with checkpoints but without a run is what remains when somebody removes the database alone; a
    /// new run must not take those checkpoints for its own.
    private boolean isFree(RunDescription description, int attempt) throws SQLException {
        String name = description.name(attempt);
        return !runs.isNameTaken(name)
                && !Files.exists(RunFolders.checkpoints(folders.of(name)))
                && !Files.exists(RunFolders.kept(folders.of(name)))
                && runs.withIdentity(description.identity()).stream().noneMatch(run -> run.attempt() == attempt);
    }

    RunHandle resume(RunRecord run, Provenance provenance) {
        RunLock lock = RunLock.acquire(folders.of(run.name()));
        try {
            return database.write("resume run " + run.name(), () -> {
                requireResumable(known(runs.withId(run.id()), run.name()));
                runs.setStatus(run.id(), RunStatus.RUNNING, null);
                runs.addSession(run.id(), provenance);
                RunRecord resumed = known(runs.withId(run.id()), run.name());
                return new RunHandle(resumed, runs.columns(run.id()), folders.of(run.name()), lock);
            });
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static void requireResumable(RunRecord run) {
        if (!run.status().isResumable()) {
            throw new StoreException("run " + run.name() + " is "
                    + run.status().name().toLowerCase(Locale.ROOT) + " at step " + run.step()
                    + "; there is nothing to resume, start a new run instead");
        }
    }

    private RunRecord known(Optional<RunRecord> found, String name) {
        return found.orElseThrow(() -> new StoreException(
                "run " + name + " is no longer in " + database.file() + "; it has been deleted meanwhile"));
    }
}
