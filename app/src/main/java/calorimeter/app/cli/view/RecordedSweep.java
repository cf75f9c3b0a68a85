// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.view;

import calorimeter.app.cli.command.BadInputException;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStatus;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.store.SweepMember;
import calorimeter.lab.sweep.SweepRun;
import calorimeter.lab.text.NearestNames;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A sweep that the store has under a name, as what looks back at it needs it: the identities of its runs, in
/// order.
public record RecordedSweep(String name, List<String> identities) {

    public RecordedSweep {
        identities = List.copyOf(identities);
    }

    public static List<RecordedSweep> all(RunStore store) {
        return store.sweepNames().stream().map(name -> of(store, name)).toList();
    }

    private static RecordedSweep of(RunStore store, String name) {
        return new RecordedSweep(
                name, store.sweep(name).stream().map(SweepMember::identity).toList());
    }

    /// @throws BadInputException if there is no sweep of that name, with the nearest ones
    public static RecordedSweep find(RunStore store, String name) {
        RecordedSweep sweep = of(store, name);
        if (sweep.identities().isEmpty()) {
            throw new BadInputException("there is no sweep '" + name + "' in " + store.home()
                    + NearestNames.advice(name, store.sweepNames(), "`calorimeter sweep --list` shows all"));
        }
        return sweep;
    }

    /// Every attempt at one of its runs.
    public boolean has(RunRecord run) {
        return identities.contains(run.identity());
    }

    /// The attempts that count, one of each of its runs that has begun, in the order of the sweep.
    public List<RunRecord> runs(RunStore store) {
        List<RunRecord> runs = new ArrayList<>();
        for (String identity : identities) {
            SweepRun.counting(store.attempts(identity)).ifPresent(runs::add);
        }
        return runs;
    }

    /// How many of its runs have ended by themselves.
    ///
    /// @param ended identities of all such runs of the store
    public int done(Set<String> ended) {
        return (int) identities.stream().filter(ended::contains).count();
    }

    public static Set<String> ended(RunStore store) {
        Set<String> ended = new LinkedHashSet<>();
        for (RunRecord run : store.runs()) {
            if (run.status() == RunStatus.COMPLETED || run.status() == RunStatus.DIVERGED) {
                ended.add(run.identity());
            }
        }
        return ended;
    }
}
