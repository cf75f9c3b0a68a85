package calorimeter.lab.store;

import java.util.List;

/// The right to carry out one named sweep: there is at most one open handle for a name on the machine.
public final class SweepHandle implements AutoCloseable {

    private final String name;
    private final SweepTable sweeps;
    private final Database database;
    private final RunLock lock;

    SweepHandle(String name, SweepTable sweeps, Database database, RunLock lock) {
        this.name = name;
        this.sweeps = sweeps;
        this.database = database;
        this.lock = lock;
    }

    /// What was recorded under the name; empty for a new sweep.
    public List<SweepMember> members() {
        return database.read("read sweep " + name, () -> sweeps.members(name));
    }

    /// Replaces what is recorded, all or nothing.
    public void record(List<SweepMember> members) {
        database.write("record sweep " + name, () -> {
            sweeps.replace(name, members);
            return null;
        });
    }

    @Override
    public void close() {
        lock.close();
    }
}
