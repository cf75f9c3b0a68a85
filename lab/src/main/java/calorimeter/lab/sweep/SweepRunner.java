// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.sweep;

import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Kernels;
import calorimeter.lab.run.Runner;
import calorimeter.lab.store.Provenance;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.store.SweepHandle;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Carries out sweeps: asks the store what is missing and computes that, on all cores.
///
/// ```java
/// Sweep sweep = Sweep.of("decay", runs);
/// SweepSummary summary = new SweepRunner(store, SweepRunner.Options.of(8, "1.0", null)).run(sweep, listener);
/// ```
///
/// Every run is kept exactly as `train` keeps it. Runs that have ended are not touched, half-done ones go on
/// from their checkpoints, and after a kill at any instant the same call continues.
public final class SweepRunner {

    /// @param cores threads that compute, in all runs together
    /// @param kernel of the numerics, shared by all runs
    /// @param programVersion for the runs' provenance
    /// @param commit of the program, or null if it is not known
    /// @param betweenCheckpoints what a killed run has to compute again at most
    /// @param stop asked after every step of every run; once true, all stop at checkpoints
    /// @param extend whether runs may be added to those recorded under the sweep's name
    public record Options(
            int cores,
            Kernel kernel,
            String programVersion,
            @Nullable String commit,
            Duration betweenCheckpoints,
            BooleanSupplier stop,
            boolean extend) {

        /// As many as a run can use: a batch is cut into eight shards.
        private static final int MOST_THREADS = 8;

        public Options {
            if (cores < 1) {
                throw new IllegalArgumentException("cores is " + cores + " but must be at least 1");
            }
        }

        /// The usual kernel and checkpoints, never stopped, not extending.
        public static Options of(int cores, String programVersion, @Nullable String commit) {
            return new Options(
                    cores, Kernels.active(), programVersion, commit, Runner.BETWEEN_CHECKPOINTS, () -> false, false);
        }

        /// Provenance of a session that begins now.
        Provenance provenance(int threads) {
            return Provenance.ofThisProcess(programVersion, commit, kernel.description(), threads);
        }

        public Options withStop(BooleanSupplier changed) {
            return new Options(cores, kernel, programVersion, commit, betweenCheckpoints, changed, extend);
        }

        /// How many threads a run gets. While at least as many runs are left as there are cores, each gets one, so
        /// that no thread waits for another; the last runs share the cores that become free. The bits do not
        /// depend on it.
        ///
        /// @param free cores that no run is using, at least 1
        /// @param left runs that have not ended, this one and those being computed included, at least 1
        int threads(int free, int left) {
            return Math.max(1, Math.min(MOST_THREADS, Math.min(free, Math.ceilDiv(cores, left))));
        }
    }

    private final RunStore store;
    private final Options options;
    private final RunExecutor executor;

    public SweepRunner(RunStore store, Options options) {
        this(store, options, new LocalExecutor(store, options));
    }

    public SweepRunner(RunStore store, Options options, RunExecutor executor) {
        this.store = store;
        this.options = options;
        this.executor = executor;
    }

    /// Computes what is missing. Runs that diverge or fail do not stop the others.
    ///
    /// @throws SweepException if the name stands for other runs, see [Options#extend]
    /// @throws calorimeter.lab.run.SettingException if a step does not fit into memory; then nothing is begun
    /// @throws calorimeter.engine.data.image.DataException if data of a missing run cannot be read; then
    ///     nothing is begun
    /// @throws calorimeter.lab.store.StoreException if another process carries out a sweep of that name, or the
    ///     disk fails; what was computed before is kept
    public SweepSummary run(Sweep sweep, SweepListener listener) {
        try (SweepHandle handle = store.openSweep(sweep.name())) {
            List<SweepRun> runs = SweepRun.of(store, sweep);
            if (executor.elsewhere().isEmpty()) {
                SweepRun.requireData(runs);
                SweepRun.requireMemory(
                        runs, options.cores(), Runtime.getRuntime().maxMemory());
            }
            SweepHistory.record(handle, sweep, options.extend());
            listener.opened(sweep, runs);
            return new SweepSession(store, options, executor, listener, SweepSession.SECONDS_BEFORE_WIDENING).run(runs);
        }
    }
}
