// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.sweep;

import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.lab.run.TrainJson;
import calorimeter.lab.store.SweepHandle;
import calorimeter.lab.store.SweepMember;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What a name stood for before: a sweep may be run again as it was, or grow, but not become another one
/// unnoticed.
final class SweepHistory {

    private static final int MOST_VALUES_SHOWN = 6;

    private SweepHistory() {}

    /// Records the sweep under its name.
    ///
    /// @param extend whether runs may be added
    /// @throws SweepException if other runs are recorded, saying which and how to go on
    static void record(SweepHandle handle, Sweep sweep, boolean extend) {
        List<SweepMember> before = handle.members();
        requireSuccessor(before, sweep, extend);
        if (!before.equals(sweep.members())) {
            handle.record(sweep.members());
        }
    }

    /// The check alone, for a dry run.
    ///
    /// @param before what is recorded; empty for a new name, which may become anything
    static void requireSuccessor(List<SweepMember> before, Sweep sweep, boolean extend) {
        if (before.isEmpty()) {
            return;
        }
        Set<String> then = identities(before);
        Set<String> now = identities(sweep.members());
        List<SweepMember> lost =
                before.stream().filter(m -> !now.contains(m.identity())).toList();
        long added = now.stream().filter(identity -> !then.contains(identity)).count();
        String changed = "the sweep " + sweep.name() + " has changed since it was begun: it had " + before.size()
                + " runs and now has " + now.size();
        if (!lost.isEmpty() && settings(sweep.members()).containsAll(settings(lost))) {
            throw new SweepException("the sweep " + sweep.name() + " was begun by a program with other numerics (this"
                    + " one has numeric version " + TransformerSettings.NUMERIC_VERSION
                    + "), so its runs cannot go on with the"
                    + " same bits; give the same settings another --name to begin it anew, or go on with the"
                    + " program that began it");
        }
        if (!lost.isEmpty()) {
            throw new SweepException(changed + ", and " + lost.size() + " of the earlier ones are no longer in it"
                    + difference(before, sweep) + "; give another --name, or put them back");
        }
        if (added > 0 && !extend) {
            throw new SweepException(changed + difference(before, sweep)
                    + "; --extend adds the new ones to those there are, or give another --name");
        }
    }

    private static Set<String> identities(List<SweepMember> members) {
        return members.stream().map(SweepMember::identity).collect(Collectors.toSet());
    }

    /// Values that a setting had and has not, or has and had not.
    private static String difference(List<SweepMember> before, Sweep sweep) {
        Set<Map<String, String>> then = settings(before);
        Set<Map<String, String>> now = settings(sweep.members());
        Set<String> keys = new LinkedHashSet<>();
        then.forEach(settings -> keys.addAll(settings.keySet()));
        now.forEach(settings -> keys.addAll(settings.keySet()));
        List<String> parts = new ArrayList<>();
        for (String key : keys) {
            Set<String> had = values(then, key);
            Set<String> has = values(now, key);
            if (!had.equals(has)) {
                parts.add(key + " was " + shown(had) + " and is " + shown(has));
            }
        }
        return parts.isEmpty() ? "" : " (" + String.join("; ", parts) + ")";
    }

    private static Set<Map<String, String>> settings(List<SweepMember> members) {
        Set<Map<String, String>> settings = new LinkedHashSet<>();
        members.forEach(member -> settings.add(Sweep.settings(TrainJson.parameters(member.configurationJson()))));
        return settings;
    }

    private static Set<String> values(Set<Map<String, String>> settings, String key) {
        Set<String> values = new LinkedHashSet<>();
        settings.forEach(run -> values.add(run.getOrDefault(key, "unset")));
        return values;
    }

    private static String shown(Set<String> values) {
        List<String> first = values.stream().limit(MOST_VALUES_SHOWN).toList();
        int more = values.size() - first.size();
        return String.join(",", first) + (more > 0 ? " and " + more + " more" : "");
    }
}
