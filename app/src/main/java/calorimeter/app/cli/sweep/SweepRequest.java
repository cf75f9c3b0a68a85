// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.sweep;

import calorimeter.app.cli.command.BadInputException;
import calorimeter.app.cli.settings.EffectlessSettings;
import calorimeter.lab.run.Presets;
import calorimeter.lab.run.TrainJson;
import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.store.SweepMember;
import calorimeter.lab.sweep.Sweep;
import calorimeter.lab.sweep.SweepFile;
import calorimeter.lab.sweep.SweepGrid;
import calorimeter.lab.text.NearestNames;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which sweep a command line asks for: a file, options, both (each setting once), or the name of an earlier
/// one.
final class SweepRequest {

    private final @Nullable Path file;
    private final @Nullable String preset;
    private final Map<String, String> flags;
    private final @Nullable SweepFile read;
    private final @Nullable String name;
    private final @Nullable Sample sample;

    /// How many values are drawn from the intervals, and with which seed.
    record Sample(int count, long seed) {}

    /// @param flags values of settings as given, in order
    /// @param sample null for a grid without intervals
    SweepRequest(
            @Nullable Path file,
            @Nullable String preset,
            @Nullable String name,
            Map<String, String> flags,
            @Nullable Sample sample) {
        this.file = file;
        this.preset = preset;
        this.flags = flags;
        this.sample = sample;
        read = file == null ? null : SweepFile.read(file);
        this.name = name == null && read != null ? read.name() : name;
    }

    /// Whether the command line names no runs, at most a sweep.
    boolean isWithoutRuns() {
        return read == null && preset == null && flags.isEmpty() && sample == null;
    }

    private boolean isNameAlone() {
        return name != null && isWithoutRuns();
    }

    /// The runs of the grid; empty if an earlier sweep is meant.
    List<TrainParameters> runs() {
        if (isNameAlone()) {
            return List.of();
        }
        if (isWithoutRuns()) {
            throw new BadInputException("a sweep needs settings, as --seeds 0..9, a file, or --name of an earlier one");
        }
        SweepGrid grid = grid();
        flags.forEach((key, text) -> grid.set(key, text, "--" + key));
        List<TrainParameters> runs = sample == null ? grid.runs() : grid.sample(sample.count(), sample.seed());
        EffectlessSettings.refuse(grid.places(), runs);
        return runs;
    }

    private SweepGrid grid() {
        if (read == null) {
            return new SweepGrid(preset == null ? Presets.NANDA.key() : preset);
        }
        if (preset != null) {
            throw new BadInputException("--preset " + preset + " is given besides the sweep " + file
                    + ", which says where it starts from; write preset = \"" + preset + "\" there");
        }
        return read.grid();
    }

    Sweep named(List<TrainParameters> runs) {
        return name == null ? Sweep.unnamed(runs) : Sweep.of(name, runs);
    }

    /// The sweep that the store has under the name.
    Sweep recorded(RunStore store) {
        String wanted = String.valueOf(name);
        List<SweepMember> members = store.sweep(wanted);
        if (members.isEmpty()) {
            List<String> names = store.sweepNames();
            throw new BadInputException("there is no sweep '" + wanted + "' in " + store.home()
                    + (names.isEmpty()
                            ? "; give it a grid, as --seeds 0..9"
                            : NearestNames.advice(
                                    wanted,
                                    names,
                                    "Give it a grid, as --seeds 0..9, or see `calorimeter sweep --list`")));
        }
        return Sweep.of(
                wanted,
                members.stream()
                        .map(member -> TrainJson.parameters(member.configurationJson()))
                        .toList());
    }
}
