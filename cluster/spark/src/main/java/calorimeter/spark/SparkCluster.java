// SPDX-License-Identifier: Apache-2.0
package calorimeter.spark;

import calorimeter.cluster.remote.Cluster;
import calorimeter.cluster.remote.ClusterEngine;
import calorimeter.cluster.remote.ExecutorReport;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.sweep.RunExecutor;
import calorimeter.lab.sweep.SweepException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.ShutdownHookManager;
import org.jspecify.annotations.Nullable;
import scala.runtime.BoxedUnit;

/// An application of Spark, which lives as long as this process's command.
final class SparkCluster implements Cluster {

    /// Higher ones come first; the hook of Spark that ends the context has 50.
    private static final int BEFORE_THE_CONTEXT_ENDS = 100;

    /// A batch system may start executors late; a master without free cores never does.
    private static final int PATIENCE_SECONDS = 60;

    private static final int MOST_ROUNDS = 20;
    private static final int LOOK_MILLISECONDS = 200;

    private final JavaSparkContext spark;
    private final ClusterEngine.Wish wish;
    private final TaskOrder.Terms terms;
    private final StepsListener steps = new StepsListener();
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable SparkRuns runs;

    private SparkCluster(JavaSparkContext spark, ClusterEngine.Wish wish, TaskOrder.Terms terms) {
        this.spark = spark;
        this.wish = wish;
        this.terms = terms;
        spark.sc().addSparkListener(steps);
        // Spark ends its tasks as soon as a signal ends the JVM; here they get the time to stop at checkpoints.
        ShutdownHookManager.addShutdownHook(BEFORE_THE_CONTEXT_ENDS, () -> {
            awaitClosed();
            return BoxedUnit.UNIT;
        });
    }

    /// @throws SweepException if the cluster cannot be reached, or has no executor
    static SparkCluster connect(ClusterEngine.Wish wish) {
        Connection.require(wish.master());
        Path shared = wish.shared() == null ? null : wish.shared().toAbsolutePath();
        TaskOrder.Terms terms = new TaskOrder.Terms(
                wish.threadsPerRun(),
                wish.betweenCheckpoints().toMillis(),
                shared == null ? null : shared.toString(),
                shared == null ? "" : Fitness.leaveToken(shared),
                Fitness.program(),
                wish.programVersion(),
                wish.commit());
        JavaSparkContext spark;
        try {
            spark = Connection.open(wish);
        } catch (RuntimeException refused) {
            removeToken(terms);
            throw refused;
        }
        SparkCluster cluster = new SparkCluster(spark, wish, terms);
        try {
            cluster.awaitExecutor();
        } catch (RuntimeException unfit) {
            cluster.close();
            throw unfit;
        }
        return cluster;
    }

    private static void removeToken(TaskOrder.Terms terms) {
        if (terms.shared() != null) {
            Fitness.removeToken(Path.of(terms.shared()), terms.token());
        }
    }

    private void awaitExecutor() {
        long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
        while (executorsThere() == 0) {
            if (spark.sc().isStopped() || System.nanoTime() - end > 0) {
                throw new SweepException("the cluster " + wish.master() + " gave no executor in " + PATIENCE_SECONDS
                        + " seconds; see whether a worker with " + wish.threadsPerRun() + " free cores and "
                        + spark.getConf().get("spark.executor.memory", "1g") + " is there, and " + wish.log());
            }
            pause();
        }
        pause(); // the others come at the same time
    }

    /// Those that compute: the driver is one only if it is alone.
    private int executorsThere() {
        int all = spark.statusTracker().getExecutorInfos().length;
        return spark.isLocal() ? all : all - 1;
    }

    private void requireFit() {
        for (ExecutorReport report : examine(false)) {
            report.problems(terms.program(), "").stream().findFirst().ifPresent(problem -> {
                throw new SweepException(problem);
            });
        }
    }

    @Override
    public List<ExecutorReport> executors() {
        return List.copyOf(examine(true));
    }

    @Override
    public List<String> problems(ExecutorReport executor) {
        return executor.problems(terms.program(), Fitness.bits());
    }

    /// Asks until every executor has answered; Spark alone decides which one answers. Twice at least: the first
    /// question waits until Spark is warm, which would look like a wrong clock.
    private Collection<ExecutorReport> examine(boolean shortRun) {
        SortedMap<String, ExecutorReport> found = new TreeMap<>();
        for (int round = 0; round < MOST_ROUNDS && (round < 2 || found.size() < executorsThere()); round++) {
            int tasks = 2 * Math.max(spark.defaultParallelism(), executorsThere());
            List<Integer> numbers =
                    new ArrayList<>(IntStream.range(0, tasks).boxed().toList());
            try {
                spark.parallelize(numbers, tasks)
                        .map(new Examination(terms, System.currentTimeMillis(), shortRun))
                        .collect()
                        .forEach(report -> found.merge(report.executor(), report, SparkCluster::lessDelayed));
            } catch (RuntimeException failure) {
                throw SparkFailure.of(failure, spark);
            } catch (Exception failure) {
                // Scala throws it undeclared.
                if (failure instanceof SparkException) {
                    throw SparkFailure.of(failure, spark);
                }
                throw new IllegalStateException(failure);
            }
        }
        return found.values();
    }

    /// The question may have waited for a place.
    private static ExecutorReport lessDelayed(ExecutorReport one, ExecutorReport other) {
        return Math.abs(one.secondsAhead()) <= Math.abs(other.secondsAhead()) ? one : other;
    }

    @Override
    public RunExecutor executor(RunStore store) {
        requireFit();
        runs = new SparkRuns(spark, store, terms, steps);
        return runs;
    }

    @Override
    public List<String> remarks() {
        return runs == null ? List.of() : runs.remarks();
    }

    @Override
    public void close() {
        try {
            spark.close();
            removeToken(terms);
        } finally {
            closed.countDown();
        }
    }

    private void awaitClosed() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SweepException("was interrupted while it waited for executors");
        }
    }
}
