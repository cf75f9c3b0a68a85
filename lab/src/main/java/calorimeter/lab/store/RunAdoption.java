// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Takes runs of other stores in, for [RunStore#adopt]: adds a run, or carries the one that is there forward.
///
/// A process killed at any instant leaves no half run:
/// - A run is added in three steps. 1. Reserve a name: its folder is locked and noted as doomed, so that whoever opens
///   the store next removes it. 2. Write the checkpoint into the folder. 3. In one transaction add the run with its
///   sessions and rows, and take the note back.
/// - A run that is there gets its further rows in one transaction, and the checkpoint only then. Killed between, it is
///   a run with an older checkpoint, from which the same rows follow; a checkpoint beyond the rows would leave a gap.
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
            List<RunRecord> attempts = comparedAttempts(bundle);
            Optional<RunRecord> there = counterpart(bundle, attempts);
            Optional<RunStore.Adoption> adoption =
                    there.isPresent() ? merge(there.get(), bundle) : add(bundle, attempts);
            if (adoption.isPresent()) {
                return adoption.get();
            }
            // Another process has begun, added or deleted a run of this identity meanwhile: look again.
        }
    }

    /// @throws ReproducibilityException if any attempt at the bundle's run has other bits
    List<RunRecord> comparedAttempts(RunBundle bundle) {
        List<RunRecord> attempts = store.attempts(bundle.run().identity());
        attempts.forEach(attempt -> requireSameBits(attempt, bundle));
        return attempts;
    }

    private void requireSameBits(RunRecord here, RunBundle bundle) {
        CheckpointStore checkpoints = store.checkpoints(here);
        Checkpoint state = bundle.checkpoint();
        Checkpoint same =
                state != null && checkpoints.steps().contains(state.step()) ? checkpoints.load(state.step()) : null;
        CheckpointStore kept = store.kept(here);
        List<Long> steps = kept.steps();
        List<Checkpoint> both = bundle.kept().stream()
                .map(Checkpoint::step)
                .filter(steps::contains)
                .map(kept::load)
                .toList();
        RunBundle whole = new RunBundle(here, store.sessions(here), store.series(here), same, both);
        BitComparison.requireSame(whole, "this store", bundle, "the bundle");
    }

    /// The attempt that is the bundle's run: one that has ended, or the one that has come furthest of those that can go
    /// on with the bundle's rows or have no need of them.
    private Optional<RunRecord> counterpart(RunBundle bundle, List<RunRecord> attempts) {
        return attempts.stream()
                .filter(attempt -> attempt.hasEnded()
                        || canGoOn(attempt, bundle)
                        || (!bundle.run().hasEnded()
                                && attempt.step() >= bundle.run().step()))
                .max(Comparator.comparingInt((RunRecord attempt) -> attempt.hasEnded() ? 1 : 0)
                        .thenComparingLong(RunRecord::step));
    }

    /// Rows of other columns cannot follow.
    private boolean canGoOn(RunRecord here, RunBundle bundle) {
        return !here.hasEnded() && store.columns(here).equals(bundle.series().columns());
    }

    private boolean bringsRows(RunBundle bundle, RunRecord here) {
        return canGoOn(here, bundle)
                && (bundle.run().hasEnded()
                        || bundle.run().step() > here.step()
                        || bundle.series().size() > store.series(here).size());
    }

    /// An earlier state of a run that has ended here is of no use.
    private boolean bringsCheckpoint(RunBundle bundle, RunRecord here) {
        boolean useful = bundle.run().hasEnded() || canGoOn(here, bundle);
        return useful
                && bundle.checkpoint() != null
                && store.checkpoints(here).steps().stream()
                        .allMatch(step -> step < bundle.checkpoint().step());
    }

    /// Those that are kept for good, but not here.
    private List<Checkpoint> broughtToKeep(RunBundle bundle, RunRecord here) {
        List<Long> steps = store.kept(here).steps();
        return bundle.kept().stream()
                .filter(state -> !steps.contains(state.step()))
                .toList();
    }

    /// Returns nothing if the run has been deleted meanwhile.
    ///
    /// @throws StoreException if the run is being computed and has not come as far
    private Optional<RunStore.Adoption> merge(RunRecord seen, RunBundle bundle) {
        boolean computing = seen.status() == RunStatus.RUNNING;
        boolean bringsStates =
                bringsCheckpoint(bundle, seen) || !broughtToKeep(bundle, seen).isEmpty();
        if (!bringsRows(bundle, seen) && (computing || !bringsStates)) {
            return Optional.of(new RunStore.Adoption(seen, RunStore.Change.NONE));
        }
        RunStore.Change change = RunStore.Change.NONE;
        try (RunLock lock = RunLock.acquire(folders.of(seen.name()))) {
            // What is compared now stays, since nobody else writes.
            Optional<RunRecord> here = database.read("read run " + seen.name(), () -> runs.withId(seen.id()));
            if (here.isEmpty()) {
                return Optional.empty();
            }
            requireSameBits(here.get(), bundle);
            if (bringsRows(bundle, here.get())) {
                carryForward(here.get(), bundle);
                change = RunStore.Change.CARRIED_FORWARD;
            }
            List<Checkpoint> states = broughtToKeep(bundle, here.get());
            states.forEach(kept(lock)::write);
            boolean checkpoint = bringsCheckpoint(bundle, here.get());
            if (checkpoint) {
                checkpoints(lock).write(Objects.requireNonNull(bundle.checkpoint()));
            }
            if (change == RunStore.Change.NONE && (checkpoint || !states.isEmpty())) {
                change = RunStore.Change.CHECKPOINT_ADDED;
            }
        }
        return Optional.of(new RunStore.Adoption(store.find(seen.name()), change));
    }

    private void carryForward(RunRecord here, RunBundle bundle) {
        database.write("carry run " + here.name() + " forward", () -> {
            List<Provenance> known = runs.sessions(here.id());
            for (Provenance session : bundle.sessions()) {
                if (!known.contains(session)) {
                    runs.addSession(here.id(), session);
                }
            }
            insertRows(here.id(), bundle);
            if (bundle.run().step() >= here.step()) {
                setState(here.id(), bundle.run());
            }
            return null;
        });
    }

    private void insertRows(long run, RunBundle bundle) throws SQLException {
        for (RunRow row : bundle.series().rows()) {
            rows.insert(run, row);
        }
    }

    private void setState(long id, RunRecord run) throws SQLException {
        runs.setProgress(id, run.step(), run.wallSeconds());
        runs.setStatus(id, run.status(), run.resultJson());
    }

    private static CheckpointStore checkpoints(RunLock folder) {
        return new CheckpointStore(RunFolders.checkpoints(folder.folder()), CheckpointStore.DEFAULT_KEEP);
    }

    private static CheckpointStore kept(RunLock folder) {
        return new CheckpointStore(RunFolders.kept(folder.folder()), Integer.MAX_VALUE);
    }

    /// Returns nothing, and leaves nothing, if the attempts are no longer those that were seen.
    private Optional<RunStore.Adoption> add(RunBundle bundle, List<RunRecord> seen) {
        try (Reservation reserved = reserve(bundle)) {
            if (bundle.checkpoint() != null) {
                checkpoints(reserved.lock).write(bundle.checkpoint());
            }
            bundle.kept().forEach(kept(reserved.lock)::write);
            return database.write("add run " + reserved.name, () -> {
                List<RunRecord> now = runs.withIdentity(bundle.run().identity());
                if (!ids(now).equals(ids(seen))) {
                    return Optional.empty();
                }
                if (!folders.spare(reserved.name)) {
                    throw new IllegalStateException("somebody has removed the folder of " + reserved.name);
                }
                RunRecord run = insert(bundle, reserved.name, reserved.attempt);
                return Optional.of(new RunStore.Adoption(run, RunStore.Change.ADDED));
            });
        }
    }

    private static List<Long> ids(List<RunRecord> runs) {
        return runs.stream().map(RunRecord::id).toList();
    }

    private RunRecord insert(RunBundle bundle, String name, int attempt) throws SQLException {
        long id = runs.insert(bundle.description(), name, attempt);
        for (Provenance session : bundle.sessions().subList(1, bundle.sessions().size())) {
            runs.addSession(id, session);
        }
        insertRows(id, bundle);
        setState(id, bundle.run());
        return runs.withId(id).orElseThrow();
    }

    /// A name that nobody else uses, and its locked folder, which is removed at the end unless it was spared.
    private record Reservation(String name, int attempt, RunLock lock, RunFolders folders) implements AutoCloseable {

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
                int attempt = opening.freeAttempt(description, bundle.run().attempt());
                String name = description.name(attempt);
                // Before the note can be seen, so that nobody removes the folder.
                RunLock lock = RunLock.acquire(folders.of(name));
                taken.add(lock);
                folders.doom(name);
                return new Reservation(name, attempt, lock, folders);
            });
        } catch (RuntimeException e) {
            taken.forEach(RunLock::close);
            throw e;
        }
    }
}
