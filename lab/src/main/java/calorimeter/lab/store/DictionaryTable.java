package calorimeter.lab.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;

/// The SQL of column dictionaries, each stored once and found by its digest. Every method belongs inside
/// [Database#read] or [Database#write].
final class DictionaryTable {

    private final Database database;

    DictionaryTable(Database database) {
        this.database = database;
    }

    /// The id of the dictionary with exactly these columns, which is added if it is new.
    long idOf(List<Column> columns) throws SQLException {
        String digest = digest(columns);
        boolean added =
                database.update("INSERT INTO dictionary (digest) VALUES (?) ON CONFLICT DO NOTHING", digest) == 1;
        long id = database.number("SELECT id FROM dictionary WHERE digest = ?", digest);
        if (added) {
            for (int position = 0; position < columns.size(); position++) {
                insert(id, position, columns.get(position));
            }
        }
        return id;
    }

    private void insert(long dictionary, int position, Column column) throws SQLException {
        database.update(
                "INSERT INTO dictionary_column (dictionary, position, name, symbol, unit, description)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                dictionary,
                position,
                column.name(),
                column.symbol(),
                column.unit(),
                column.description());
    }

    List<Column> ofRun(long run) throws SQLException {
        return database.list(
                row -> new Column(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                "SELECT name, symbol, unit, description FROM dictionary_column"
                        + " WHERE dictionary = (SELECT dictionary FROM run WHERE id = ?) ORDER BY position",
                run);
    }

    private static String digest(List<Column> columns) {
        ArrayNode all = Json.MAPPER.createArrayNode();
        for (Column column : columns) {
            all.addArray()
                    .add(column.name())
                    .add(column.symbol())
                    .add(column.unit())
                    .add(column.description());
        }
        return Sha256.hex(all.toString().getBytes(StandardCharsets.UTF_8));
    }
}
