// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calorimeter.lab.store.DurableFile;
import calorimeter.lab.store.Reference;
import calorimeter.lab.store.StoreException;
import calorimeter.lab.store.TensorData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzWriterTest {

    @TempDir
    Path folder;

    private static Map<String, byte[]> members(Path file) throws IOException {
        Map<String, byte[]> members = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                members.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return members;
    }

    private static void write(Path file, List<TensorData> tensors) {
        write(file, new Table(List.of(), Stream::empty), tensors);
    }

    private static void write(Path file, Table table, List<TensorData> tensors) {
        DurableFile.writeForUser(file, out -> NpzWriter.write(out, table, tensors));
    }

    /// columns.npz was written by numpy (report/src/test/python/make_export_goldens.py).
    @Test
    void columnsAreTheArraysThatNumpyWrites() throws Exception {
        Path reference = folder.resolve("columns.npz");
        try (InputStream golden = NpzWriterTest.class.getResourceAsStream("/golden/columns.npz")) {
            Files.copy(golden, reference);
        }
        Path file = folder.resolve("ours.npz");

        write(file, SampleTable.everyType(), List.of());

        Map<String, byte[]> expected = members(reference);
        Map<String, byte[]> found = members(file);
        assertThat(found.keySet()).containsExactlyElementsOf(expected.keySet());
        found.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(expected.get(name)));
    }

    /// reference.npz was written by numpy (lab/src/test/python/make_store_goldens.py).
    @Test
    void numpyWritesTheSameArrays() throws Exception {
        Path reference = Files.write(folder.resolve("reference.npz"), Reference.bytes("reference.npz"));
        Path file = folder.resolve("ours.npz");
        write(file, Reference.tensors());
        Map<String, byte[]> expected = members(reference);
        Map<String, byte[]> found = members(file);
        assertThat(expected).hasSize(Reference.tensors().size());
        assertThat(found.keySet()).containsExactlyElementsOf(expected.keySet());
        found.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(expected.get(name)));
    }

    @Test
    void theSameArraysGiveTheSameFile() throws Exception {
        write(folder.resolve("a.npz"), Reference.tensors());
        write(folder.resolve("b.npz"), Reference.tensors());
        assertThat(folder.resolve("a.npz")).hasSameBinaryContentAs(folder.resolve("b.npz"));
    }

    @Test
    void aFailureLeavesTheOldFile() throws Exception {
        Path file = Files.writeString(folder.resolve("a.npz"), "old");
        TensorData one = TensorData.of("a", new int[] {1}, new float[1]);
        assertThatThrownBy(() -> write(file, List.of(one, one)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two arrays are named 'a'");
        Files.createDirectory(folder.resolve("a.npz." + ProcessHandle.current().pid() + ".tmp"));
        assertThatThrownBy(() -> write(file, List.of(one)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file.toString());
        assertThat(file).hasContent("old");
    }
}
