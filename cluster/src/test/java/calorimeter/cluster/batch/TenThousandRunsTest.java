// SPDX-License-Identifier: Apache-2.0
package calorimeter.cluster.batch;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.lab.run.TrainJson;
import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.store.BundleFile;
import calorimeter.lab.store.RunBundle;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunSeries;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.sweep.Sweep;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ten thousand runs are planned, and collected when half of them and when all have been handed in. How
/// long that takes is printed, not judged; memory is: it does not grow with the runs' content.
@Tag("slow")
class TenThousandRunsTest {

    private static final int RUNS = 10_000;

    @TempDir
    private Path root;

    private long before;

    @Test
    void isPlannedCollectedAndReported() {
        RunBundle model = BatchSamples.computed(
                root.resolve("one"), BatchSamples.sweep(1).runs().getFirst(), Integer.MAX_VALUE);
        before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Sweep sweep = BatchSamples.sweep(RUNS);
        BatchFolder folder =
                BatchFolder.plan(root.resolve("batch"), BatchManifest.of(sweep, BatchSamples.PROGRAM, 1000));
        tell("planned");
        handIn(folder, model, sweep.runs().subList(0, RUNS / 2));
        collect(RUNS / 2);
        handIn(folder, model, sweep.runs().subList(RUNS / 2, RUNS));
        collect(RUNS);
        collect(RUNS);
        System.gc();
        assertThat(Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory())
                .isLessThan(400L << 20);
    }

    private void tell(String what) {
        long now = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        System.out.printf("%s in %.1f s of processor time%n", what, (now - before) * 1e-9);
        before = now;
    }

    private void collect(int done) {
        before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        try (RunStore store = RunStore.open(root.resolve("home"))) {
            BatchFolder folder = BatchFolder.open(root.resolve("batch"));
            BatchCollection collection =
                    BatchCollection.of(folder, folder.manifest().sweep(), store);
            assertThat(collection.count(BatchCollection.State.DONE)).isEqualTo(done);
            assertThat(collection.runs()).hasSize(RUNS);
        }
        tell("collected " + done);
    }

    /// Copies of one run under other settings.
    private static void handIn(BatchFolder folder, RunBundle model, List<TrainParameters> runs) {
        for (TrainParameters parameters : runs) {
            String identity = TrainJson.identity(parameters);
            RunRecord run = new RunRecord(
                    1,
                    "nanda-s" + parameters.training().seed() + "-" + identity.substring(0, 8),
                    model.run().experiment(),
                    parameters.preset(),
                    parameters.training().seed(),
                    identity,
                    1,
                    TrainJson.configuration(parameters),
                    model.run().provenance(),
                    model.run().status(),
                    model.run().step(),
                    1,
                    model.run().resultJson());
            RunSeries series = new RunSeries(run.name(), model.series().columns(), BatchSamples.rows(model.series()));
            Path file = folder.path().resolve("bundles").resolve(identity + ".bundle");
            BundleFile.write(file, Stream.of(new RunBundle(run, model.sessions(), series, null, List.of())));
        }
    }
}
