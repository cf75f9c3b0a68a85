// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {

    @TempDir
    Path folder;

    /// reference.safetensors was written by the reference library (src/test/python/make_store_goldens.py).
    @Test
    void theReferenceLibraryWritesTheSameBytes() throws Exception {
        byte[] reference = Reference.bytes("reference.safetensors");
        Path file = folder.resolve("ours.safetensors");
        DurableFile.writeForUser(file, out -> Safetensors.write(out, Map.of("greek", "βeta"), Reference.tensors()));
        assertThat(file).hasBinaryContent(reference);
    }

    @Test
    void theReferenceFileIsRead() throws Exception {
        Path file = Files.write(folder.resolve("reference.safetensors"), Reference.bytes("reference.safetensors"));
        Safetensors.Content content = Safetensors.read(file);
        assertThat(content.metadata()).containsExactly(Map.entry("greek", "βeta"));
        assertThat(content.tensors()).containsExactlyInAnyOrderElementsOf(Reference.tensors());
    }

    @Test
    void anEmptyFileHasNoTensors() {
        assertThat(SafetensorsReader.decode(Safetensors.encode(Map.of(), List.of()))
                        .tensors())
                .isEmpty();
    }

    private static byte[] file(String header, int dataBytes) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .array();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {'w':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}                       | 4  | tensors end at byte 8 of 4
                    {'w':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}                       | 12 | tensors end at byte 8 of 12
                    {'w':{'dtype':'F32','shape':[2],'data_offsets':[4,12]}}                      | 12 | begins at byte 4
                    {'w':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}}                       | 8  | needs 12 bytes
                    {'w':{'dtype':'BF16','shape':[4],'data_offsets':[0,8]}}                      | 8  | data type BF16
                    {'w':{'shape':[4],'data_offsets':[0,8]}}                                     | 8  | data type nothing
                    {'w':{'dtype':'F32','data_offsets':[0,8]}}                                   | 8  | has no shape
                    {'w':{'dtype':'F32','shape':[2]}}                                            | 8  | has no pair of offsets
                    {'w':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}}                      | 8  | negative extent
                    {'w':{'dtype':'F32','shape':[1.5],'data_offsets':[0,8]}}                     | 8  | an extent of 1.5
                    {'w':{'dtype':'F32','shape':[99999,99999],'data_offsets':[0,8]}}             | 8  | more than 2147483647
                    {'w':{'dtype':'F32','shape':[2],'data_offsets':[-8,0]}}                      | 8  | begins at byte -8
                    {'__metadata__':{'a':1}}                                                     | 0  | metadata 'a' is not a text
                    {'__metadata__':[]}                                                          | 0  | metadata are not an object
                    {'__metadata__':{},'__metadata__':{}}                                        | 0  | Duplicate field
                    [1]                                                                          | 0  | not a JSON object
                    {'w'                                                                         | 0  | not valid JSON
                    {} {}                                                                        | 0  | not valid JSON
                    {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'F32','shape':[2],'data_offsets':[4,12]}} | 12 | tensor b begins at byte 4 of the data but its predecessor ends at 8
                    """)
    void aMalformedFileIsRefusedWithTheReason(String header, int dataBytes, String reason) throws Exception {
        Path path = Files.write(folder.resolve("bad.safetensors"), file(header.replace('\'', '"'), dataBytes));
        assertThatThrownBy(() -> Safetensors.read(path))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("cannot read " + path + " as safetensors: ")
                .hasMessageContaining(reason.replace("'a'", "'a'"));
    }

    @Test
    void aLengthThatCannotBeIsRefused() {
        for (long length : new long[] {-1, 0, 1, 9, Long.MAX_VALUE}) {
            byte[] bytes = file("{}      ", 0);
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
            assertThatThrownBy(() -> SafetensorsReader.decode(bytes))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("its header claims " + Long.toUnsignedString(length) + " bytes");
        }
        assertThatThrownBy(() -> SafetensorsReader.decode(new byte[7])).hasMessageContaining("only 7 bytes");
    }

    @Test
    void aFileThatIsNotThere() {
        Path file = folder.resolve("none.safetensors");
        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(StoreException.class)
                .hasMessage("cannot read " + file + ": there is no such file or folder; check the path");
    }

    @Test
    void namesAreDistinct() {
        TensorData one = TensorData.of("a", new int[] {1}, new float[1]);
        assertThatThrownBy(() -> Safetensors.encode(Map.of(), List.of(one, one)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two tensors are named 'a'");
    }
}
