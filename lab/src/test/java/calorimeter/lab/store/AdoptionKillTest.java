// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A process that is killed with SIGKILL at a random instant while it adds runs leaves each of them whole, as
/// it was before, or absent.
@Timeout(120)
class AdoptionKillTest {

    private static final int KILLS = 8;
    private static final int RUNS = 6;
    private static final int STEPS = 300;
    private static final int BEGUN = 100;

    @TempDir
    Path folder;

    @Test
    void everyRunIsWholeOrAbsent() throws Exception {
        Path begun = folder.resolve("begun.bundle");
        Path file = folder.resolve("runs.bundle");
        Path home = folder.resolve("here");
        List<RunBundle> packed = new ArrayList<>();
        try (RunStore there = RunStore.open(folder.resolve("there"))) {
            for (int seed = 0; seed < RUNS; seed++) {
                packed.add(there.pack(Samples.run(there, seed, STEPS, RunStatus.COMPLETED)));
            }
        }
        BundleFile.write(file, packed.stream());
        try (RunStore there = RunStore.open(folder.resolve("begun"))) {
            BundleFile.write(
                    begun,
                    IntStream.range(0, RUNS)
                            .mapToObj(seed -> there.pack(Samples.run(there, seed, BEGUN, RunStatus.INTERRUPTED))));
        }
        Random random = new Random(20261201);
        for (int kill = 0; kill < KILLS; kill++) {
            try (ChildProcess child =
                    ChildProcess.run(EndlessAdding.class, home.toString(), begun.toString(), file.toString())) {
                for (int added = random.nextInt(3 * RUNS); added >= 0; added--) {
                    assertThat(child.readLine()).as("the child ended by itself").isNotNull();
                }
                Thread.sleep(random.nextInt(30), random.nextInt(1_000_000));
                child.kill();
            }
            assertWhole(home);
        }
        try (RunStore store = RunStore.open(home)) {
            BundleFile.read(file, store::adopt);
            for (RunBundle original : packed) {
                RunRecord run = store.find(original.run().name());
                assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
                assertThat(store.series(run).matrix())
                        .isDeepEqualTo(original.series().matrix());
                assertThat(store.checkpoints(run).latest()).hasValue(original.checkpoint());
            }
            assertThat(store.runs())
                    .extracting(RunRecord::name)
                    .containsExactlyInAnyOrderElementsOf(
                            packed.stream().map(bundle -> bundle.run().name()).toList());
        }
    }

    private static void assertWhole(Path home) throws IOException {
        try (RunStore store = RunStore.open(home)) {
            for (RunRecord run : store.runs()) {
                boolean ended = run.status() == RunStatus.COMPLETED;
                long latest = store.checkpoints(run).latest().orElseThrow().step();
                assertThat(store.series(run).size()).isEqualTo(ended ? STEPS : BEGUN);
                assertThat(latest).isIn((long) BEGUN, (long) (ended ? STEPS : BEGUN));
            }
            // A folder with nothing but a lock, as a process leaves that was killed before it noted a name, is
            // nobody's.
            try (Stream<Path> folders = Files.list(home.resolve("runs"))) {
                assertThat(folders.filter(path -> Files.exists(RunFolders.checkpoints(path)))
                                .map(path -> path.getFileName().toString()))
                        .as("folders with checkpoints")
                        .containsExactlyInAnyOrderElementsOf(
                                store.runs().stream().map(RunRecord::name).toList());
            }
        }
    }
}
