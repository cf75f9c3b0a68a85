// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.sweep;

import calorimeter.app.cli.command.BadInputException;
import calorimeter.app.cli.command.ClusterConnection;
import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.OptionCheck;
import calorimeter.cluster.remote.Cluster;
import calorimeter.cluster.share.BundleFolder;
import calorimeter.lab.sweep.SweepRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of `sweep` for work on other machines.
final class BatchOptions {

    /// A batch is cut into eight shards.
    private static final int MOST_THREADS = 8;

    private static final Pattern SHARE = Pattern.compile("(\\d{1,9})/(\\d{1,9})");

    @Option(
            names = "--slurm",
            paramLabel = "DIR",
            description =
                    "Plan the sweep into a folder that all hosts see, submit it to Slurm as an array job, and stop;"
                            + " with --dry-run, only write the plan and the job.")
    @Nullable
    Path slurm;

    @Option(
            names = "--tasks",
            paramLabel = "N",
            description = "With --slurm: tasks of the array. Default: one a run, at most 1000.")
    @Nullable
    Integer tasks;

    @Option(
            names = "--time",
            paramLabel = "TIME",
            description =
                    "Time limit of a task, as 4:00:00 (the default with --slurm); it stops at checkpoints before.")
    @Nullable
    String time;

    @Option(names = "--partition", paramLabel = "NAME", description = "With --slurm: the partition. Default: Slurm's.")
    @Nullable
    String partition;

    @Option(
            names = "--array",
            paramLabel = "I/N",
            description = "Compute share I of N, from 0, as a task of an array job. Default: Slurm's array index.")
    @Nullable
    String array;

    @Option(
            names = "--batch",
            paramLabel = "DIR",
            description = "The folder of that job: planned by --slurm, or by the first task if the sweep is given.")
    @Nullable
    Path batch;

    @Option(
            names = "--collect",
            paramLabel = "DIR",
            description = "Take in what the tasks of that folder have finished, and say what is missing.")
    @Nullable
    Path collect;

    @Option(names = "--resubmit", description = "With --collect: submit the tasks that have something left to compute.")
    boolean resubmit;

    @Option(
            names = "--verify",
            paramLabel = "SHARE",
            description = "Compute a random share of the finished runs again, as 0.02, and compare the bits;"
                    + " --sample-seed draws others.")
    @Nullable
    Double verify;

    @Option(
            names = "--spark",
            paramLabel = "MASTER",
            description = "Compute on Apache Spark: local[2], spark://HOST:7077, yarn or k8s://URL. The first use"
                    + " downloads Spark (125 MB) unless SPARK_HOME names it.")
    @Nullable
    String spark;

    @Option(
            names = "--threads-per-run",
            paramLabel = "N",
            description = "With --spark: threads of each run. Default: 1.")
    @Nullable
    Integer threadsPerRun;

    @Option(
            names = "--shared",
            paramLabel = "DIR",
            description = "With --spark: a folder that all hosts see, from which a run goes on after its host is lost.")
    @Nullable
    Path shared;

    /// Connects to the cluster of `--spark`.
    Cluster connect(CommandContext context, Duration betweenCheckpoints) {
        int threads = threadsPerRun == null ? 1 : threadsPerRun;
        OptionCheck.requireRange("--threads-per-run", threads, 1, MOST_THREADS);
        return ClusterConnection.open(
                context, "--spark", Objects.requireNonNull(spark), threads, shared, betweenCheckpoints);
    }

    /// Removes from the shared folder what the store has.
    void forget(List<SweepRun> runs) {
        if (shared != null) {
            BundleFolder folder = BundleFolder.at(shared);
            runs.stream().filter(run -> run.state().isEnded()).forEach(run -> folder.forget(run.identity()));
        }
    }

    /// A task's share.
    ///
    /// @param count null if only the manifest knows it
    record Share(int index, @Nullable Integer count) {}

    boolean isGiven() {
        return spark != null || slurm != null || batch != null || collect != null || verify != null;
    }

    /// @throws BadInputException if options do not go with one another
    void requireSense(boolean dryRun, boolean extend) {
        List<String> given = Stream.of(
                        dryRun && slurm == null ? "--dry-run" : "",
                        extend && isGiven() && spark == null ? "--extend" : "",
                        spark == null ? "" : "--spark",
                        slurm == null ? "" : "--slurm",
                        batch == null ? "" : "--batch",
                        collect == null ? "" : "--collect",
                        verify == null ? "" : "--verify")
                .filter(option -> !option.isEmpty())
                .toList();
        if (given.size() > 1) {
            throw new BadInputException(String.join(" and ", given) + " exclude each other; give one of them");
        }
        require(array != null && batch == null, "--array", "--batch DIR");
        require(resubmit && collect == null, "--resubmit", "--collect DIR");
        require(tasks != null && slurm == null, "--tasks", "--slurm DIR");
        require(partition != null && slurm == null, "--partition", "--slurm DIR");
        require(time != null && slurm == null && batch == null, "--time", "--slurm DIR or --batch DIR");
        require(threadsPerRun != null && spark == null, "--threads-per-run", "--spark MASTER");
        require(shared != null && spark == null, "--shared", "--spark MASTER");
        if (verify != null && !(verify > 0 && verify <= 1)) {
            throw new BadInputException("--verify is " + verify + " but must be more than 0 and at most 1, as 0.02");
        }
    }

    private static void require(boolean alone, String option, String other) {
        if (alone) {
            throw new BadInputException(option + " has no effect without " + other + "; give both, or neither");
        }
    }

    /// @param arrayIndex what Slurm says, or null
    Share share(@Nullable String arrayIndex) {
        if (array == null && arrayIndex != null && arrayIndex.matches("\\d{1,9}")) {
            return new Share(Integer.parseInt(arrayIndex), null);
        }
        Matcher parts = SHARE.matcher(Objects.requireNonNullElse(array, "missing"));
        if (!parts.matches() || Integer.parseInt(parts.group(1)) >= Integer.parseInt(parts.group(2))) {
            throw new BadInputException("--array is " + Objects.requireNonNullElse(array, "missing")
                    + " but must be I/N with I from 0 to N - 1, as 0/16");
        }
        return new Share(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
    }
}
