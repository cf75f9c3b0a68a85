package calorimeter.lab.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// The part of a store outside the database: one folder for each run.
final class RunFolders {

    private final Path root;

    RunFolders(Path home) {
        this.root = home.resolve("runs");
    }

    Path of(String run) {
        return root.resolve(run);
    }

    static Path checkpoints(Path runFolder) {
        return runFolder.resolve("checkpoints");
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
