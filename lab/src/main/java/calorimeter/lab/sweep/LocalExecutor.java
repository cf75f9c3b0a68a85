// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.sweep;

import calorimeter.engine.kernel.Workers;
import calorimeter.lab.run.Runner;
import calorimeter.lab.run.TrainExperiment;
import calorimeter.lab.store.RunBundle;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStore;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Computes runs on threads of this process, each with a crew of its own, straight into the sweep's store.
final class LocalExecutor implements RunExecutor {

    private final RunStore store;
    private final SweepRunner.Options options;

    LocalExecutor(RunStore store, SweepRunner.Options options) {
        this.store = store;
        this.options = options;
    }

    @Override
    public CompletableFuture<Optional<RunBundle>> submit(RunOrder order) {
        CompletableFuture<Optional<RunBundle>> end = new CompletableFuture<>();
        // A platform thread, since it computes; not a daemon, since the JVM must not end before its checkpoint.
        Thread.ofPlatform().name("calorimeter-run-" + order.run().position()).start(() -> {
            try {
                compute(order);
                end.complete(Optional.empty());
            } catch (Throwable failure) {
                end.completeExceptionally(failure);
            }
        });
        return end;
    }

    private void compute(RunOrder order) {
        Runner runner = new Runner(
                store,
                options.provenance(order.threads()),
                order.listener(),
                options.betweenCheckpoints(),
                order.stop());
        RunRecord earlier = order.run().record();
        try (Workers workers = new Workers(order.threads())) {
            TrainExperiment experiment = new TrainExperiment(options.kernel(), workers);
            if (earlier == null) {
                runner.onlyFirst().start(experiment, order.run().parameters());
            } else {
                runner.resume(experiment, earlier);
            }
        }
    }
}
