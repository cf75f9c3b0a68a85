// SPDX-License-Identifier: Apache-2.0
package calorimeter.spark;

import calorimeter.lab.run.TrainJson;
import calorimeter.lab.store.RunBundle;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.store.StoreException;
import calorimeter.lab.sweep.RunExecutor;
import calorimeter.lab.sweep.RunOrder;
import calorimeter.lab.sweep.SweepException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.LongAccumulator;

/// Computes runs as tasks of Spark: one run a task, and several when runs take less than a few seconds.
/// Keeps one task more than there are places, so that none is idle while this process stores a run.
final class SparkRuns implements RunExecutor {

    /// What a task should take at least: a task costs some hundredths of a second.
    private static final double SECONDS_OF_A_TASK = 3;

    private static final int MOST_RUNS_OF_A_TASK = 16;
    private static final long LOOK_MILLISECONDS = 200;

    /// What a task gets to stop at a checkpoint when the sweep is stopped.
    private static final long STOP_MILLISECONDS = 30_000;

    private record Pending(RunOrder order, CompletableFuture<Optional<RunBundle>> end) {}

    private final JavaSparkContext spark;
    private final RunStore store;
    private final TaskOrder.Terms terms;
    private final StepsListener steps;

    private final Deque<Pending> waiting = new ArrayDeque<>();
    private final Set<String> remarks = Collections.synchronizedSet(new LinkedHashSet<>());
    private volatile int places = 1;
    private int tasks;
    private double secondsOfRuns;
    private int runsTimed;

    SparkRuns(JavaSparkContext spark, RunStore store, TaskOrder.Terms terms, StepsListener steps) {
        this.spark = spark;
        this.store = store;
        this.terms = terms;
        this.steps = steps;
    }

    List<String> remarks() {
        synchronized (remarks) {
            return List.copyOf(remarks);
        }
    }

    @Override
    public Optional<Elsewhere> elsewhere() {
        return Optional.of(new Elsewhere(places() * runsOfATask() + 1, terms.threads()));
    }

    /// Tasks that the executors compute at a time; more when executors join.
    private int places() {
        try {
            places = Math.max(1, spark.defaultParallelism() / terms.threads());
        } catch (IllegalStateException ended) {
            // The cluster has ended this application, as the next task will say.
        }
        return places;
    }

    private synchronized int runsOfATask() {
        double mean = runsTimed == 0 ? SECONDS_OF_A_TASK : secondsOfRuns / runsTimed;
        return (int) Math.clamp(SECONDS_OF_A_TASK / mean, 1, MOST_RUNS_OF_A_TASK);
    }

    @Override
    public synchronized CompletableFuture<Optional<RunBundle>> submit(RunOrder order) {
        Pending run = new Pending(order, new CompletableFuture<>());
        waiting.add(run);
        fill();
        return run.end();
    }

    private synchronized void fill() {
        int places = places();
        while (tasks <= places && !waiting.isEmpty()) {
            int runs = Math.clamp(waiting.size() / places, 1, runsOfATask());
            List<Pending> some = new ArrayList<>();
            while (some.size() < runs) {
                some.add(waiting.remove());
            }
            tasks++;
            Thread.startVirtualThread(() -> compute(some));
        }
    }

    private void compute(List<Pending> runs) {
        List<LongAccumulator> accumulators = new ArrayList<>();
        try {
            for (Pending run : runs) {
                LongAccumulator step = spark.sc().longAccumulator();
                steps.add(step.id(), run.order().listener());
                accumulators.add(step);
            }
            settle(runs, await(runs, submit(runs, accumulators)));
        } catch (Throwable failure) {
            Throwable reason = spark.sc().isStopped() && failure instanceof IllegalStateException
                    ? SparkFailure.of(failure, spark)
                    : failure;
            runs.forEach(run -> run.end().completeExceptionally(reason));
        } finally {
            accumulators.forEach(step -> steps.remove(step.id()));
            synchronized (this) {
                tasks--;
            }
            fill();
        }
    }

    private Future<List<TaskAnswer>> submit(List<Pending> runs, List<LongAccumulator> accumulators) {
        List<TaskOrder.Run> orders =
                runs.stream().map(run -> order(run.order())).toList();
        return spark.parallelize(List.of(new TaskOrder(terms, new ArrayList<>(orders))), 1)
                .map(new SparkTask(accumulators))
                .collectAsync();
    }

    private TaskOrder.Run order(RunOrder order) {
        Parcel soFar = order.run().record() == null
                ? null
                : Parcel.of(store.pack(order.run().record()));
        return new TaskOrder.Run(
                order.run().identity(), TrainJson.configuration(order.run().parameters()), soFar);
    }

    /// Empty if the sweep was stopped before the task had ended.
    private Optional<TaskAnswer> await(List<Pending> runs, Future<List<TaskAnswer>> job) throws InterruptedException {
        while (runs.stream().noneMatch(run -> run.order().stop().getAsBoolean())) {
            try {
                return Optional.of(
                        job.get(LOOK_MILLISECONDS, TimeUnit.MILLISECONDS).getFirst());
            } catch (TimeoutException computing) {
                // Looks again whether to stop.
            } catch (ExecutionException e) {
                throw SparkFailure.of(Objects.requireNonNullElse(e.getCause(), e), spark);
            }
        }
        job.cancel(true);
        awaitNobodyComputes();
        return Optional.empty();
    }

    /// The context ends the tasks that need longer; they go on from their last checkpoint.
    private void awaitNobodyComputes() throws InterruptedException {
        long end = System.nanoTime() + STOP_MILLISECONDS * 1_000_000;
        while (steps.computing() > 0 && System.nanoTime() - end < 0) {
            Thread.sleep(LOOK_MILLISECONDS);
        }
    }

    private void settle(List<Pending> runs, Optional<TaskAnswer> answer) {
        if (answer.isEmpty()) {
            runs.forEach(run -> run.end().complete(Optional.empty()));
            return;
        }
        if (answer.get().refusal() != null) {
            throw new SweepException(answer.get().refusal());
        }
        remarks.addAll(answer.get().remarks());
        for (int i = 0; i < runs.size(); i++) {
            settle(runs.get(i), answer.get().runs().get(i));
        }
    }

    private void settle(Pending run, TaskAnswer.Run answer) {
        synchronized (this) {
            secondsOfRuns += answer.seconds();
            runsTimed++;
        }
        if (answer.failure() != null) {
            run.end().completeExceptionally(new StoreException(answer.failure()));
        } else {
            run.end().complete(Optional.ofNullable(answer.bundle()).map(Parcel::open));
        }
    }
}
