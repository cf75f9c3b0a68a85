// SPDX-License-Identifier: Apache-2.0
package calorimeter.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calorimeter.cluster.remote.Cluster;
import calorimeter.cluster.remote.ClusterEngine;
import calorimeter.cluster.share.BundleFolder;
import calorimeter.lab.run.Presets;
import calorimeter.lab.run.SettingValues;
import calorimeter.lab.run.TrainParameters;
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
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A sweep on Spark is the sweep, bit for bit, however often it is stopped.
@Timeout(600)
class SparkSweepTest {

    private static final int RUNS = 6;

    @TempDir
    private Path root;

    private final Sweep sweep =
            Sweep.of("s", IntStream.range(0, RUNS).mapToObj(SparkSweepTest::run).toList());

    private static TrainParameters run(int seed) {
        SettingValues values = SettingValues.ofPreset(Presets.NANDA.key());
        Map.of("p", "7", "max-steps", "200", "stop", "budget", "log-every", "20", "seed", Integer.toString(seed))
                .forEach((key, value) -> values.put(key, value, "--" + key));
        return TrainParameters.of(Presets.NANDA.key(), values);
    }

    private ClusterEngine.Wish wish(String master, @Nullable Path shared) {
        return new ClusterEngine.Wish(master, 1, shared, Duration.ofSeconds(1), "1", null, root.resolve("spark.log"));
    }

    private SweepSummary onSpark(RunStore store, String master, SweepListener listener, int stopAfter) {
        AtomicInteger asked = new AtomicInteger();
        SweepRunner.Options options = SweepRunner.Options.of(1, "1", null)
                .withStop(() -> stopAfter > 0 && asked.incrementAndGet() > stopAfter);
        try (Cluster cluster = SparkCluster.connect(wish(master, root.resolve("shared")))) {
            SweepSummary summary = new SweepRunner(store, options, cluster.executor(store)).run(sweep, listener);
            assertThat(cluster.remarks()).isEmpty();
            return summary;
        }
    }

    private void assertSameAsLocal(RunStore store) {
        try (RunStore local = RunStore.open(root.resolve("local"))) {
            new SweepRunner(local, SweepRunner.Options.of(2, "1", null)).run(sweep, SweepListener.NONE);
            assertThat(store.runs()).hasSize(RUNS);
            for (RunRecord run : local.runs()) {
                store.pack(store.find(run.name())).requireSameBits(local.pack(run), "local");
            }
        }
    }

    @Test
    void itIsTheSweepBitForBit() {
        try (RunStore store = RunStore.open(root.resolve("home"))) {
            SweepSummary summary = onSpark(store, "local[2]", SweepListener.NONE, 0);
            assertThat(summary).isEqualTo(new SweepSummary(RUNS, RUNS, 0, 0, 0, 0));
            assertSameAsLocal(store);
        }
    }

    /// What the store has of a run goes to the executor; what a stopped task had reached lies in the shared
    /// folder.
    @Test
    void aStoppedSweepGoesOn() {
        try (RunStore store = RunStore.open(root.resolve("home"))) {
            AtomicInteger steps = new AtomicInteger();
            new SweepRunner(store, SweepRunner.Options.of(1, "1", null).withStop(() -> steps.incrementAndGet() > 250))
                    .run(sweep, SweepListener.NONE);
            assertThat(SweepRun.count(SweepRun.of(store, sweep), SweepRun.State.INTERRUPTED))
                    .isEqualTo(1);
            onSpark(store, "local[2]", SweepListener.NONE, 12);
            SweepSummary summary = onSpark(store, "local[2]", SweepListener.NONE, 0);
            assertThat(summary.completed()).isEqualTo(RUNS);
            assertThat(store.runs())
                    .anySatisfy(run -> assertThat(store.sessions(run)).hasSizeGreaterThan(1));
            assertSameAsLocal(store);
        }
    }

    @Test
    void aFolderThatIsNotSharedIsFoundOut() throws IOException {
        Path shared = Files.createDirectories(root.resolve("shared"));
        try (RunStore store = RunStore.open(root.resolve("home"));
                Cluster cluster = SparkCluster.connect(wish("local[2]", shared))) {
            assertThat(cluster.executors())
                    .singleElement()
                    .satisfies(
                            executor -> assertThat(cluster.problems(executor)).isEmpty());
            try (var files = Files.list(shared)) {
                for (Path token : files.filter(Files::isRegularFile).toList()) {
                    Files.delete(token);
                }
            }
            assertThatThrownBy(() -> cluster.executor(store))
                    .isInstanceOf(SweepException.class)
                    .hasMessageContaining("does not see what this machine wrote");
        }
    }

    /// A full or missing shared folder costs time alone.
    @Test
    void aSharedFolderThatFailsOnTheWayIsARemark() throws IOException {
        BundleFolder folder = BundleFolder.create(root.resolve("full"));
        Path bundles = root.resolve("full/bundles");
        Files.delete(bundles);
        Files.writeString(bundles, "in the way");
        try (RunStore local = RunStore.open(root.resolve("local"))) {
            new SweepRunner(local, SweepRunner.Options.of(2, "1", null))
                    .run(Sweep.of("one", sweep.runs().subList(0, 1)), SweepListener.NONE);
            HandBack handBack = new HandBack(folder, null);
            handBack.handIn(local.pack(local.runs().getFirst()));
            assertThat(handBack.remarks()).singleElement().asString().contains("cannot write");
            assertThat(handBack.answer(1).bundle()).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "local[x] | must be a master of Spark",
                "spark://127.0.0.1:1 | does not answer; start it",
                "mesos://host:5050 | must be a master of Spark"
            })
    void aMasterThatIsNoneIsOneLine(String master, String complaint) {
        assertThatThrownBy(() -> SparkCluster.connect(wish(master, null)))
                .isInstanceOf(SweepException.class)
                .hasMessageContaining(complaint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.5.1", "4.1.0", "of an unknown version"})
    void anotherSparkIsRefused(String version) {
        assertThatThrownBy(() -> Connection.requireVersion(version))
                .isInstanceOf(SweepException.class)
                .hasMessageContaining("is built for 4.2.0");
    }

    @Test
    void aSharedFolderMustBeWritable() {
        assertThatThrownBy(() -> SparkCluster.connect(wish("local", Path.of("/dev/null/x"))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot write to /dev/null/x");
    }
}
