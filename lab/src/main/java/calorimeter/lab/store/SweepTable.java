package calorimeter.lab.store;

import java.sql.SQLException;
import java.util.List;

/// The SQL of sweeps. Every method belongs inside [Database#read] or [Database#write].
final class SweepTable {

    private final Database database;

    SweepTable(Database database) {
        this.database = database;
    }

    List<SweepMember> members(String name) throws SQLException {
        return database.list(
                row -> new SweepMember(row.getString(1), row.getString(2)),
                "SELECT m.identity, m.configuration FROM sweep_member AS m JOIN sweep ON sweep.id = m.sweep"
                        + " WHERE sweep.name = ? ORDER BY m.position",
                name);
    }

    List<String> names() throws SQLException {
        return database.list(row -> row.getString(1), "SELECT name FROM sweep ORDER BY name");
    }

    void replace(String name, List<SweepMember> members) throws SQLException {
        database.update("INSERT INTO sweep (name) VALUES (?) ON CONFLICT DO NOTHING", name);
        long sweep = database.number("SELECT id FROM sweep WHERE name = ?", name);
        database.update("DELETE FROM sweep_member WHERE sweep = ?", sweep);
        long position = 0;
        for (SweepMember member : members) {
            database.update(
                    "INSERT INTO sweep_member (sweep, position, identity, configuration) VALUES (?, ?, ?, ?)",
                    sweep,
                    position++,
                    member.identity(),
                    member.configurationJson());
        }
    }
}
