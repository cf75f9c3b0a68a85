// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Writes whole files that are either there completely or not at all, whatever happens in between.
public final class DurableFile {

    static final String TEMPORARY_SUFFIX = ".tmp";

    private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

    private DurableFile() {}

    /// What a file is to hold.
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /// 1. write a temporary file beside the target, 2. force it to the disk, 3. rename it over the target, 4.
    /// force the folder, which holds the name, to the disk. A target that existed stays whole until the rename;
    /// a symbolic link stays one.
    public static void write(Path target, Content content) throws IOException {
        Path absolute = Files.isSymbolicLink(target) ? target.toRealPath() : target.toAbsolutePath();
        Path temporary = temporary(absolute);
        try {
            writeAndForce(temporary, content);
            Files.move(temporary, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException failure) {
            deleteAfter(failure, temporary);
            throw failure;
        }
        forceFolder(absolute.resolveSibling("."));
    }

    /// Writes a file that the user named, outside the store.
    ///
    /// @throws StoreException if it cannot be written
    public static void writeForUser(Path target, Content content) {
        try {
            write(target, content);
        } catch (IOException e) {
            throw Failures.ofUserFile("write", target, e);
        }
    }

    /// Gives a file another name in its folder unless that is taken, at once and for all machines that share
    /// the folder where the disk has hard links. Returns whether it did; the file itself is gone then, and
    /// is left otherwise.
    public static boolean renameIfFree(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from);
            Files.delete(from);
        } catch (FileAlreadyExistsException taken) {
            return false;
        } catch (UnsupportedOperationException | FileSystemException noLinks) {
            if (Files.exists(to)) {
                return false;
            }
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }
        forceFolder(to.resolveSibling("."));
        return true;
    }

    /// Where this process writes before it renames.
    static Path temporary(Path target) {
        return target.resolveSibling(
                target.getFileName() + "." + ProcessHandle.current().pid() + TEMPORARY_SUFFIX);
    }

    /// A stream and not a channel, because interrupting a thread closes the channel that it is writing to.
    private static void writeAndForce(Path file, Content content) throws IOException {
        try (FileOutputStream raw = new FileOutputStream(file.toFile());
                OutputStream out = new BufferedOutputStream(raw, 1 << 16)) {
            content.writeTo(out);
            out.flush();
            raw.getFD().sync();
        }
    }

    private static void deleteAfter(Exception failure, Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /// Forces the names in a folder to the disk. Windows does so by itself and cannot open a folder.
    static void forceFolder(Path folder) throws IOException {
        if (WINDOWS) {
            return;
        }
        boolean interrupted = false;
        try {
            while (true) {
                try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                    channel.force(true);
                    return;
                } catch (ClosedByInterruptException e) {
                    // Clears the mark, so that the next attempt gets through; the caller sees it again below.
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Creates a folder and its parents, each name forced to the disk.
    static void createFolders(Path folder) throws IOException {
        Path absolute = folder.toAbsolutePath();
        if (Files.isDirectory(absolute)) {
            return;
        }
        Path parent = absolute.getParent();
        if (parent != null) {
            createFolders(parent);
        }
        Files.createDirectories(absolute);
        if (parent != null) {
            forceFolder(parent);
        }
    }
}
