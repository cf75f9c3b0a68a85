package calorimeter.lab.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes runs of other stores in, for [RunStore#adopt].
///
/// Order of the work, so that a process killed at any instant leaves the store without a half run:
/// 1. reserve a name: its folder is locked and noted as doomed, so that whoever opens the store next removes it,
/// 2. write the checkpoint into the folder,
/// 3. in one transaction add the run with its sessions and rows, and take the note back.
final class RunAdoption {

    private final RunStore store;
    private final Database database;
    private final RunTable runs;
    private final RowTable rows;
    private final RunOpening opening;
    private final RunFolders folders;

    RunAdoption(
            RunStore store, Database database, RunTable runs, RowTable rows, RunOpening opening, RunFolders folders) {
        this.store = store;
        this.database = database;
        this.runs = runs;
        this.rows = rows;
        this.opening = opening;
        this.folders = folders;
    }

    RunStore.Adoption adopt(RunBundle bundle) {
        while (true) {
            List<RunRecord> attempts = store.attempts(bundle.run().identity());
            Optional<RunRecord> same = sameOrFurther(bundle, attempts);
            if (same.isPresent()) {
                return new RunStore.Adoption(same.get(), false);
            }
            Optional<RunRecord> added = add(bundle, attempts);
            if (added.isPresent()) {
                return new RunStore.Adoption(added.get(), true);
            }
            // Another process has begun or added a run of this identity meanwhile: look again.
        }
    }

    /// The attempt that makes the bundle superfluous: one that has ended, or one that has come at least as far as a
    /// bundle that has not.
    ///
    /// @throws ReproducibilityException if any attempt has other bits
    Optional<RunRecord> sameOrFurther(RunBundle bundle, List<RunRecord> attempts) {
        attempts.forEach(attempt -> BitComparison.requireSame(store, attempt, bundle));
        boolean unfinished = bundle.run().status().isResumable();
        return attempts.stream()
                .filter(attempt -> !attempt.status().isResumable()
                        || (unfinished && attempt.step() >= bundle.run().step()))
                .findFirst();
    }

    /// Returns nothing, and leaves nothing, if the attempts are no longer those that were seen.
    private Optional<RunRecord> add(RunBundle bundle, List<RunRecord> seen) {
        try (Reservation reserved = reserve(bundle)) {
            if (bundle.checkpoint() != null) {
                new CheckpointStore(RunFolders.checkpoints(reserved.lock.folder()), CheckpointStore.DEFAULT_KEEP)
                        .write(bundle.checkpoint());
            }
            return database.write("add run " + reserved.name, () -> {
                List<RunRecord> now = runs.withIdentity(bundle.run().identity());
                if (!ids(now).equals(ids(seen))) {
                    return Optional.empty();
                }
                if (!folders.spare(reserved.name)) {
                    throw new IllegalStateException("somebody has removed the folder of " + reserved.name);
                }
                return Optional.of(insert(bundle, reserved.name, reserved.attempt));
            });
        }
    }

    private static List<Long> ids(List<RunRecord> runs) {
        return runs.stream().map(RunRecord::id).toList();
    }

    private RunRecord insert(RunBundle bundle, String name, int attempt) throws SQLException {
        RunRecord run = bundle.run();
        long id = runs.insert(bundle.description(), name, attempt);
        for (Provenance session : bundle.sessions().subList(1, bundle.sessions().size())) {
            runs.addSession(id, session);
        }
        for (RunRow row : bundle.series().rows()) {
            rows.insert(id, row);
        }
        runs.setProgress(id, run.step(), run.wallSeconds());
        runs.setStatus(id, run.status(), run.resultJson());
        return runs.withId(id).orElseThrow();
    }

    /// A name that nobody else uses, and its locked folder, which is removed at the end unless it was spared.
    private final class Reservation implements AutoCloseable {

        private final String name;
        private final int attempt;
        private final RunLock lock;

        Reservation(String name, int attempt, RunLock lock) {
            this.name = name;
            this.attempt = attempt;
            this.lock = lock;
        }

        @Override
        public void close() {
            lock.close();
            folders.completeIfPossible(name);
        }
    }

    /// Keeps the name that the run has elsewhere, if it is free.
    private Reservation reserve(RunBundle bundle) {
        RunDescription description = bundle.description();
        List<RunLock> taken = new ArrayList<>();
        try {
            return database.write("add run " + bundle.run().name(), () -> {
                int attempt = opening.isFree(description, bundle.run().attempt())
                        ? bundle.run().attempt()
                        : opening.freeAttempt(description);
                String name = description.name(attempt);
                // Before the note can be seen, so that nobody removes the folder.
                RunLock lock = RunLock.acquire(folders.of(name));
                taken.add(lock);
                folders.doom(name);
                return new Reservation(name, attempt, lock);
            });
        } catch (RuntimeException e) {
            taken.forEach(RunLock::close);
            throw e;
        }
    }
}
