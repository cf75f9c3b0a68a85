// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import java.sql.SQLException;
import java.util.List;

/// The right to carry out one named sweep: there is at most one open handle for a name on the machine. Holds the SQL of
/// sweeps too.
public final class SweepHandle implements AutoCloseable {

    private final String name;
    private final Database database;
    private final RunLock lock;

    SweepHandle(String name, Database database, RunLock lock) {
        this.name = name;
        this.database = database;
        this.lock = lock;
    }

    /// What was recorded under the name; empty for a new sweep.
    public List<SweepMember> members() {
        return members(database, name);
    }

    static List<SweepMember> members(Database database, String name) {
        return database.read(
                "read sweep " + name,
                () -> database.list(
                        row -> new SweepMember(row.getString(1), row.getString(2)),
                        "SELECT m.identity, m.configuration FROM sweep_member AS m JOIN sweep ON sweep.id = m.sweep"
                                + " WHERE sweep.name = ? ORDER BY m.position",
                        name));
    }

    static List<String> names(Database database) {
        return database.read(
                "list the sweeps",
                () -> database.list(row -> row.getString(1), "SELECT name FROM sweep ORDER BY name"));
    }

    /// Replaces what is recorded, all or nothing.
    public void record(List<SweepMember> members) {
        database.write("record sweep " + name, () -> {
            replace(members);
            return null;
        });
    }

    private void replace(List<SweepMember> members) throws SQLException {
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

    @Override
    public void close() {
        lock.close();
    }
}
