// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calorimeter.lab.store.RunStore.Change;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Runs of one store in another.
class RunAdoptionTest {

    @TempDir
    Path folder;

    private Path home;
    private RunStore there;
    private RunStore here;

    @BeforeEach
    void open() {
        home = folder.resolve("here");
        there = RunStore.open(folder.resolve("there"));
        here = RunStore.open(home);
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    private static Checkpoint checkpoint(RunStore store, RunRecord run) {
        return store.checkpoints(run).latest().orElseThrow();
    }

    @Test
    void aRunIsTheSameInTheOtherStore() {
        RunRecord original = Samples.run(there, 1, 40, RunStatus.COMPLETED);
        RunBundle bundle = there.pack(original);

        RunStore.Adoption adoption = here.adopt(bundle);

        assertThat(adoption.change()).isEqualTo(Change.ADDED);
        RunRecord run = here.find(original.name());
        assertThat(adoption.run()).isEqualTo(run);
        assertThat(run).usingRecursiveComparison().ignoringFields("id").isEqualTo(original);
        assertThat(here.columns(run)).isEqualTo(Samples.COLUMNS);
        assertThat(here.sessions(run)).isEqualTo(there.sessions(original));
        assertThat(here.series(run).matrix())
                .isDeepEqualTo(there.series(original).matrix());
        assertThat(here.series(run).wallSeconds())
                .isEqualTo(there.series(original).wallSeconds());
        assertThat(checkpoint(here, run)).isEqualTo(bundle.checkpoint());
        assertThat(here.pack(run).checkpoint()).isEqualTo(bundle.checkpoint());
    }

    @Test
    void onlyAnUnfinishedRunCarriesItsOptimiser() {
        RunBundle ended = there.pack(Samples.run(there, 1, 4, RunStatus.COMPLETED));
        RunBundle unfinished = there.pack(Samples.run(there, 2, 4, RunStatus.INTERRUPTED));

        assertThat(Objects.requireNonNull(ended.checkpoint()).tensors())
                .extracting(TensorData::name)
                .containsExactly("moments", "weights");
        assertThat(Objects.requireNonNull(unfinished.checkpoint()).tensors())
                .extracting(TensorData::name)
                .containsExactly("moments", Checkpoint.OPTIMIZER + "first/weights", "weights");
    }

    @Test
    void addingTwiceChangesNothing() {
        RunBundle bundle = there.pack(Samples.run(there, 1, 40, RunStatus.COMPLETED));
        RunBundle unfinished = there.pack(Samples.run(there, 2, 3, RunStatus.INTERRUPTED));
        here.adopt(bundle);
        here.adopt(unfinished);
        List<RunRecord> before = here.runs();

        assertThat(here.adopt(bundle)).isEqualTo(new RunStore.Adoption(before.get(1), Change.NONE));
        assertThat(here.adopt(unfinished)).isEqualTo(new RunStore.Adoption(before.get(0), Change.NONE));
        assertThat(there.adopt(bundle).change()).isEqualTo(Change.NONE);
        assertThat(here.runs()).isEqualTo(before);
    }

    /// What computed a run, and how long that took, is no part of it.
    @Test
    void aRunComputedHereIsTheSameRun() {
        RunBundle bundle = there.pack(Samples.run(there, 1, 3, RunStatus.COMPLETED));
        try (RunHandle run = here.start(Samples.description(1))) {
            Samples.rows(1, 3).forEach(row -> here.append(run, row.step(), 99, row.values()));
            run.checkpoints(2).write(Samples.checkpoint(3));
            here.finish(run, RunStatus.COMPLETED, 3, 99, "{\"wall_seconds\":99}");
        }

        assertThat(here.adopt(bundle).change()).isEqualTo(Change.NONE);
        assertThat(here.runs()).hasSize(1);
    }

    private void assertRefused(RunBundle bundle, String difference) {
        List<RunRecord> before = here.runs();
        assertThatThrownBy(() -> here.adopt(bundle))
                .isInstanceOf(ReproducibilityException.class)
                .hasMessageContaining(difference)
                .hasMessageContaining("this store's was computed by a processor, vector, 256 bits, a JVM, a system")
                .hasMessageContaining("the bundle's by a processor, vector, 256 bits, a JVM, a system");
        assertThatThrownBy(() -> here.requireSameBits(bundle)).isInstanceOf(ReproducibilityException.class);
        assertThat(here.runs()).isEqualTo(before);
        assertThat(home.resolve("runs"))
                .isDirectoryNotContaining(path -> path.toString().endsWith(".2"));
    }

    @Test
    void otherRowsAreRefused() {
        RunBundle bundle = there.pack(Samples.run(there, 1, 10, RunStatus.COMPLETED));
        try (RunHandle run = here.start(Samples.description(1))) {
            here.append(run, Samples.rows(1, 4));
            here.append(run, 5, 0, new double[] {1 / 6.0, Math.sqrt(5.0), Math.nextUp(-2.5)});
        }

        assertRefused(bundle, "at step 5 column U.0.0 is -2.4999999999999996 (bits 0x");
    }

    @Test
    void otherParametersAreRefused() {
        RunBundle bundle = there.pack(Samples.run(there, 1, 10, RunStatus.COMPLETED));
        RunRecord run = Samples.run(here, 1, 10, RunStatus.COMPLETED);
        here.checkpoints(run).write(new Checkpoint(10, Samples.checkpoint(11).tensors(), java.util.Map.of()));

        assertRefused(bundle, "the checkpoints of step 10 differ in moments");
    }

    @Test
    void anotherEndIsRefused() {
        RunBundle longer = there.pack(Samples.run(there, 1, 10, RunStatus.COMPLETED));
        Samples.run(here, 1, 9, RunStatus.COMPLETED);

        assertRefused(longer, "it has COMPLETED at step 9, not COMPLETED at step 10");
    }

    private static RunBundle cut(RunBundle bundle, RunStatus status, int rows) {
        RunRecord run = bundle.run().withStatus(status);
        RunSeries series = bundle.series();
        return new RunBundle(
                run,
                bundle.sessions(),
                new RunSeries(run.name(), series.columns(), series.rows().subList(0, rows)),
                bundle.checkpoint(),
                List.of());
    }

    @Test
    void anEndThatTheOtherHasPassedIsRefused() {
        RunBundle ended = there.pack(Samples.run(there, 1, 9, RunStatus.COMPLETED));
        Samples.run(here, 1, 10, RunStatus.INTERRUPTED);

        assertRefused(ended, "it has INTERRUPTED at step 10, not COMPLETED at step 9");
    }

    @Test
    void rowsThatAnEndedRunLacksAreRefused() {
        RunBundle ended = there.pack(Samples.run(there, 1, 9, RunStatus.COMPLETED));
        Samples.run(here, 1, 9, RunStatus.INTERRUPTED);

        assertRefused(cut(ended, RunStatus.COMPLETED, 8), "it has 9 rows, not 8");
    }

    /// The result stays when checkpoints are deleted.
    @Test
    void otherDigestsOfTheParametersAreRefused() {
        RunBundle bundle = there.pack(ended(there, "{\"parameters_sha256\":\"aa\"}"));
        ended(here, "{\"parameters_sha256\":\"bb\"}");

        assertThat(bundle.checkpoint()).isNull();
        assertRefused(bundle, "its parameters_sha256 is bb, not aa");
    }

    private static RunRecord ended(RunStore store, String result) {
        try (RunHandle run = store.start(Samples.description(1))) {
            store.append(run, Samples.rows(1, 3));
            store.finish(run, RunStatus.COMPLETED, 3, 1, result);
            return store.find(run.name());
        }
    }

    @Test
    void twoBundlesOfOneIdentityAreCompared() {
        RunBundle earlier = there.pack(Samples.run(there, 1, 4, RunStatus.INTERRUPTED));
        RunBundle ended = here.pack(Samples.run(here, 1, 9, RunStatus.COMPLETED));
        ended.requireSameBits(earlier, "another bundle");
        earlier.requireSameBits(ended, "another bundle");

        assertThatThrownBy(() -> ended.requireSameBits(
                        there.pack(Samples.run(there, 1, 10, RunStatus.COMPLETED)), "another bundle"))
                .isInstanceOf(ReproducibilityException.class)
                .hasMessageContaining(".2 in another bundle but other bits: it has COMPLETED at step 10, not COMPLETED")
                .hasMessageContaining("; another bundle's was computed by a processor, vector, 256 bits, a JVM");
    }

    @Test
    void aCheckpointThatIsMissingIsPutBack() {
        RunBundle bundle = there.pack(Samples.run(there, 1, 40, RunStatus.COMPLETED));
        RunRecord run = here.adopt(bundle).run();
        RunFolders.remove(RunFolders.checkpoints(here.folder(run)));

        assertThat(here.adopt(bundle)).isEqualTo(new RunStore.Adoption(run, Change.CHECKPOINT_ADDED));
        assertThat(checkpoint(here, run)).isEqualTo(bundle.checkpoint());
        assertThat(here.adopt(bundle)).isEqualTo(new RunStore.Adoption(run, Change.NONE));
    }

    /// Its last state is the one that reports read.
    @Test
    void anEarlierCheckpointIsNotPutIntoARunThatHasEnded() {
        RunBundle earlier = there.pack(Samples.run(there, 1, 4, RunStatus.INTERRUPTED));
        RunRecord run = Samples.run(here, 1, 9, RunStatus.COMPLETED);
        RunFolders.remove(RunFolders.checkpoints(here.folder(run)));

        assertThat(here.adopt(earlier)).isEqualTo(new RunStore.Adoption(run, Change.NONE));
        assertThat(here.checkpoints(run).steps()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = RunStatus.class,
            names = {"INTERRUPTED", "FAILED", "COMPLETED", "DIVERGED"})
    void anUnfinishedRunIsCarriedForward(RunStatus end) {
        RunRecord begun = Samples.run(here, 1, 4, RunStatus.INTERRUPTED);
        RunBundle further = there.pack(Samples.run(there, 1, 10, end));

        RunStore.Adoption adoption = here.adopt(further);

        assertThat(adoption.change()).isEqualTo(Change.CARRIED_FORWARD);
        assertThat(here.runs()).containsExactly(adoption.run());
        assertThat(adoption.run())
                .usingRecursiveComparison()
                .ignoringFields("id")
                .isEqualTo(further.run());
        assertThat(adoption.run().id()).isEqualTo(begun.id());
        assertThat(here.series(begun).matrix()).isDeepEqualTo(further.series().matrix());
        assertThat(checkpoint(here, begun)).isEqualTo(further.checkpoint());
        assertThat(here.adopt(further)).isEqualTo(new RunStore.Adoption(adoption.run(), Change.NONE));
    }

    @Test
    void sessionsOfBothStoresAreKept() {
        Provenance elsewhere = new Provenance("0.1.0", null, "a JVM", "x", "y", "z", 4, Instant.EPOCH);
        RunRecord run = there.adopt(here.pack(Samples.run(here, 1, 4, RunStatus.INTERRUPTED)))
                .run();
        try (RunHandle handle = there.resume(run, elsewhere)) {
            there.append(handle, Samples.rows(5, 9));
            handle.checkpoints(2).write(Samples.checkpoint(9));
            there.finish(handle, RunStatus.INTERRUPTED, 9, 1, null);
        }

        RunRecord returned = here.adopt(there.pack(there.find(run.name()))).run();

        assertThat(here.runs()).containsExactly(returned);
        assertThat(here.sessions(returned)).containsExactly(Samples.PROVENANCE, elsewhere);
        assertThat(here.series(returned).size()).isEqualTo(9);
        assertThat(checkpoint(here, returned).step()).isEqualTo(9);
    }

    @Test
    void theSameOrAShorterStateChangesNothing() {
        RunBundle shorter = there.pack(Samples.run(there, 1, 3, RunStatus.INTERRUPTED));
        RunRecord run = Samples.run(here, 1, 4, RunStatus.INTERRUPTED);

        assertThat(here.adopt(shorter)).isEqualTo(new RunStore.Adoption(run, Change.NONE));
        assertThat(here.adopt(here.pack(run))).isEqualTo(new RunStore.Adoption(run, Change.NONE));
        assertThat(here.checkpoints(run).steps()).containsExactly(4L);
    }

    /// As far in rows, but its checkpoints are older or gone: it would begin from the start.
    @Test
    void anUnfinishedRunGetsALaterCheckpoint() {
        RunBundle bundle = there.pack(Samples.run(there, 1, 4, RunStatus.INTERRUPTED));
        RunRecord run = here.adopt(bundle).run();
        RunFolders.remove(RunFolders.checkpoints(here.folder(run)));
        here.checkpoints(run).write(Samples.checkpoint(2));

        assertThat(here.adopt(bundle)).isEqualTo(new RunStore.Adoption(run, Change.CHECKPOINT_ADDED));
        assertThat(here.checkpoints(run).steps()).containsExactly(2L, 4L);
    }

    @Test
    void aRunThatIsBeingComputedIsNotCarriedForward() {
        RunBundle further = there.pack(Samples.run(there, 1, 10, RunStatus.INTERRUPTED));
        RunBundle shorter = cut(further, RunStatus.INTERRUPTED, 0);
        try (RunHandle run = here.start(Samples.description(1))) {
            here.append(run, Samples.rows(1, 10));
            assertThat(here.adopt(shorter).change()).isEqualTo(Change.NONE);
        }
        RunRecord begun = here.runs().getFirst();
        try (RunHandle run = here.resume(begun, Samples.PROVENANCE)) {
            assertThatThrownBy(() -> here.adopt(
                            cut(there.pack(Samples.run(there, 1, 11, RunStatus.COMPLETED)), RunStatus.COMPLETED, 11)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("run " + run.name() + " is being written by this process; wait until");
        }
        assertThat(here.runs()).hasSize(1);
    }

    @Test
    void rowsOfOtherColumnsBecomeAnotherAttempt() {
        RunBundle bundle = there.pack(Samples.run(there, 1, 10, RunStatus.COMPLETED));
        RunDescription described = Samples.description(1);
        RunRecord begun;
        try (RunHandle run = here.start(new RunDescription(
                described.experiment(),
                described.preset(),
                described.seed(),
                described.configurationJson(),
                described.identity(),
                Samples.COLUMNS.subList(0, 1),
                Samples.PROVENANCE))) {
            here.append(run, 1, 0, new double[] {Samples.values(1)[0]});
        }
        begun = here.runs().getFirst();

        RunStore.Adoption adoption = here.adopt(bundle);

        assertThat(adoption.change()).isEqualTo(Change.ADDED);
        assertThat(adoption.run().name()).isEqualTo(begun.name() + ".2");
        assertThat(adoption.run().attempt()).isEqualTo(2);
        assertThat(here.adopt(bundle)).isEqualTo(new RunStore.Adoption(adoption.run(), Change.NONE));
        assertThat(here.find(begun.name())).isEqualTo(begun);
    }

    @Test
    void anAttemptKeepsItsNumberWhereItIsFree() {
        Samples.run(there, 1, 2, RunStatus.FAILED);
        RunRecord second = Samples.run(there, 1, 10, RunStatus.COMPLETED);

        assertThat(here.adopt(there.pack(second)).run().name())
                .isEqualTo(second.name())
                .endsWith(".2");
    }

    @Test
    void anInterruptedRunGoesOnWhereItIsAdded() {
        RunRecord run = here.adopt(there.pack(Samples.run(there, 1, 4, RunStatus.INTERRUPTED)))
                .run();
        try (RunHandle handle = here.resume(run, Samples.PROVENANCE)) {
            assertThat(handle.checkpoints(2).latest().orElseThrow().step()).isEqualTo(4);
            here.append(handle, Samples.rows(4, 9));
            here.finish(handle, RunStatus.COMPLETED, 9, 1, null);
        }

        assertThat(here.series(run).size()).isEqualTo(9);
        assertThat(here.sessions(run)).hasSize(2);
        assertThat(here.adopt(there.pack(there.runs().getFirst())).change())
                .as("an earlier state of a run that has ended here")
                .isEqualTo(Change.NONE);
    }

    @Test
    void aRunThatIsBeingComputedIsNotPacked() {
        try (RunHandle run = there.start(Samples.description(1))) {
            assertThatThrownBy(() -> there.pack(there.find(run.name())))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("cannot pack run " + run.name() + ": a process is computing it; wait until it has"
                            + " finished, or stop it");
        }
        assertThat(there.pack(there.runs().getFirst()).run().status()).isEqualTo(RunStatus.INTERRUPTED);
    }

    @Test
    void severalProcessesThatAddTheSameRunAddItOnce() {
        RunBundle bundle = there.pack(Samples.run(there, 1, 200, RunStatus.COMPLETED));
        List<CompletableFuture<RunStore.Adoption>> adding = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            adding.add(CompletableFuture.supplyAsync(() -> {
                try (RunStore store = RunStore.open(home)) {
                    return store.adopt(bundle);
                }
            }));
        }
        List<RunStore.Adoption> adopted =
                adding.stream().map(CompletableFuture::join).toList();

        assertThat(adopted)
                .filteredOn(adoption -> adoption.change() == Change.ADDED)
                .hasSize(1);
        assertThat(here.runs()).hasSize(1);
        assertThat(home.resolve("runs"))
                .isDirectoryNotContaining(path -> path.toString().endsWith(".2"));
    }

    /// A limit on the file's pages gives the same result code as a disk without space.
    @Test
    void aFullDiskAddsNothing() throws Exception {
        RunBundle bundle = there.pack(Samples.run(there, 1, 5000, RunStatus.COMPLETED));
        long pages = SqliteProbe.number(home, "SELECT page_count FROM pragma_page_count");
        here.database().execute("PRAGMA max_page_count = " + (pages + 2));

        assertThatThrownBy(() -> here.adopt(bundle))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the disk is full; free some space");
        assertThat(here.runs()).isEmpty();
        assertThat(Files.exists(home.resolve("runs").resolve(bundle.run().name())))
                .isFalse();

        here.database().execute("PRAGMA max_page_count = 1000000");
        assertThat(here.adopt(bundle).run().name()).isEqualTo(bundle.run().name());
    }
}
