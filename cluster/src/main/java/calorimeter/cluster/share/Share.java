// SPDX-License-Identifier: Apache-2.0
package calorimeter.cluster.share;

import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.sweep.Sweep;
import calorimeter.lab.sweep.SweepListener;
import calorimeter.lab.sweep.SweepRun;
import calorimeter.lab.sweep.SweepRunner;
import calorimeter.lab.sweep.SweepSummary;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Some runs of a sweep, computed in a store of this host's own and handed in.
///
/// Runs that have ended are handed in at once. From time to time, and when the task is asked to stop,
/// unfinished runs stop at checkpoints and are handed in too, so that the next attempt, on this host or
/// another one, goes on from there. What was handed in as ended is not computed again.
public final class Share {

    /// A hand-in stops the runs at checkpoints and starts them again, which reads their data again.
    private static final int CHECKPOINTS_BETWEEN_HAND_INS = 30;

    private static final Duration LEAST_BETWEEN_HAND_INS = Duration.ofSeconds(60);

    private final Exchange exchange;
    private final SweepRunner.Options options;
    private final SweepListener listener;
    private final Duration betweenHandIns;
    private final Set<String> handedIn = new HashSet<>();

    /// @param options whose `stop` is true when the task is asked to stop or its time is over
    public Share(Exchange exchange, SweepRunner.Options options, SweepListener listener) {
        this(
                exchange,
                options,
                listener,
                Collections.max(List.of(
                        LEAST_BETWEEN_HAND_INS,
                        options.betweenCheckpoints().multipliedBy(CHECKPOINTS_BETWEEN_HAND_INS))));
    }

    Share(Exchange exchange, SweepRunner.Options options, SweepListener listener, Duration betweenHandIns) {
        this.exchange = exchange;
        this.options = options;
        this.listener = listener;
        this.betweenHandIns = betweenHandIns;
    }

    /// Computes until all runs have ended or failed, or until it is asked to stop.
    ///
    /// @param store that nobody else uses
    public SweepSummary run(RunStore store, Sweep share) {
        takeIn(store, share);
        return compute(store, share);
    }

    /// What earlier attempts have handed in.
    private void takeIn(RunStore store, Sweep share) {
        for (SweepRun run : SweepRun.of(store, share)) {
            exchange.latest(run.identity()).ifPresent(bundle -> {
                store.adopt(bundle);
                if (!bundle.run().status().isResumable()) {
                    handedIn.add(run.identity());
                }
            });
        }
    }

    private SweepSummary compute(RunStore store, Sweep share) {
        Publisher publisher = new Publisher(store);
        Sweep sweep = share;
        List<TrainParameters> left;
        do {
            long end = System.nanoTime() + betweenHandIns.toNanos();
            SweepRunner.Options slice =
                    options.withStop(() -> options.stop().getAsBoolean() || System.nanoTime() - end > 0);
            new SweepRunner(store, slice).run(sweep, publisher);
            left = publisher.left();
            sweep = left.isEmpty() ? share : Sweep.unnamed(left);
        } while (!left.isEmpty() && !options.stop().getAsBoolean());
        return SweepSummary.of(publisher.runs.values());
    }

    /// Hands in whatever ends or stops.
    private final class Publisher implements SweepListener {

        private final RunStore store;

        /// By identity, in the share's order.
        private final Map<String, SweepRun> runs = Collections.synchronizedMap(new LinkedHashMap<>());

        /// Identities of the runs that failed in this attempt, which does not try them again.
        private final Set<String> failed = new HashSet<>();

        Publisher(RunStore store) {
            this.store = store;
        }

        @Override
        public void opened(Sweep sweep, List<SweepRun> found) {
            if (runs.isEmpty()) {
                found.forEach(run -> runs.put(run.identity(), run));
                listener.opened(sweep, found);
                // Killed between a run's end and its handing in, it is here alone.
                found.stream()
                        .filter(run -> run.state().isEnded() && !handedIn.contains(run.identity()))
                        .forEach(this::handIn);
            }
        }

        @Override
        public void started(SweepRun run, int threads) {
            listener.started(ofShare(run), threads);
        }

        @Override
        public void step(SweepRun run, long step) {
            listener.step(ofShare(run), step);
        }

        @Override
        public void ended(SweepRun run) {
            handIn(run);
            SweepRun now = ofShare(run);
            runs.put(now.identity(), now);
            if (now.state() == SweepRun.State.FAILED) {
                failed.add(now.identity());
            }
            listener.ended(now);
        }

        /// The same run at its place in the share: later slices have only the runs that are left.
        private SweepRun ofShare(SweepRun run) {
            int position = Objects.requireNonNull(runs.get(run.identity())).position();
            return new SweepRun(position, run.parameters(), run.identity(), run.state(), run.record(), run.failure());
        }

        List<TrainParameters> left() {
            return runs.values().stream()
                    .filter(run -> run.isToCompute() && !failed.contains(run.identity()))
                    .map(SweepRun::parameters)
                    .toList();
        }

        private void handIn(SweepRun run) {
            switch (run.state()) {
                case COMPLETED, DIVERGED, INTERRUPTED ->
                    exchange.handIn(store.pack(Objects.requireNonNull(run.record())));
                case FAILED -> exchange.fail(run.identity(), Objects.requireNonNullElse(run.failure(), "unknown"));
                case BUSY, MISSING -> {}
            }
        }
    }
}
