// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// One connection to one SQLite file, with its prepared statements, for the threads of one process in turn.
/// Knows transactions and failures, not what the tables mean.
final class Database implements AutoCloseable {

    /// A piece of work inside a transaction.
    @FunctionalInterface
    interface Work<R extends @Nullable Object> {
        R run() throws SQLException;
    }

    /// What one row of a query means.
    @FunctionalInterface
    interface Reading<R> {
        R read(ResultSet row) throws SQLException;
    }

    private static final long NANOSECONDS_BETWEEN_TRIALS = 5_000_000;

    private final Path file;
    private final Duration patience;
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private boolean closed;

    private Database(Path file, Duration patience, Connection connection) {
        this.file = file;
        this.patience = patience;
        this.connection = connection;
    }

    /// Opens or creates the file; nothing is written yet.
    ///
    /// @param patience how long to wait for another process that is writing
    static Database open(Path file, Duration patience) {
        SQLiteConfig config = new SQLiteConfig();
        config.enforceForeignKeys(true);
        // FULL and fullfsync: a commit that returned survives not only kill -9 but also a power cut.
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setPragma(SQLiteConfig.Pragma.FULL_SYNC, "true");
        return connect(file, patience, config, "");
    }

    /// Opens a file that exists without changing it or anything beside it.
    ///
    /// Who reads in write-ahead mode shares an index with the writers, a file `-shm` beside the log `-wal`.
    /// Both are there as long as anybody writes, or has been killed. Otherwise they would have to be created,
    /// which `immutable` makes unnecessary: nothing is locked then, so it is only for a file that has no log
    /// (sqlite.org/wal.html, "Read-Only Databases").
    ///
    /// @param patience how long to wait for another process that is writing
    static Database openReadOnly(Path file, Duration patience) {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        boolean logged = Files.exists(file.resolveSibling(file.getFileName() + "-wal"));
        return connect(file, patience, config, logged ? "?mode=ro" : "?immutable=1");
    }

    /// A database in memory, in place of a file that does not exist.
    static Database openEmpty(Path file) {
        NativeLibrary.prepare();
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite::memory:");
        return connect(file, Duration.ZERO, source);
    }

    private static Database connect(Path file, Duration patience, SQLiteConfig config, String query) {
        NativeLibrary.prepare();
        config.setBusyTimeout((int) patience.toMillis());
        SQLiteDataSource source = new SQLiteDataSource(config);
        // A URI, because the driver would read a question mark in a plain path as the start of its options.
        source.setUrl("jdbc:sqlite:" + file.toUri() + query);
        return connect(file, patience, source);
    }

    private static Database connect(Path file, Duration patience, SQLiteDataSource source) {
        try {
            return new Database(file, patience, source.getConnection());
        } catch (SQLException e) {
            throw Failures.ofDatabase("open the run store", file, e);
        }
    }

    Path file() {
        return file;
    }

    synchronized <R extends @Nullable Object> R read(String action, Work<R> work) {
        requireOpen();
        try {
            return work.run();
        } catch (SQLException e) {
            forgetStatements(e);
            throw Failures.ofDatabase(action, file, e);
        }
    }

    /// Runs work in one transaction: all of it is on the disk when this returns, or none of it.
    synchronized <R extends @Nullable Object> R write(String action, Work<R> work) {
        requireOpen();
        boolean open = false;
        try {
            // IMMEDIATE takes the write lock now; upgrading a read transaction later could fail without
            // waiting.
            execute("BEGIN IMMEDIATE");
            open = true;
            R result = work.run();
            execute("COMMIT");
            open = false;
            return result;
        } catch (SQLException e) {
            forgetStatements(e);
            throw Failures.ofDatabase(action, file, e);
        } finally {
            if (open) {
                rollBack();
            }
        }
    }

    /// From now on, for whoever opens the file, readers see the last commit while another writes. Outside of
    /// [#read] and [#write]: the mode cannot change inside a transaction.
    ///
    /// Other statements wait for a lock; this one is refused at once while another connection does the same,
    /// for two that wait for each other would wait for ever. So it is tried again.
    synchronized void useWriteAheadLog(String action) {
        requireOpen();
        long begin = System.nanoTime();
        while (true) {
            try {
                execute("PRAGMA journal_mode = WAL");
                return;
            } catch (SQLException e) {
                if (!Failures.isLocked(e) || System.nanoTime() - begin > patience.toNanos()) {
                    throw Failures.ofDatabase(action, file, e);
                }
                LockSupport.parkNanos(NANOSECONDS_BETWEEN_TRIALS);
            }
        }
    }

    /// After a full disk or an input/output error SQLite has already rolled back by itself and refuses a second
    /// time (sqlite.org/lang_transaction.html, "Response to errors within a transaction"); the first failure is
    /// the one worth reporting.
    private void rollBack() {
        try {
            execute("ROLLBACK");
        } catch (SQLException alreadyRolledBack) {
            return;
        }
    }

    /// The driver closes a statement that has failed; all are prepared anew at their next use.
    private void forgetStatements(SQLException failure) {
        for (PreparedStatement statement : prepared.values()) {
            try {
                statement.close();
            } catch (SQLException e) {
                failure.addSuppressed(e);
            }
        }
        prepared.clear();
    }

    /// Executes statements that return no rows.
    synchronized void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /// The statement, prepared at its first use, with its parameters bound: `Long`, `Double`, `String`,
    /// `byte[]` or null. Only inside [#read] or [#write], since there is one per text.
    @SuppressWarnings("resource") // closed with the database
    PreparedStatement bind(String sql, @Nullable Object... parameters) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    /// Rows changed.
    int update(String sql, @Nullable Object... parameters) throws SQLException {
        return bind(sql, parameters).executeUpdate();
    }

    /// The number that a query of one row and one column returns.
    long number(String sql, @Nullable Object... parameters) throws SQLException {
        return list(row -> row.getLong(1), sql, parameters).getFirst();
    }

    /// What the rows of a query mean, in its order.
    <R> List<R> list(Reading<R> reading, String sql, @Nullable Object... parameters) throws SQLException {
        List<R> rows = new ArrayList<>();
        try (ResultSet found = bind(sql, parameters).executeQuery()) {
            while (found.next()) {
                rows.add(reading.read(found));
            }
        }
        return List.copyOf(rows);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the run store " + file + " is closed");
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            connection.close();
        } catch (SQLException e) {
            throw Failures.ofDatabase("close the run store", file, e);
        }
    }
}
