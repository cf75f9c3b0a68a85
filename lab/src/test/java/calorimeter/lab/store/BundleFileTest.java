// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The file alone: what is written is read, and nothing that was changed since.
class BundleFileTest {

    @TempDir
    Path folder;

    private Path file;
    private List<RunBundle> packed;

    @BeforeEach
    void pack() {
        file = folder.resolve("runs.bundle");
        try (RunStore store = RunStore.open(folder.resolve("home"))) {
            packed = Stream.of(
                            Samples.run(store, 1, 40, RunStatus.COMPLETED),
                            Samples.run(store, 2, 7, RunStatus.INTERRUPTED),
                            Samples.run(store, 3, 12, RunStatus.DIVERGED))
                    .map(store::pack)
                    .toList();
        }
        BundleFile.write(file, packed.stream());
    }

    private static List<RunBundle> read(Path file) {
        List<RunBundle> read = new ArrayList<>();
        BundleFile.read(file, read::add);
        return read;
    }

    private Path changed(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("changed.bundle"), bytes);
    }

    private static void assertRefused(Path changed) {
        assertThatThrownBy(() -> BundleFile.read(changed, bundle -> {
                    throw new AssertionError("something of it was used");
                }))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(changed.toString())
                .hasMessageNotContaining("\n");
    }

    @Test
    void whatIsWrittenIsRead() {
        List<RunBundle> read = read(file);

        assertThat(read).hasSameSizeAs(packed);
        for (int i = 0; i < read.size(); i++) {
            RunBundle original = packed.get(i);
            RunBundle copy = read.get(i);
            assertThat(copy.run())
                    .usingRecursiveComparison()
                    .ignoringFields("id")
                    .isEqualTo(original.run());
            assertThat(copy.sessions()).isEqualTo(original.sessions());
            assertThat(copy.series().columns()).isEqualTo(Samples.COLUMNS);
            assertThat(copy.series().steps()).isEqualTo(original.series().steps());
            assertThat(copy.series().wallSeconds()).isEqualTo(original.series().wallSeconds());
            assertThat(copy.series().matrix()).isDeepEqualTo(original.series().matrix());
            assertThat(copy.checkpoint()).isEqualTo(original.checkpoint());
        }
    }

    @Test
    void everyDoubleKeepsItsBits() {
        RunRow odd = new RunRow(1L << 60, 0, new double[] {Double.longBitsToDouble(0x7ff8000000000badL), -0.0, 1e-310});
        RunBundle bundle = packed.getFirst();
        BundleFile.write(
                file,
                Stream.of(new RunBundle(
                        bundle.run(),
                        bundle.sessions(),
                        new RunSeries("a-run", Samples.COLUMNS, List.of(odd)),
                        null,
                        List.of())));

        RunBundle read = read(file).getFirst();

        assertThat(read.checkpoint()).isNull();
        assertThat(read.series().step(0)).isEqualTo(1L << 60);
        assertThat(read.series().rows().getFirst().encoded()).isEqualTo(odd.encoded());
    }

    @Test
    void equalRunsGiveEqualFiles() throws Exception {
        Path again = folder.resolve("again.bundle");
        BundleFile.write(again, read(file).stream());

        assertThat(again).hasSameBinaryContentAs(file);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 80, 83})
    void shufflingIsUndone(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);

        assertThat(BundleCodec.unshuffled(BundleCodec.shuffled(bytes, 8), 8)).isEqualTo(bytes);
        assertThat(BundleCodec.shuffled(new byte[] {1, 2, 3, 4, 5}, 2)).containsExactly(1, 3, 2, 4, 5);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void aTruncatedFileIsRefused(int tenths) throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        assertRefused(changed(Arrays.copyOf(bytes, bytes.length * tenths / 10)));
    }

    @Test
    void aFileWithoutItsLastByteOrWithOneMoreIsRefused() throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        assertRefused(changed(Arrays.copyOf(bytes, bytes.length - 1)));
        assertRefused(changed(Arrays.copyOf(bytes, bytes.length + 1)));
    }

    /// In manifests, rows, checkpoints, their headers, the directory at the end, and the checksum itself.
    @Test
    void aChangedByteIsNoticedWhereverItIs() throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        for (int place = 0; place < bytes.length; place += 23) {
            byte[] changed = bytes.clone();
            changed[place] ^= 1;
            assertRefused(changed(changed));
        }
        byte[] checksum = bytes.clone();
        checksum[bytes.length - 1] ^= 1;
        assertRefused(changed(checksum));
    }

    @Test
    void otherFilesAreNoBundles() throws Exception {
        assertThatThrownBy(() -> read(changed("step,loss\n".getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(StoreException.class)
                .hasMessageEndingWith("it is another kind of file; `calorimeter runs pack` makes bundles");
        assertThatThrownBy(() -> read(folder.resolve("none")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("there is no such file");
    }

    @Test
    void aNewerFormatIsRefusedByName() throws Exception {
        Path newer = edited(text -> text.replaceFirst("\"format\" : 1", "\"format\" : 2"));

        assertThatThrownBy(() -> read(newer))
                .isInstanceOf(StoreException.class)
                .hasMessage("cannot read " + newer + " as a bundle of runs: it has format 2 but this program reads only"
                        + " up to 1; update Calorimeter");
    }

    /// What a newer program adds in the same format is nothing that this one could misread.
    @Test
    void aFurtherKeyOfTheSameFormatIsPassedOver() throws Exception {
        Path newer = edited(text -> text.replaceFirst("\"preset\"", "\"mood\" : {\"of\" : [1]},\n  \"preset\""));

        assertThat(read(newer)).extracting(bundle -> bundle.run().name()).hasSize(3);
        BundleFile.write(newer, read(newer).stream());
        assertThat(newer).hasSameBinaryContentAs(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "experiment", "preset", "seed", "identity", "attempt", "configuration", "status"})
    void aRequiredKeyThatIsMissingOrNullIsNamed(String key) throws Exception {
        Path none = edited(text -> text.replaceFirst("\"" + key + "\"", "\"other\""));
        assertThatThrownBy(() -> read(none))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("cannot read " + none + " as a bundle of runs: its manifest has no ")
                .hasMessageContaining(" '" + key + "': {");

        Path empty = edited(text -> text.replaceFirst("\"" + key + "\" : [^,]+", "\"" + key + "\" : null"));
        assertThatThrownBy(() -> read(empty)).hasMessageMatching(".*its manifest has no [\\w ]+ '" + key + "': .*");

        Path other = edited(text -> text.replaceFirst("\"" + key + "\" : [^,]+", "\"" + key + "\" : [7"));
        assertThatThrownBy(() -> read(other)).isInstanceOf(StoreException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"step", "wallSeconds", "sessions", "columns", "parts"})
    void anotherKeyThatIsNullIsNamed(String key) throws Exception {
        Path empty = edited(text -> {
            int begin = text.indexOf("\n  \"" + key + "\" :");
            int end = text.indexOf("\n  \"", begin + 1);
            String last = end < 0 ? "\n}" : "," + text.substring(end);
            return text.substring(0, begin) + "\n  \"" + key + "\" : null" + last;
        });
        assertThatThrownBy(() -> read(empty))
                .isInstanceOf(StoreException.class)
                .hasMessageMatching(".*its manifest has no [\\w ]+ '" + key + "': .*");
    }

    /// A manifest that somebody edited and sealed again.
    @Test
    void aPartThatIsNotTheManifestsIsRefused() throws Exception {
        Path edited = edited(text -> text.replaceFirst("\"sha256\" : \"[0-9a-f]{8}", "\"sha256\" : \"00000000"));
        assertThatThrownBy(() -> read(edited)).hasMessageContaining("are not those of its manifest");

        Path outside = edited(text -> text.replaceFirst("\"preset\" : \"nanda\"", "\"preset\" : \"../nanda\""));
        assertThatThrownBy(() -> read(outside)).hasMessageContaining("preset is '../nanda' but must consist of");
    }

    /// Values that a store could not hold, or that would poison it.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"status\" : \"[A-Z]+\" | \"status\" : \"PAUSED\" | status is 'PAUSED' but must be one of [",
                "\"attempt\" : \\d+ | \"attempt\" : -5 | has no integer above 0 'attempt'",
                "\"step\" : \\d+ | \"step\" : -5 | has no integer of at least 0 'step'",
                "\"wallSeconds\" : [0-9.]+ | \"wallSeconds\" : -1 | has no number of at least 0 'wallSeconds'",
                "\"startedAt\" : \"[^\"]+\" | \"startedAt\" : \"yesterday\" | startedAt is 'yesterday' but must be a time",
                "\"result\" : .* | \"result\" : \"nonsense\" | result"
            })
    void aValueThatCannotBeIsNamed(String pattern, String value, String message) throws Exception {
        Path edited = edited(text -> text.replaceFirst(pattern, value + (pattern.endsWith(".*") ? "," : "")));
        assertThatThrownBy(() -> read(edited))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("cannot read " + edited + " as a bundle of runs: ")
                .hasMessageContaining(message);
    }

    /// The same archive with its manifests changed and the right checksum.
    private Path edited(UnaryOperator<String> edit) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipFile original = new ZipFile(file.toFile());
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setComment("0".repeat(64));
            for (ZipEntry entry : Collections.list(original.entries())) {
                byte[] content;
                try (InputStream in = original.getInputStream(entry)) {
                    content = in.readAllBytes();
                }
                if (entry.getName().endsWith(".json")) {
                    content = edit.apply(new String(content, StandardCharsets.UTF_8))
                            .getBytes(StandardCharsets.UTF_8);
                }
                zip.putNextEntry(new ZipEntry(entry.getName()));
                zip.write(content);
                zip.closeEntry();
            }
        }
        byte[] bytes = out.toByteArray();
        byte[] sealed = Arrays.copyOf(bytes, bytes.length - 64);
        byte[] checksum = Sha256.hex(sealed).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(checksum, 0, bytes, sealed.length, checksum.length);
        return changed(bytes);
    }
}
