// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import calorimeter.lab.text.NearestNames;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Finds the one run that a person means by a name or its beginning.
final class RunFinder {

    private static final int MOST_CANDIDATES = 5;

    private final RunTable runs;
    private final Database database;
    private final Path home;

    RunFinder(RunTable runs, Database database, Path home) {
        this.runs = runs;
        this.database = database;
        this.home = home;
    }

    /// The exact name comes first: the first attempt's name is the beginning of all further ones'.
    RunRecord find(String nameOrPrefix) throws SQLException {
        if (nameOrPrefix.isBlank()) {
            // The beginning of every name: `delete "$RUN"` without such a variable must not find the only run.
            throw new StoreException("the name of a run is empty; `calorimeter runs list` shows all");
        }
        Optional<RunRecord> exact = runs.withName(nameOrPrefix);
        if (exact.isPresent()) {
            return exact.get();
        }
        List<RunRecord> candidates = runs.withPrefix(nameOrPrefix);
        return switch (candidates.size()) {
            case 0 -> throw unknown(nameOrPrefix);
            case 1 -> candidates.getFirst();
            default -> throw ambiguous(nameOrPrefix, candidates);
        };
    }

    private StoreException unknown(String name) throws SQLException {
        if (SweepHandle.names(database).contains(name)) {
            return new StoreException("there is no run '" + name + "' in " + home + ", but a sweep of that name;"
                    + " `calorimeter runs list --sweep " + name + "` lists its runs, `calorimeter report --sweep "
                    + name
                    + "` shows them");
        }
        List<String> names = runs.names();
        String advice = names.isEmpty()
                ? "; the store is empty, `calorimeter train` makes a first run"
                : NearestNames.advice(name, names, "`calorimeter runs list` shows all");
        return new StoreException("there is no run '" + name + "' in " + home + advice);
    }

    private static StoreException ambiguous(String prefix, List<RunRecord> candidates) {
        String names =
                candidates.stream().limit(MOST_CANDIDATES).map(RunRecord::name).collect(Collectors.joining(", "));
        int more = candidates.size() - MOST_CANDIDATES;
        return new StoreException("'" + prefix + "' is the beginning of " + candidates.size() + " runs: " + names
                + (more > 0 ? " and " + more + " more" : "") + "; give more of the name");
    }
}
