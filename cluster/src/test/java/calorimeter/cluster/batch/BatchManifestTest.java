// SPDX-License-Identifier: Apache-2.0
package calorimeter.cluster.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calorimeter.cluster.share.ProgramFiles;
import calorimeter.lab.store.StoreException;
import calorimeter.lab.sweep.Sweep;
import calorimeter.lab.sweep.SweepException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The plan of an array job is what was written, or refused.
class BatchManifestTest {

    private final Sweep sweep = BatchSamples.sweep(7);
    private final BatchManifest manifest = BatchManifest.of(sweep, BatchSamples.PROGRAM, 3);

    @TempDir
    private Path folder;

    @Test
    void isReadAsItWasWritten() {
        BatchManifest read = BatchManifest.parse("there", manifest.text());

        assertThat(read.text()).isEqualTo(manifest.text());
        assertThat(read.sweep().members()).isEqualTo(sweep.members());
        assertThat(read.sweep().identity()).isEqualTo(read.identity());
        assertThat(read.program()).isEqualTo(manifest.program());
    }

    @Test
    void everyRunIsInOneShare() {
        List<String> identities = new ArrayList<>();
        for (int task = 0; task < 3; task++) {
            manifest.share(task).members().forEach(run -> identities.add(run.identity()));
        }
        assertThat(identities)
                .containsExactlyInAnyOrderElementsOf(
                        sweep.members().stream().map(run -> run.identity()).toList());
        assertThat(manifest.share(2).members())
                .containsExactly(sweep.members().get(2), sweep.members().get(5));
        assertThat(manifest.taskOf(5)).isEqualTo(2);
    }

    @Test
    void anEditedOneIsRefused() {
        String text = manifest.text();
        String edited = text.replace("\"tasks\":3", "\"tasks\":2");
        assertThat(edited).isNotEqualTo(text);
        for (String wrong : List.of(edited, text.replace("\"seed\":\"4\"", "\"seed\":\"5\""), text.stripTrailing())) {
            assertThatThrownBy(() -> BatchManifest.parse("there", wrong))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("there has been edited or damaged");
        }
        assertThatThrownBy(() -> BatchManifest.parse("there", "{}"))
                .hasMessageContaining("there is not the manifest of a batch");
    }

    @Test
    void onesOfOtherSweepsProgramsAndTasksAreRefusedWithWhatDiffers() {
        BatchFolder.plan(folder, manifest);
        assertThatThrownBy(() ->
                        BatchFolder.plan(folder, BatchManifest.of(BatchSamples.sweep(8), BatchSamples.PROGRAM, 3)))
                .isInstanceOf(SweepException.class)
                .hasMessageContaining("it has 7, asked for are 8, and 7 are in both");
        assertThatThrownBy(() -> BatchFolder.plan(folder, BatchManifest.of(sweep, BatchSamples.PROGRAM, 4)))
                .hasMessageContaining("was planned for 3 tasks, not 4");
        BatchManifest.Program newer = new BatchManifest.Program("2", "def", "1".repeat(64), 4);
        assertThatThrownBy(() -> BatchFolder.plan(folder, BatchManifest.of(sweep, newer, 3)))
                .hasMessageContaining(
                        "was planned by Calorimeter 1 (commit abc), numeric version 4, class files 00000000"
                                + ", but this host runs Calorimeter 2 (commit def), numeric version 4, class files 11111111");
        assertThatThrownBy(() -> BatchManifest.of(sweep, newer, 8)).hasMessageContaining("must be from 1 to 7");
    }

    @Test
    void ofManyPlannersOneWrites() throws Exception {
        List<Callable<BatchFolder>> planners = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            BatchManifest other = BatchManifest.of(sweep, BatchSamples.PROGRAM, 1 + i % 2);
            planners.add(() -> BatchFolder.plan(folder, other));
        }
        int won = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<BatchFolder> end : threads.invokeAll(planners)) {
                won += end.state() == Future.State.SUCCESS ? 1 : 0;
            }
        }

        assertThat(won).isEqualTo(4);
        try (var files = Files.list(folder)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("manifest")))
                    .containsExactly(folder.resolve("manifest.json"));
        }
    }

    @Test
    void theDigestOfAProgramIsOfItsContentWhereverItLies() throws IOException {
        Path classes = folder.resolve("classes/calorimeter");
        Files.createDirectories(classes);
        Files.writeString(classes.resolve("A.class"), "a");
        Path jar = folder.resolve("calorimeter-engine.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("calorimeter/A.class"));
            out.write('a');
        }
        String digest = ProgramFiles.sha256(jar.toString());
        assertThat(ProgramFiles.sha256(folder.resolve("classes").toString())).isEqualTo(digest);
        Files.writeString(classes.resolve("A.class"), "b");
        assertThat(ProgramFiles.sha256(folder.resolve("classes").toString())).isNotEqualTo(digest);
    }
}
