package calorimeter.lab.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
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
        List<Declaration> found = new ArrayList<>();
        String sql = "SELECT claim, identity, text, declared_at FROM declaration WHERE reproduction = ? ORDER BY id";
        try (ResultSet rows = database.bind(sql, reproduction).executeQuery()) {
            while (rows.next()) {
                found.add(new Declaration(
                        reproduction,
                        rows.getString(1),
                        rows.getString(2),
                        rows.getString(3),
                        Instant.parse(rows.getString(4))));
            }
        }
        return List.copyOf(found);
    }
}
