// SPDX-License-Identifier: Apache-2.0
package calorimeter.cluster.share;

import calorimeter.lab.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A home on this host's own disk, where runs are computed until they are handed in or compared.
///
/// @param path created if it was not there
public record ScratchHome(Path path) {

    /// @param name of the work; equal names of one user on one host are one home, also after a kill
    public static ScratchHome of(String name) {
        Path path = temporary().resolve("calorimeter-" + System.getProperty("user.name") + "-" + name);
        try {
            if (!Files.exists(path)) {
                createPrivate(path);
            }
            requireOwn(path);
        } catch (IOException e) {
            throw BundleFolder.failure("use the folder for temporary files", path, e);
        }
        return new ScratchHome(path);
    }

    /// One that nobody else has or had.
    public static ScratchHome fresh() {
        Path temporary = temporary();
        try {
            return new ScratchHome(Files.createTempDirectory(temporary, "calorimeter-"));
        } catch (IOException e) {
            throw BundleFolder.failure("use the folder for temporary files", temporary, e);
        }
    }

    private static Path temporary() {
        return Path.of(System.getenv().getOrDefault("TMPDIR", System.getProperty("java.io.tmpdir")));
    }

    /// Other users may write to the folder around it.
    private static void createPrivate(Path path) throws IOException {
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectory(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectory(path);
        }
    }

    private static void requireOwn(Path path) throws IOException {
        Path probe = Files.createTempFile(path, "owner", ".tmp");
        boolean own = Files.getOwner(path).equals(Files.getOwner(probe));
        Files.delete(probe);
        if (!own || Files.isSymbolicLink(path)) {
            throw new StoreException("the folder " + path + " belongs to somebody else; set TMPDIR to another place");
        }
    }

    /// Removes it when all that it held has been handed in. Leaves behind what cannot be deleted: the
    /// system clears such folders some day.
    public void delete() {
        try (Stream<Path> files = Files.walk(path)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            path.toFile().deleteOnExit();
        }
    }
}
