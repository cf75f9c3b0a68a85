// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Turns what the operating system and SQLite say into the one line a person can act on.
public final class Failures {

    private static final String ELSEWHERE = "make it writable or set CALORIMETER_HOME to another folder";
    private static final String FREE_SPACE =
            "free some space and try again, or resume the run; what was stored before is intact";

    private static final String INTACT = ", then try again or resume the run; what was stored before is intact";

    private Failures() {}

    /// A file of the store.
    ///
    /// @param action what was attempted, as in "write checkpoint"
    static StoreException ofFile(String action, Path place, IOException cause) {
        return new StoreException(line(action, place) + explain(cause, ELSEWHERE, FREE_SPACE), cause);
    }

    /// A file that the user named, outside the store.
    static StoreException ofUserFile(String action, Path place, IOException cause) {
        String elsewhere = "check its permissions or choose another place";
        return new StoreException(
                line(action, place) + explain(cause, elsewhere, "free some space and try again"), cause);
    }

    /// Why a file that the user named could not be read, and what to do.
    public static String ofReading(IOException cause) {
        return explain(cause, "check its permissions or choose another file", "free some space and try again");
    }

    private static String line(String action, Path place) {
        return "cannot " + action + " " + place + ": ";
    }

    /// Java has no exception types for a full disk or a read-only one, so the texts of the C library decide
    /// (Linux and macOS share them; the last of a group is Windows').
    private static String explain(IOException cause, String elsewhere, String freeSpace) {
        String text = text(cause);
        if (mentions(text, "No space left", "quota exceeded", "not enough space")) {
            return "the disk is full; " + freeSpace;
        }
        if (mentions(text, "No locks available", "Function not implemented", "Operation not supported")) {
            return unfit("file system");
        }
        if (mentions(text, "Read-only file system", "write protected")) {
            return "the file system is read-only; " + elsewhere;
        }
        if (cause instanceof AccessDeniedException
                || mentions(text, "Permission denied", "Operation not permitted", "Access is denied")) {
            return "permission denied; " + elsewhere;
        }
        if (cause instanceof FileAlreadyExistsException || mentions(text, "Not a directory")) {
            return "a file stands where a folder is needed; move the file away or choose another folder";
        }
        if (cause instanceof NoSuchFileException || mentions(text, "No such file")) {
            return "there is no such file or folder; check the path";
        }
        return text + " (" + cause.getClass().getSimpleName() + "); check the path and the disk";
    }

    private static String text(IOException cause) {
        @Nullable String text = cause instanceof FileSystemException system ? system.getReason() : cause.getMessage();
        return text == null ? "no reason given" : text;
    }

    private static boolean mentions(String text, String... fragments) {
        return Stream.of(fragments).anyMatch(text::contains);
    }

    /// @param action what was attempted, as in "append to run x"
    static StoreException ofDatabase(String action, Path file, SQLException cause) {
        return new StoreException(line(action + " in", file) + explain(cause, file), cause);
    }

    /// Whether another connection was in the way.
    static boolean isLocked(SQLException cause) {
        return switch (primaryCode(cause)) {
            case SQLITE_BUSY, SQLITE_LOCKED -> true;
            default -> false;
        };
    }

    private static String explain(SQLException cause, Path file) {
        return switch (primaryCode(cause)) {
            case SQLITE_BUSY, SQLITE_LOCKED ->
                hasLocks(file)
                        ? "another process has locked it for too long; wait for that process to finish or end it"
                                + INTACT
                        : unfit(fileSystem(file));
            case SQLITE_FULL -> "the disk is full; " + FREE_SPACE;
            case SQLITE_READONLY, SQLITE_PERM -> "it is read-only; " + ELSEWHERE;
            case SQLITE_CANTOPEN ->
                "it cannot be opened or created; check that it is a file in a folder that you may write to, or set"
                        + " CALORIMETER_HOME to another folder";
            case SQLITE_NOTADB -> "it is not a SQLite file; move it away or set CALORIMETER_HOME to another folder";
            case SQLITE_CORRUPT ->
                "it is damaged; keep a copy, rebuild it with `sqlite3 calorimeter.db .recover`, or move it away to"
                        + " start an empty store";
            case SQLITE_IOERR ->
                isOfLocks(cause)
                        ? unfit(fileSystem(file))
                        : "the disk failed (" + cause.getMessage() + "); check its space and its health" + INTACT;
            default -> "SQLite reports " + withReason(cause) + "; if it persists, `calorimeter doctor` says more";
        };
    }

    private static String unfit(String fileSystem) {
        return "its " + fileSystem
                + " has no locks or no shared memory, as many network file systems; set CALORIMETER_HOME"
                + " to a folder on a local disk";
    }

    private static String fileSystem(Path file) {
        try {
            return "file system ("
                    + Files.getFileStore(file.toAbsolutePath().resolveSibling("."))
                            .type() + ")";
        } catch (IOException unknown) {
            return "file system";
        }
    }

    /// SQLite calls a file busy whose file system gives no locks, too.
    private static boolean hasLocks(Path file) {
        try {
            Path probe = Files.createTempFile(file.toAbsolutePath().resolveSibling("."), "lock", ".tmp");
            try (FileChannel channel = FileChannel.open(probe, StandardOpenOption.WRITE);
                    FileLock lock = channel.tryLock()) {
                return lock != null;
            } finally {
                Files.delete(probe);
            }
        } catch (NoSuchFileException | AccessDeniedException noProbe) {
            return true;
        } catch (IOException refused) {
            return !mentions(text(refused), "lock", "not implemented", "not supported");
        }
    }

    /// Whether a lock or the shared index of the write-ahead log failed, not the disk.
    private static boolean isOfLocks(SQLException cause) {
        String code =
                cause instanceof SQLiteException sqlite ? sqlite.getResultCode().name() : "";
        return code.contains("LOCK") || code.contains("SHM");
    }

    /// A driver that could not unpack its library says so only in the cause.
    private static String withReason(SQLException failure) {
        if (failure.getCause() == null) {
            return String.valueOf(failure.getMessage());
        }
        Throwable reason = failure.getCause();
        while (reason.getCause() != null) {
            reason = reason.getCause();
        }
        return failure.getMessage() + " (" + reason.getMessage()
                + "; where the temporary folder is full or executes nothing, give another with"
                + " JAVA_OPTS=-Djava.io.tmpdir=DIR)";
    }

    /// The low eight bits are the primary result code, the rest refine it (sqlite.org/rescode.html).
    private static SQLiteErrorCode primaryCode(SQLException cause) {
        return SQLiteErrorCode.getErrorCode(cause.getErrorCode() & 0xff);
    }
}
