// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calorimeter.scan.measure.HeadMeasures;
import calorimeter.scan.measure.Measurement;
import calorimeter.scan.source.ModelException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a folder may lack, and what must not matter.
class ModelFolderTest {

    private static final Path MODELS = Path.of("src/test/resources/golden/models");

    @TempDir
    private Path folder;

    @BeforeEach
    void copyOfGpt2() throws IOException {
        for (String file : List.of("config.json", "model.safetensors")) {
            Files.copy(MODELS.resolve("gpt2").resolve(file), folder.resolve(file));
        }
    }

    @Test
    void anArchitectureThatIsNotKnownIsNamedWithThoseThatAre() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\"model_type\":\"mamba\"}");
        assertRefused("model_type is 'mamba'; known families are bert, distilbert, roberta, gpt2");
    }

    @Test
    void weightsAreMissing() throws IOException {
        Files.delete(folder.resolve("model.safetensors"));
        assertRefused("neither model.safetensors nor model.safetensors.index.json");
        Files.writeString(folder.resolve("pytorch_model.bin"), "");
        assertRefused("a pickle, which can run any program when it is read");
    }

    @Test
    void truncatedWeights() throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("model.safetensors").toFile(), "rw")) {
            file.setLength(file.length() - 4);
        }
        assertRefused("the file is truncated or altered");
    }

    @Test
    void aHeaderOfTerabytes() throws IOException {
        write(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(1L << 42)
                .array());
        assertRefused("claims a header of 4398046511104 bytes but has 0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}} | has 4 bytes but its shape [2] of F32 needs 8",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} | lies at bytes 0 to 8 of the data, which have 4",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,4]}} | has the extent 4",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"a\":{}} | Duplicate field 'a'",
                "{\"a\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[0,2]}} | has 2 bytes behind its last tensor",
                "{\"a\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[0,2]},\"b\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]}} | two tensors of",
                "{\"a\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[2,4]}} | overlap or leave a hole at byte 0",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}} | has no pair of offsets",
                "[1] | is not a JSON object"
            })
    void headersThatPromiseWhatIsNotThere(String header, String complaint) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        write(ByteBuffer.allocate(12 + text.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .array());
        assertRefused(complaint);
    }

    @Test
    void anIndexMustStayInsideItsFolder() throws IOException {
        Files.move(folder.resolve("model.safetensors"), folder.resolve("part.safetensors"));
        index("wte.weight", "../part.safetensors");
        assertRefused("which lies outside of the folder");
        index("wte.weight", "lost.safetensors");
        assertRefused("the shard lost.safetensors");
        index("wrong", "part.safetensors");
        assertRefused("the tensor wrong is not in part.safetensors");
    }

    @Test
    void aLinkMustStayInsideItsFolder() throws IOException {
        Files.delete(folder.resolve("model.safetensors"));
        Files.createSymbolicLink(
                folder.resolve("model.safetensors"),
                MODELS.resolve("gpt2/model.safetensors").toAbsolutePath());
        assertRefused("outside of the folder");
    }

    @Test
    void weightsThatAreNotFinite() throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve("model.safetensors"));
        int from = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong() + 8;
        for (int at = from; at < bytes.length; at += 4) {
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(at, Float.NaN);
        }
        write(bytes);
        assertThatThrownBy(this::scan).isInstanceOf(ModelException.class).hasMessageContaining("is NaN");
    }

    @Test
    void aShapeThatConfigDoesNotAskFor() throws IOException {
        String config = Files.readString(folder.resolve("config.json"));
        Files.writeString(folder.resolve("config.json"), config.replace("\"vocab_size\": 101", "\"vocab_size\": 100"));
        assertRefused("has the shape [101, 32] but config.json asks for [100, 32]");
    }

    @ParameterizedTest
    @CsvSource({
        "n_layer, 2000000000, more weights than the files",
        "n_inner, 2000000000, more weights than the files",
        "layer_norm_epsilon, -1, must be above 0"
    })
    void numbersThatNoModelHas(String key, String value, String complaint) throws IOException {
        String config = Files.readString(folder.resolve("config.json"));
        String changed = config.replaceAll('"' + key + "\": [^,]*", '"' + key + "\": " + value);
        assertThat(changed).isNotEqualTo(config);
        Files.writeString(folder.resolve("config.json"), changed);
        assertRefused(complaint);
    }

    @Test
    void scoresThatAreNotFinite() throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve("model.safetensors"));
        int from = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong() + 8;
        for (int at = from; at < bytes.length; at += 4) {
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(at, 1e30f);
        }
        write(bytes);
        assertThatThrownBy(this::scan).isInstanceOf(ModelException.class).hasMessageContaining("has a score of ");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 101})
    void tokensThatTheModelDoesNotKnow(int token) {
        try (ModelFolder model = ModelFolder.open(folder)) {
            assertThatThrownBy(() -> model.on(List.of(new int[] {1, token}), 1, 1 << 30))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("has the token " + token + " but")
                    .hasMessageContaining("from 0 to 100");
        }
    }

    @Test
    void textLongerThanThePositions() {
        try (ModelFolder model = ModelFolder.open(folder)) {
            assertThatThrownBy(() -> model.on(List.of(new int[65]), 1, 1 << 30))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("has 65 tokens but")
                    .hasMessageContaining("positions for 64");
        }
    }

    /// Neither threads nor groups change a bit; alone a prompt has the values that it has among others.
    @Test
    void sameBitsForAnyThreadsAndGroups() {
        Random random = new Random(3);
        List<int[]> prompts = Arrays.asList(new int[9][]);
        prompts.replaceAll(none -> random.ints(2 + random.nextInt(60), 0, 101).toArray());
        try (ModelFolder model = ModelFolder.open(folder)) {
            List<HeadMeasures> one =
                    Measurement.of(model.on(prompts, 1, 1 << 30), List.of()).heads();
            assertThat(Measurement.of(model.on(prompts, 4, 1 << 30), List.of()).heads())
                    .isEqualTo(one);
            long tight = 200_000;
            assertThat(Measurement.of(model.on(prompts, 1, tight), List.of()).heads())
                    .isEqualTo(one);
            assertThatThrownBy(() -> Measurement.of(model.on(prompts, 1, 1000), List.of()))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("--memory allows");
        }
    }

    private void scan() {
        try (ModelFolder model = ModelFolder.open(folder)) {
            Measurement.of(model.on(List.of(new int[] {1, 2}), 1, 1 << 30), List.of());
        }
    }

    private void assertRefused(String complaint) {
        assertThatThrownBy(() -> ModelFolder.open(folder).close())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(complaint);
    }

    private void write(byte[] bytes) throws IOException {
        Files.write(folder.resolve("model.safetensors"), bytes);
    }

    private void index(String tensor, String file) throws IOException {
        Files.writeString(
                folder.resolve("model.safetensors.index.json"),
                "{\"weight_map\":{\"" + tensor + "\":\"" + file + "\"}}");
    }
}
