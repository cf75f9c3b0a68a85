// SPDX-License-Identifier: Apache-2.0
package calorimeter.cluster.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calorimeter.lab.run.TinyRuns;
import calorimeter.lab.store.ReproducibilityException;
import calorimeter.lab.store.RunBundle;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.store.StoreException;
import calorimeter.lab.sweep.Sweep;
import calorimeter.lab.sweep.SweepException;
import calorimeter.lab.sweep.SweepListener;
import calorimeter.lab.sweep.SweepRun;
import calorimeter.lab.sweep.SweepRunner;
import calorimeter.lab.sweep.SweepSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tasks of an array job compute what a local sweep computes, bit for bit, in however many attempts.
class BatchTaskTest {

    private final Sweep sweep = BatchSamples.sweep(3);

    @TempDir
    private Path root;

    private BatchFolder plan(int tasks) {
        return BatchFolder.plan(root.resolve("batch"), BatchManifest.of(sweep, BatchSamples.PROGRAM, tasks));
    }

    private BatchCollection collect(BatchFolder folder) {
        try (RunStore store = RunStore.open(root.resolve("home"))) {
            return BatchCollection.of(folder, sweep, store);
        }
    }

    @Test
    void theTasksTogetherAreTheSweep() {
        BatchFolder folder = plan(2);
        assertThat(collect(folder).count(BatchCollection.State.MISSING)).isEqualTo(3);
        BatchSamples.compute(folder, 1, () -> false);
        assertThat(collect(folder).runs())
                .extracting(BatchCollection.Standing::state)
                .containsExactly(
                        BatchCollection.State.MISSING, BatchCollection.State.DONE, BatchCollection.State.MISSING);
        assertThat(collect(folder).stoppedTasks()).containsExactly(0);
        BatchSamples.compute(folder, 0, () -> false);
        for (int times = 0; times < 2; times++) {
            assertThat(collect(folder).count(BatchCollection.State.DONE)).isEqualTo(3);
        }
        assertSameAsLocal();
    }

    private void assertSameAsLocal() {
        try (RunStore store = RunStore.open(root.resolve("home"));
                RunStore local = RunStore.open(root.resolve("local"))) {
            new SweepRunner(local, BatchSamples.options(() -> false)).run(sweep, SweepListener.NONE);
            assertThat(store.runs()).hasSize(3);
            assertThat(store.sweep("s")).isEqualTo(local.sweep("s"));
            for (RunRecord run : local.runs()) {
                RunRecord same = store.find(run.name());
                assertThat(TinyRuns.bits(store.series(same))).isEqualTo(TinyRuns.bits(local.series(run)));
                store.pack(same).requireSameBits(local.pack(run), "local");
            }
        }
    }

    @Test
    void aStoppedTaskGoesOnElsewhereFromWhereItStopped() {
        BatchFolder folder = plan(1);
        AtomicInteger steps = new AtomicInteger();
        SweepSummary stopped = BatchSamples.compute(folder, 0, () -> steps.incrementAndGet() > 100);
        assertThat(stopped.interrupted()).isPositive();
        assertThat(root.resolve("batch/unfinished")).isNotEmptyDirectory();

        // The first host's disk is gone: an orderly end removes what was handed in.
        SweepSummary done = BatchSamples.compute(folder, 0, () -> false);

        assertThat(done.completed()).isEqualTo(3);
        assertThat(root.resolve("batch/unfinished")).isEmptyDirectory();
        collect(folder);
        assertSameAsLocal();
        try (RunStore store = RunStore.open(root.resolve("home"))) {
            assertThat(store.runs())
                    .anySatisfy(run -> assertThat(store.sessions(run)).hasSize(2));
        }
    }

    @Test
    void aTaskOfAnotherProgramComputesNothing() {
        BatchFolder folder = plan(1);
        BatchManifest.Program other = new BatchManifest.Program("2", null, "1".repeat(64), 4);
        assertThatThrownBy(() ->
                        new BatchTask(folder, 0, BatchSamples.options(() -> false), SweepListener.NONE).run(other))
                .isInstanceOf(SweepException.class)
                .hasMessageContaining("install the same program on all hosts");
    }

    @Test
    void aDamagedBundleIsComputedAgain() throws IOException {
        BatchFolder folder = plan(1);
        BatchSamples.compute(folder, 0, () -> false);
        Path bundle = root.resolve("batch/bundles/" + sweep.members().get(1).identity() + ".bundle");
        byte[] whole = Files.readAllBytes(bundle);
        Files.write(bundle, Arrays.copyOf(whole, whole.length / 2));
        assertThat(collect(folder).runs().get(1).state()).isEqualTo(BatchCollection.State.MISSING);
        assertThat(collect(folder).runs().get(1).reason()).contains("damaged");

        BatchSamples.compute(folder, 0, () -> false);

        assertThat(collect(folder).count(BatchCollection.State.DONE)).isEqualTo(3);
        assertSameAsLocal();
    }

    @Test
    void aFolderThatCannotBeWrittenStopsTheTaskAndLosesNothing() throws IOException {
        BatchFolder folder = plan(1);
        Path bundles = root.resolve("batch/bundles");
        Files.delete(bundles);
        Files.writeString(bundles, "in the way");
        assertThatThrownBy(() -> BatchSamples.compute(folder, 0, () -> false)).isInstanceOf(StoreException.class);
        Files.delete(bundles);
        Files.createDirectory(bundles);

        AtomicInteger steps = new AtomicInteger();
        BatchSamples.compute(folder, 0, () -> steps.incrementAndGet() < 0);

        assertThat(steps.get()).as("the first run had ended before").isLessThan(3 * 60);
        assertThat(collect(folder).count(BatchCollection.State.DONE)).isEqualTo(3);
        assertSameAsLocal();
    }

    @Test
    void otherBitsAreKeptBesideAndNeitherWins() {
        BatchFolder folder = plan(1);
        RunBundle run = BatchSamples.computed(root.resolve("one"), sweep.runs().get(0), Integer.MAX_VALUE);
        folder.bundles().handIn(run);
        folder.bundles().handIn(run);
        assertThat(folder.bundles().ended().get(run.run().identity())).hasSize(1);
        assertThatThrownBy(() -> folder.bundles().handIn(BatchSamples.tampered(run)))
                .isInstanceOf(ReproducibilityException.class)
                .hasMessageContaining("was computed by a processor, a kernel, a JVM, a system");
        assertThat(folder.bundles().ended().get(run.run().identity())).hasSize(2);

        BatchCollection.Standing conflict = collect(folder).runs().getFirst();

        assertThat(conflict.state()).isEqualTo(BatchCollection.State.CONFLICT);
        assertThat(conflict.reason()).contains("but other bits: at step 0 column");
        assertThat(collect(folder).runs().getFirst()).isEqualTo(conflict);
    }

    @Test
    void whatTheStoreHasIsHandedInFirst() {
        BatchFolder folder = plan(1);
        try (RunStore store = RunStore.open(root.resolve("home"))) {
            TinyRuns.start(store, sweep.runs().get(0));
            TinyRuns.start(store, sweep.runs().get(1), 1, 20);
            folder.handIn(SweepRun.of(store, sweep), store);
        }
        assertThat(folder.bundles().latest(sweep.members().get(0).identity())).isPresent();
        assertThat(folder.bundles()
                        .latest(sweep.members().get(1).identity())
                        .orElseThrow()
                        .run()
                        .step())
                .isEqualTo(20);
        assertThat(folder.bundles().latest(sweep.members().get(2).identity())).isEmpty();
    }
}
