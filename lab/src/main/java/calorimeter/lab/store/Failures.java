package calorimeter.lab.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/// Turns what the operating system and SQLite say into the one line a person can act on.
final class Failures {

    private static final String ELSEWHERE = "make it writable or set CALORIMETER_HOME to another folder";
    private static final String FREE_SPACE =
            "free some space and try again, or resume the run; what was stored before is intact";

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
        return new StoreException(line(action + " in", file) + explain(cause), cause);
    }

    /// Whether another connection was in the way.
    static boolean isLocked(SQLException cause) {
        return switch (primaryCode(cause)) {
            case SQLITE_BUSY, SQLITE_LOCKED -> true;
            default -> false;
        };
    }

    private static String explain(SQLException cause) {
        return switch (primaryCode(cause)) {
            case SQLITE_BUSY, SQLITE_LOCKED ->
                "another process has locked it for too long; wait for that process to finish or end it";
            case SQLITE_FULL -> "the disk is full; " + FREE_SPACE;
            case SQLITE_READONLY, SQLITE_PERM -> "it is read-only; " + ELSEWHERE;
            case SQLITE_CANTOPEN ->
                "it cannot be opened or created; check that it is a file in a folder that you may write to, or set"
                        + " CALORIMETER_HOME to another folder";
            case SQLITE_NOTADB -> "it is not a SQLite file; move it away or set CALORIMETER_HOME to another folder";
            case SQLITE_CORRUPT ->
                "it is damaged; keep a copy, rebuild it with `sqlite3 calorimeter.db .recover`, or move it away to"
                        + " start an empty store";
            case SQLITE_IOERR -> "the disk failed (" + cause.getMessage() + "); check its space and its health";
            default -> "SQLite reports " + withReason(cause) + "; if it persists, `calorimeter doctor` says more";
        };
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
