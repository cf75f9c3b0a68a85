// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.doctor;

import calorimeter.app.cli.command.ClusterConnection;
import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.text.HumanText;
import calorimeter.cluster.remote.Cluster;
import calorimeter.cluster.remote.ExecutorReport;
import calorimeter.lab.run.Runner;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The doctor on a cluster: each executor's JDK, cores, memory and clock, whether it sees the shared
/// folder, and whether it computes the bits of this machine.
final class ClusterCheckup {

    private ClusterCheckup() {}

    static void add(Checkup checkup, CommandContext context, String master, @Nullable Path shared) {
        try (Cluster cluster =
                ClusterConnection.open(context, "--cluster", master, 1, shared, Runner.BETWEEN_CHECKPOINTS)) {
            List<ExecutorReport> executors = cluster.executors();
            checkup.add("cluster", "cluster", master);
            checkup.add("executors", "executors", executors.size());
            for (ExecutorReport executor : executors) {
                List<String> problems = cluster.problems(executor);
                checkup.add(
                        "executor_" + executor.executor(),
                        "executor " + executor.executor(),
                        words(executor),
                        problems.isEmpty() ? null : String.join("; ", problems));
            }
        }
    }

    private static String words(ExecutorReport executor) {
        return String.format(
                Locale.ROOT,
                "%s: Java %s (%s), %d cores, heap %s, clock %+.1f s, bits %s",
                executor.host(),
                executor.java(),
                executor.collector(),
                executor.cores(),
                HumanText.bytes(executor.heap()),
                executor.secondsAhead(),
                executor.bits().substring(0, 8));
    }
}
