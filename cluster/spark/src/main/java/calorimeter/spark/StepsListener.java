// SPDX-License-Identifier: Apache-2.0
package calorimeter.spark;

import calorimeter.lab.run.ProgressListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import scala.jdk.javaapi.CollectionConverters;

/// Hears from the executors' heartbeats how far the runs have come, and counts the tasks that compute.
final class StepsListener extends SparkListener {

    /// By the number of the accumulator that an executor sets to the step.
    private final Map<Long, ProgressListener> listeners = new ConcurrentHashMap<>();

    private final AtomicInteger computing = new AtomicInteger();

    void add(long accumulator, ProgressListener listener) {
        listeners.put(accumulator, listener);
    }

    void remove(long accumulator) {
        listeners.remove(accumulator);
    }

    int computing() {
        return computing.get();
    }

    @Override
    public void onTaskStart(SparkListenerTaskStart start) {
        computing.incrementAndGet();
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
        computing.decrementAndGet();
    }

    @Override
    public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate heartbeat) {
        CollectionConverters.asJava(heartbeat.accumUpdates())
                .forEach(task -> CollectionConverters.asJava(task._4()).forEach(update -> {
                    ProgressListener listener = listeners.get(update.id());
                    if (listener != null
                            && update.update().isDefined()
                            && update.update().get() instanceof Long step
                            && step > 0) {
                        listener.step(step);
                    }
                }));
    }
}
