package calorimeter.lab.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// The SQL of declared claims. Rows are only ever added. Every method belongs inside [Database#read] or
/// [Database#write].
final class DeclarationTable {

    private final Database database;

    DeclarationTable(Database database) {
        this.database = database;
    }

    /// Adds it unless the same identity has been declared before.
    void insert(Declaration declaration) throws SQLException {
        database.update(
                "INSERT INTO declaration (reproduction, claim, identity, text, declared_at) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT DO NOTHING",
                declaration.reproduction(),
                declaration.claim(),
                declaration.identity(),
                declaration.text(),
                declaration.declaredAt().toString());
    }

    /// In the order in which they were declared.
    List<Declaration> of(String reproduction) throws SQLException {
        return database.list(
                row -> new Declaration(
                        reproduction,
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        Instant.parse(row.getString(4))),
                "SELECT claim, identity, text, declared_at FROM declaration WHERE reproduction = ? ORDER BY id",
                reproduction);
    }
}
