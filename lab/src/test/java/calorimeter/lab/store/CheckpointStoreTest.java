// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CheckpointStoreTest {

    @TempDir
    Path parent;

    private Path folder;
    private CheckpointStore store;

    @BeforeEach
    void create() {
        folder = parent.resolve("checkpoints");
        store = new CheckpointStore(folder, 2);
    }

    private void write(long... steps) {
        for (long step : steps) {
            store.write(Samples.checkpoint(step));
        }
    }

    @Test
    void nothingIsThereBeforeTheFirst() {
        assertThat(store.latest()).isEmpty();
        assertThat(store.steps()).isEmpty();
        assertThat(folder).doesNotExist();
    }

    @Test
    void theNewestFewRemain() {
        write(0, 5, 100, 2_000_000_000L);
        assertThat(store.steps()).containsExactly(100L, 2_000_000_000L);
        assertThat(folder)
                .isDirectoryContaining("glob:**step-000000100.safetensors")
                .isDirectoryContaining("glob:**step-2000000000.safetensors");
        assertThat(store.latest()).contains(Samples.checkpoint(2_000_000_000L));
        assertThat(store.load(100)).isEqualTo(Samples.checkpoint(100));
    }

    @Test
    void theOneJustWrittenRemainsEvenIfItIsNotTheNewest() {
        write(10, 20, 5);
        assertThat(store.steps()).containsExactly(5L, 20L);
    }

    @Test
    void aStepIsReplaced() {
        write(10);
        Checkpoint other = new Checkpoint(10, List.of(), Map.of("note", "second"));
        store.write(other);
        assertThat(store.latest()).contains(other);
    }

    @Test
    void floatsAndDoublesKeepTheirBits() {
        float oddFloat = Float.intBitsToFloat(0x7fc00bad);
        double oddDouble = Double.longBitsToDouble(0x7ff8000000000badL);
        Checkpoint special = new Checkpoint(
                1,
                List.of(
                        TensorData.of("f", new int[] {2, 2}, new float[] {oddFloat, -0f, Float.MIN_VALUE, 1e38f}),
                        TensorData.of("d", new int[] {3, 1}, new double[] {oddDouble, -0.0, Double.MIN_VALUE}),
                        TensorData.of("scalar", new int[] {}, new double[] {Double.NEGATIVE_INFINITY}),
                        TensorData.of("none", new int[] {0, 7}, new float[] {})),
                Map.of("β \"quoted\"", "line\nbreak", "empty", ""));
        store.write(special);
        assertThat(store.load(1)).isEqualTo(special);
    }

    /// Every bit of every byte: length, prefix, checksum, metadata, header, padding and tensors.
    @Test
    void everyFlippedBitIsDetected() {
        byte[] bytes = Samples.checkpoint(7).encode();
        assertThat(Checkpoint.decode(bytes)).isEqualTo(Samples.checkpoint(7));
        for (int i = 0; i < bytes.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] flipped = bytes.clone();
                flipped[i] ^= (byte) (1 << bit);
                assertThatThrownBy(() -> Checkpoint.decode(flipped))
                        .as("byte %d bit %d", i, bit)
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void everyTruncationAndExtensionIsDetected() {
        byte[] bytes = Samples.checkpoint(7).encode();
        for (int length = 0; length < bytes.length; length++) {
            byte[] torn = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> Checkpoint.decode(torn))
                    .as("length %d", length)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        byte[] extended = Arrays.copyOf(bytes, bytes.length + 8);
        assertThatThrownBy(() -> Checkpoint.decode(extended)).isInstanceOf(IllegalArgumentException.class);
    }

    private void damage(long step) throws Exception {
        byte[] bytes = Files.readAllBytes(store.file(step));
        bytes[bytes.length - 3] ^= 4;
        Files.write(store.file(step), bytes);
    }

    @Test
    void aDamagedCheckpointIsReportedWithTheWayOutAndNeverPassedOver() throws Exception {
        write(100, 123);
        damage(123);
        assertThatThrownBy(store::latest)
                .isInstanceOf(StoreException.class)
                .hasMessage("checkpoint " + folder.resolve("step-000000123.safetensors")
                        + " is damaged: its SHA-256 checksum does not match its content; delete it to resume from step"
                        + " 100");
        Files.delete(store.file(123));
        assertThat(store.latest()).contains(Samples.checkpoint(100));
    }

    @Test
    void theWayOutLeadsToAnIntactCheckpoint() throws Exception {
        store = new CheckpointStore(folder, 3);
        write(80, 100, 123);
        damage(123);
        damage(100);
        assertThatThrownBy(store::latest)
                .hasMessageEndingWith("delete everything after step 80 in " + folder + " to resume from there");
        damage(80);
        assertThatThrownBy(store::latest)
                .hasMessageEndingWith("delete it to run again from step 0, since no older checkpoint is intact");
    }

    @Test
    void aFileUnderTheNameOfAnotherStepIsReported() throws Exception {
        write(10);
        Files.copy(store.file(10), store.file(90));
        assertThatThrownBy(store::latest)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("it holds step 10, not the one in its name");
    }

    @Test
    void whatAKilledWriterLeftIsRemovedAndNeverRead() throws Exception {
        write(10);
        Path ofAnotherStep = Files.writeString(folder.resolve("step-000000011.safetensors.1.tmp"), "half");
        Path ofTheSameStep = Files.writeString(folder.resolve("step-000000012.safetensors.1.tmp"), "half");
        assertThat(store.latest()).contains(Samples.checkpoint(10));
        write(12);
        assertThat(ofAnotherStep).doesNotExist();
        assertThat(ofTheSameStep).doesNotExist();
        assertThat(store.steps()).containsExactly(10L, 12L);
    }

    /// The kernel's own full device stands in for the temporary file, so the error is the real one.
    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskLeavesTheCheckpointsBefore() throws Exception {
        write(10, 20);
        Files.createSymbolicLink(
                folder.resolve(
                        "step-000000030.safetensors." + ProcessHandle.current().pid() + ".tmp"),
                Path.of("/dev/full"));
        assertThatThrownBy(() -> write(30))
                .isInstanceOf(StoreException.class)
                .hasMessage(
                        "cannot write checkpoint " + store.file(30)
                                + ": the disk is full; free some space and try again, or resume the run; what was stored before is intact");
        assertThat(store.steps()).containsExactly(10L, 20L);
        assertThat(store.latest()).contains(Samples.checkpoint(20));
        write(30);
        assertThat(store.latest()).contains(Samples.checkpoint(30));
    }

    @Test
    void aFileInPlaceOfTheFolder() throws Exception {
        Files.writeString(folder, "a file");
        assertThatThrownBy(() -> write(1))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("a file stands where a folder is needed");
    }

    @Test
    void anInterruptedThreadStillWritesWhole() {
        Thread.currentThread().interrupt();
        write(10);
        assertThat(Thread.interrupted()).as("the mark stays").isTrue();
        assertThat(store.latest()).contains(Samples.checkpoint(10));
    }

    @Test
    void theFileIsValidSafetensorsWithTheChecksumFirst() {
        write(10);
        Safetensors.Content content = Safetensors.read(store.file(10));
        assertThat(content.metadata())
                .containsOnlyKeys("sha256", "step", "batch")
                .containsEntry("step", "10");
        assertThat(content.tensors()).extracting(TensorData::name).containsExactly("moments", "weights");
        String header = new String(Samples.checkpoint(10).encode(), StandardCharsets.ISO_8859_1);
        assertThat(header.substring(8)).startsWith("{\"__metadata__\":{\"sha256\":\"");
    }

    @Test
    void argumentsAreChecked() {
        assertThatThrownBy(() -> new CheckpointStore(folder, 0)).hasMessageContaining("must be at least 1");
        assertThatThrownBy(() -> new Checkpoint(-1, List.of(), Map.of())).hasMessageContaining("step is -1");
        assertThatThrownBy(() -> new Checkpoint(1, List.of(), Map.of("sha256", "x")))
                .hasMessageContaining("cannot have the key 'sha256'");
        TensorData one = TensorData.of("a", new int[] {1}, new float[1]);
        assertThatThrownBy(() -> new Checkpoint(1, List.of(one, one), Map.of())).hasMessageContaining("named 'a'");
        assertThatThrownBy(() -> Samples.checkpoint(3).tensor("weight"))
                .hasMessage("the checkpoint of step 3 has no tensor 'weight'; did you mean weights?");
        assertThatThrownBy(() -> store.load(4))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("there is no checkpoint of step 4");
    }
}
