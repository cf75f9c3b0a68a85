// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// That a claim was written down, word for word, at a time: before the runs that judge it, or after.
///
/// @param reproduction the experiment it belongs to
/// @param claim its short name
/// @param identity hash of the text
/// @param text statement, source and prediction with every threshold
/// @param declaredAt when the store first saw this identity
public record Declaration(String reproduction, String claim, String identity, String text, Instant declaredAt) {

    /// In place of a claim's name: which runs the experiment is to have.
    public static final String DESIGN = "PLAN";

    public Declaration {
        // As it is written: what is read back must be equal.
        declaredAt = declaredAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /// Adds it unless the same identity has been declared before. Inside [Database#write].
    void insert(Database database) throws SQLException {
        database.update(
                "INSERT INTO declaration (reproduction, claim, identity, text, declared_at) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT DO NOTHING",
                reproduction,
                claim,
                identity,
                text,
                declaredAt.toString());
    }

    /// In the order in which they were declared. Inside [Database#read].
    static List<Declaration> of(Database database, String reproduction) throws SQLException {
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
