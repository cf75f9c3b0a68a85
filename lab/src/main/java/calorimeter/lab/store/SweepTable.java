package calorimeter.lab.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The SQL of sweeps. Every method belongs inside [Database#read] or [Database#write].
final class SweepTable {

    private final Database database;

    SweepTable(Database database) {
        this.database = database;
    }

    List<SweepMember> members(String name) throws SQLException {
        List<SweepMember> members = new ArrayList<>();
        try (ResultSet found = database.bind(
                        "SELECT m.identity, m.configuration FROM sweep_member AS m JOIN sweep ON sweep.id = m.sweep"
                                + " WHERE sweep.name = ? ORDER BY m.position",
                        name)
                .executeQuery()) {
            while (found.next()) {
                members.add(new SweepMember(found.getString(1), found.getString(2)));
            }
        }
        return List.copyOf(members);
    }

    List<String> names() throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet found =
                database.bind("SELECT name FROM sweep ORDER BY name").executeQuery()) {
            while (found.next()) {
                names.add(found.getString(1));
            }
        }
        return List.copyOf(names);
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
