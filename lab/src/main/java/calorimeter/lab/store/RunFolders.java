// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// The part of a store outside the database: one folder for each run.
///
/// The commit that deletes a run also notes that its folder is doomed, and that commit decides: before it all is there,
/// after it the run is gone and its name is not given again until the folder is gone too. Whoever opens the store next
/// finishes what a killed process has left.
final class RunFolders {

    private final Path root;
    private final Database database;
    private final RunTable runs;

    RunFolders(Path home, Database database, RunTable runs) {
        this.root = home.resolve("runs");
        this.database = database;
        this.runs = runs;
    }

    Path of(String run) {
        return root.resolve(run);
    }

    static Path checkpoints(Path runFolder) {
        return runFolder.resolve("checkpoints");
    }

    /// Where the states lie that are kept for good.
    static Path kept(Path runFolder) {
        return runFolder.resolve("kept");
    }

    /// Deletes a run from two places, the database and its folder, as if they were one.
    ///
    /// @throws StoreException if the run is being written or does not exist
    void delete(RunRecord run) {
        Path folder = of(run.name());
        try (RunLock lock = RunLock.acquire(folder)) {
            database.write("delete run " + run.name(), () -> {
                if (runs.delete(run.id()) == 0) {
                    throw new StoreException("run " + run.name() + " is no longer in " + database.file());
                }
                doom(run.name());
                return null;
            });
            remove(checkpoints(lock.folder()));
        }
        // Only now, because Windows cannot remove a file that is open, which the lock was.
        removeDoomed(run.name());
    }

    /// Notes that a folder is to be removed. Inside [Database#write].
    void doom(String name) throws SQLException {
        database.update("INSERT INTO doomed_folder (name) VALUES (?) ON CONFLICT DO NOTHING", name);
    }

    /// Takes that back; returns whether it was noted. Inside [Database#write].
    boolean spare(String name) throws SQLException {
        return database.update("DELETE FROM doomed_folder WHERE name = ?", name) == 1;
    }

    /// Finishes the deletions of processes that were killed. A folder that is still locked belongs to a
    /// deletion under way.
    void completeDeletions() {
        for (String name : database.read(
                "list deleted runs", () -> database.list(row -> row.getString(1), "SELECT name FROM doomed_folder"))) {
            completeIfPossible(name);
        }
    }

    /// A folder that cannot be removed now, as on Windows while somebody stands in it, stays doomed and is
    /// tried again by whoever opens the store next; the store is of use meanwhile.
    void completeIfPossible(String name) {
        try {
            if (!RunLock.isHeld(of(name))) {
                removeDoomed(name);
            }
        } catch (StoreException later) {
            // Nothing of the store depends on it.
        }
    }

    /// Under the write lock, so that nobody starts a run of that name in the folder that is being removed.
    private void removeDoomed(String name) {
        database.write("delete run " + name, () -> {
            if (spare(name)) {
                remove(of(name));
            }
            return null;
        });
    }

    /// Bytes of all files below a folder; 0 if there is none.
    static long size(Path folder) {
        long bytes = 0;
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path path : found.toList()) {
                bytes += Files.isRegularFile(path) ? Files.size(path) : 0;
            }
        } catch (NoSuchFileException | UncheckedIOException changing) {
            // A run under way replaces its checkpoints.
            return bytes;
        } catch (IOException e) {
            throw Failures.ofFile("measure", folder, e);
        }
        return bytes;
    }

    /// Removes a folder and all that is in it, deepest first.
    static void remove(Path folder) {
        try (Stream<Path> found = Files.walk(folder)) {
            List<Path> deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException gone) {
            return;
        } catch (UncheckedIOException e) {
            // What the walk finds below its root.
            throw Failures.ofFile("remove", folder, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw Failures.ofFile("remove", folder, e);
        }
    }
}
