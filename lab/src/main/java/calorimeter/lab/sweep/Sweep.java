// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.sweep;

import calorimeter.lab.run.TrainJson;
import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.store.Sha256;
import calorimeter.lab.store.SweepHandle;
import calorimeter.lab.store.SweepMember;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A name and the training runs that belong to it, in order, each once.
public final class Sweep {

    private static final Pattern FILE_SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private final String name;
    private final List<TrainParameters> runs;
    private final List<SweepMember> members;
    private final List<String> varied;

    private Sweep(String name, List<TrainParameters> runs, List<SweepMember> members) {
        this.name = name;
        this.runs = List.copyOf(runs);
        this.members = List.copyOf(members);
        varied = varied(this.runs);
    }

    /// Runs of equal identity are one run: the first counts. They occur in grids over a setting that a rule
    /// does not have, as over the momentum of sgd and adamw.
    ///
    /// @throws SweepException if there is no run, or the name cannot be that of a folder
    public static Sweep of(String name, List<TrainParameters> runs) {
        if (!FILE_SAFE.matcher(name).matches()) {
            throw new SweepException("the sweep's name is '" + name + "' but must be at most 100 letters, digits, '-',"
                    + " '_' and '.', beginning with a letter or digit");
        }
        return distinct(name, runs);
    }

    /// A sweep named after what it is: the preset and the beginning of [#identity].
    public static Sweep unnamed(List<TrainParameters> runs) {
        Sweep sweep = distinct("", runs);
        String name = sweep.runs.getFirst().preset() + "-" + sweep.identity().substring(0, 8);
        return new Sweep(name, sweep.runs, sweep.members);
    }

    private static Sweep distinct(String name, List<TrainParameters> runs) {
        if (runs.isEmpty()) {
            throw new SweepException("the sweep " + name + " has no runs");
        }
        Set<String> seen = new HashSet<>();
        List<TrainParameters> kept = new ArrayList<>();
        List<SweepMember> members = new ArrayList<>();
        for (TrainParameters parameters : runs) {
            parameters.requireDrawn();
            String identity = TrainJson.identity(parameters);
            if (seen.add(identity)) {
                kept.add(parameters);
                members.add(new SweepMember(identity, TrainJson.configuration(parameters)));
            }
        }
        return new Sweep(name, kept, members);
    }

    public String name() {
        return name;
    }

    public List<TrainParameters> runs() {
        return runs;
    }

    /// The runs as the store records them, in the same order.
    public List<SweepMember> members() {
        return members;
    }

    /// SHA-256, in hexadecimal, of the runs' identities in order, each followed by a line feed.
    public String identity() {
        StringBuilder text = new StringBuilder();
        members.forEach(member -> text.append(member.identity()).append('\n'));
        return Sha256.hex(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// Writes the runs down under the sweep's name and computes none.
    ///
    /// @param extend whether runs may be added to those recorded under the name
    /// @throws SweepException if the name stands for other runs
    public void record(RunStore store, boolean extend) {
        try (SweepHandle handle = store.openSweep(name)) {
            SweepHistory.record(handle, this, extend);
        }
    }

    /// The settings, and `preset`, in which the runs differ.
    public List<String> varied() {
        return varied;
    }

    /// The settings, and `preset`, in which some runs differ; at least one run.
    public static List<String> varied(List<TrainParameters> runs) {
        Map<String, String> first = settings(runs.getFirst());
        Set<String> varied = new HashSet<>();
        Set<String> all = new LinkedHashSet<>(first.keySet());
        for (TrainParameters run : runs) {
            Map<String, String> settings = settings(run);
            all.addAll(settings.keySet());
            for (String key : all) {
                if (!String.valueOf(settings.get(key)).equals(String.valueOf(first.get(key)))) {
                    varied.add(key);
                }
            }
        }
        return all.stream().filter(varied::contains).toList();
    }

    /// What tells a run from others: the settings in which they differ, as `p=53 seed=3`.
    ///
    /// @param varied keys of settings, or `preset`
    public static String label(List<String> varied, TrainParameters run) {
        return varied.stream().map(key -> key + "=" + setting(run, key)).collect(Collectors.joining(" "));
    }

    /// One setting of a run, or `preset`; a dash for a setting that the run's rules do not have.
    public static String setting(TrainParameters run, String key) {
        return settings(run).getOrDefault(key, "-");
    }

    /// Every setting of a run as text, after the preset.
    static Map<String, String> settings(TrainParameters run) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("preset", run.preset());
        settings.putAll(run.values());
        return settings;
    }
}
