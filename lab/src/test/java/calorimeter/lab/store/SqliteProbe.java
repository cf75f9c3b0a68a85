// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// Looks into the database of a home, or changes it, past the store: what another program sees.
final class SqliteProbe {

    private SqliteProbe() {}

    static Connection connect(Path home) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:sqlite:" + home.resolve("calorimeter.db").toUri());
    }

    static long number(Path home, String sql) throws SQLException {
        try (Connection connection = connect(home);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            found.next();
            return found.getLong(1);
        }
    }

    static void execute(Path home, String sql) throws SQLException {
        try (Connection connection = connect(home);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
