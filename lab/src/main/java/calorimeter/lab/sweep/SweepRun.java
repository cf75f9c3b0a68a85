// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.sweep;

import calorimeter.engine.data.TaskSettings;
import calorimeter.lab.run.SettingException;
import calorimeter.lab.run.StepMemory;
import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStatus;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.store.SweepMember;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One run of a sweep and what the store knows of it.
///
/// @param position in the sweep, from 0
/// @param record the attempt that counts; null if there is none yet
/// @param failure why it failed, if it did and the reason is known
public record SweepRun(
        int position,
        TrainParameters parameters,
        String identity,
        State state,
        @Nullable RunRecord record,
        @Nullable String failure) {

    /// In the order in which several attempts at a run count: the best that there is.
    public enum State {
        COMPLETED,
        /// An outcome like any other: running again would repeat it.
        DIVERGED,
        /// Another process, or another sweep of this one, is computing it.
        BUSY,
        /// Has a beginning, and possibly a checkpoint, to go on from.
        INTERRUPTED,
        /// A defect or a damaged file stopped it; tried again whenever the sweep is run again.
        FAILED,
        MISSING;

        /// Whether there is nothing to compute any more.
        public boolean isEnded() {
            return this == COMPLETED || this == DIVERGED;
        }

        /// For a person, as `completed`.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static State of(RunStatus status) {
            return switch (status) {
                case COMPLETED -> COMPLETED;
                case DIVERGED -> DIVERGED;
                case RUNNING -> BUSY;
                case INTERRUPTED -> INTERRUPTED;
                case FAILED -> FAILED;
            };
        }
    }

    private static final JsonMapper MAPPER = new JsonMapper();

    /// All runs of a sweep as the store knows them now, in order.
    public static List<SweepRun> of(RunStore store, Sweep sweep) {
        List<SweepRun> runs = new ArrayList<>();
        for (int i = 0; i < sweep.runs().size(); i++) {
            SweepMember member = sweep.members().get(i);
            runs.add(look(store, i, sweep.runs().get(i), member.identity()));
        }
        return runs;
    }

    /// Looks whether the data of all runs that are to be computed can be had.
    ///
    /// @throws calorimeter.engine.data.image.DataException when some are files that cannot be read
    static void requireData(List<SweepRun> runs) {
        runs.stream()
                .filter(SweepRun::isToCompute)
                .map(run -> run.parameters().training().task())
                .distinct()
                .forEach(TaskSettings::requireData);
    }

    /// Looks whether steps of the runs that are to be computed fit into memory, each alone and as many as are computed
    /// at a time.
    ///
    /// @throws SettingException naming the run and the setting to blame
    static void requireMemory(List<SweepRun> runs, int cores, long heap) {
        List<TrainParameters> left = runs.stream()
                .filter(SweepRun::isToCompute)
                .map(SweepRun::parameters)
                .toList();
        for (TrainParameters run : left) {
            try {
                StepMemory.require(run, heap);
            } catch (SettingException e) {
                String label = Sweep.label(
                        Sweep.varied(runs.stream().map(SweepRun::parameters).toList()), run);
                throw new SettingException((label.isEmpty() ? "" : "run " + label + ": ") + e.getMessage());
            }
        }
        StepMemory.requireTogether(left, cores, heap);
    }

    /// The same run as the store knows it now.
    SweepRun now(RunStore store) {
        return look(store, position, parameters, identity);
    }

    private static SweepRun look(RunStore store, int position, TrainParameters parameters, String identity) {
        RunRecord best = counting(store.attempts(identity)).orElse(null);
        State state = best == null ? State.MISSING : State.of(best.status());
        return new SweepRun(position, parameters, identity, state, best, best == null ? null : failure(best));
    }

    /// Chooses the attempt at a run that counts: the best state, and in equal states the one that has
    /// come farthest.
    public static Optional<RunRecord> counting(List<RunRecord> attempts) {
        return attempts.stream()
                .min(Comparator.comparing((RunRecord run) -> State.of(run.status()))
                        .thenComparing(Comparator.comparingLong(RunRecord::step).reversed()));
    }

    /// How many of the runs stand so.
    public static int count(Collection<SweepRun> runs, State state) {
        return (int) runs.stream().filter(run -> run.state() == state).count();
    }

    private static @Nullable String failure(RunRecord run) {
        if (run.status() != RunStatus.FAILED || run.resultJson() == null) {
            return null;
        }
        try {
            return MAPPER.readTree(run.resultJson()).path("failure").asText("unknown");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the stored result of run " + run.name() + " is not JSON", e);
        }
    }

    SweepRun failed(String reason) {
        return new SweepRun(position, parameters, identity, State.FAILED, record, reason);
    }

    /// Whether there is something to compute that nobody computes.
    public boolean isToCompute() {
        return !state.isEnded() && state != State.BUSY;
    }

    /// Steps already made.
    public long step() {
        return record == null ? 0 : record.step();
    }

    /// Steps left if it uses its whole budget.
    public long stepsLeft() {
        return state.isEnded() ? 0 : Math.max(0, parameters.stopping().maxSteps() - step());
    }
}
