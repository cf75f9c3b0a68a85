// SPDX-License-Identifier: Apache-2.0
package calorimeter.cluster.batch;

import calorimeter.cluster.share.BundleFolder;
import calorimeter.lab.store.ReproducibilityException;
import calorimeter.lab.store.RunBundle;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.store.StoreException;
import calorimeter.lab.store.SweepMember;
import calorimeter.lab.sweep.Sweep;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What has come of an array job so far, after everything that has ended was taken into a store.
///
/// @param runs in the sweep's order
public record BatchCollection(List<Standing> runs) {

    /// How a run stands, the worst first.
    public enum State {
        /// Handed in with bits that are not those of another host or of the store; the store keeps what it had.
        CONFLICT,
        FAILED,
        /// Not begun, or its task was stopped or killed on the way.
        MISSING,
        RUNNING,
        DONE
    }

    /// @param task that computes it
    /// @param reason of a conflict, a failure or a file that cannot be read; null otherwise
    public record Standing(
            int position,
            String identity,
            int task,
            State state,
            @Nullable String reason) {}

    public BatchCollection {
        runs = List.copyOf(runs);
    }

    /// Takes in whatever has ended and was not taken in before; any number of times.
    ///
    /// @param sweep the manifest's
    /// @throws calorimeter.lab.sweep.SweepException if the store has other runs under the sweep's name
    /// @throws StoreException if the folder or the store fails
    public static BatchCollection of(BatchFolder folder, Sweep sweep, RunStore store) {
        BatchManifest manifest = folder.manifest();
        sweep.record(store, true);
        SortedMap<String, List<Path>> ended = folder.bundles().ended();
        Set<String> computing = TaskBeat.computing(folder.path());
        List<Standing> runs = new ArrayList<>();
        int position = 0;
        for (SweepMember run : sweep.members()) {
            String identity = run.identity();
            int task = manifest.taskOf(position);
            List<Path> files = ended.getOrDefault(identity, List.of());
            runs.add(
                    files.isEmpty()
                            ? notEnded(
                                    folder,
                                    position,
                                    identity,
                                    task,
                                    computing.contains(identity),
                                    isEnded(store, identity))
                            : takeIn(store, files, position, identity, task));
            position++;
        }
        return new BatchCollection(runs);
    }

    private static boolean isEnded(RunStore store, String identity) {
        return store.attempts(identity).stream().anyMatch(run -> !run.status().isResumable());
    }

    private static Standing notEnded(
            BatchFolder folder, int position, String identity, int task, boolean computing, boolean endedHere) {
        String failure = folder.bundles().failure(identity).orElse(null);
        State state =
                endedHere ? State.DONE : computing ? State.RUNNING : failure != null ? State.FAILED : State.MISSING;
        return new Standing(position, identity, task, state, state == State.FAILED ? failure : null);
    }

    private static Standing takeIn(RunStore store, List<Path> files, int position, String identity, int task) {
        for (Path file : files) {
            RunBundle bundle;
            try {
                bundle = BundleFolder.read(file, identity);
            } catch (StoreException unreadable) {
                return new Standing(position, identity, task, State.MISSING, unreadable.getMessage());
            }
            try {
                store.adopt(bundle);
            } catch (ReproducibilityException otherBits) {
                return new Standing(position, identity, task, State.CONFLICT, file + ": " + otherBits.getMessage());
            }
        }
        return new Standing(position, identity, task, State.DONE, null);
    }

    public int count(State state) {
        return (int) runs.stream().filter(run -> run.state() == state).count();
    }

    /// The tasks that have something to compute and compute nothing. Some may wait in a queue.
    public SortedSet<Integer> stoppedTasks() {
        SortedSet<Integer> tasks = new TreeSet<>();
        runs.stream()
                .filter(run -> run.state() == State.MISSING || run.state() == State.FAILED)
                .forEach(run -> tasks.add(run.task()));
        runs.stream().filter(run -> run.state() == State.RUNNING).forEach(run -> tasks.remove(run.task()));
        return tasks;
    }
}
