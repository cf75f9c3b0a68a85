// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calorimeter.report.export.ProtocolBuffer;
import calorimeter.scan.measure.HeadMeasures;
import calorimeter.scan.source.ModelException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is refused, and why; what the user is told.
class OnnxFileTest {

    private static final Path MODELS = Path.of("src/test/resources/golden/onnx");
    private static final List<int[]> PROMPTS = List.of(new int[] {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5}, new int[] {2, 7});
    private static final long MEMORY = 1 << 30;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 20_000, 43_000})
    void aTruncatedFile(int length) throws IOException {
        assertThatThrownBy(() -> scan(changed(Arrays.copyOf(bytes("plain_added"), length))))
                .isInstanceOf(ModelException.class)
                .hasMessage(folder.resolve("model.onnx") + ": it is truncated, altered, or no ONNX file");
    }

    /// Each either gives rows or one line; none takes this JVM with it.
    @Test
    void alteredFiles() throws IOException {
        byte[] model = bytes("standard_condition");
        Random random = new Random(3);
        int refused = 0;
        for (int trial = 0; trial < 6; trial++) {
            byte[] altered = model.clone();
            for (int i = 0; i < 40; i++) {
                altered[random.nextInt(altered.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                assertThat(scan(changed(altered))).hasSize(8);
            } catch (ModelException e) {
                refused++;
                assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(900);
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void noAttention() throws IOException {
        assertThatThrownBy(() -> scan(changed(replaced("plain_added", "Softmax", "Sigmoid"))))
                .hasMessageContaining("no attention was found in it")
                .hasMessageContaining("MatMul (12)")
                .hasMessageContaining("Sigmoid (2)");
    }

    @Test
    void anOperatorOnTheWay() throws IOException {
        assertThatThrownBy(() -> scan(changed(replaced("plain_capped", "Tanh", "Sinh"))))
                .hasMessageContaining("the way to Softmax")
                .hasMessageContaining("Sinh");
    }

    @Test
    void anOperatorThatDoesNotExist() throws IOException {
        assertThatThrownBy(() -> scan(changed(replaced("plain_added", "LessOrEqual", "LessOrAlike"))))
                .hasMessageContaining("ONNX Runtime refuses it")
                .hasMessageContaining("LessOrAlike");
    }

    /// Scores of ±10⁷ under masks of −10⁴: what the graph masks wins, as the model's own softmax shows.
    @Test
    void aMaskThatIsWeakerThanScores() throws IOException {
        byte[] model = bytes("plain_inverted");
        put(model, (float) Math.sqrt(1.0 / 8), 1e7f);
        assertThatThrownBy(() -> scan(changed(model)))
                .hasMessageContaining("block 0 (Softmax node")
                .hasMessageContaining("does not agree with the model: head ")
                .hasMessageContaining("has the weight ");
    }

    @Test
    void scoresThatAreNotNumbers() throws IOException {
        byte[] model = bytes("plain_added");
        put(model, (float) Math.sqrt(1.0 / 8), Float.NaN);
        assertThatThrownBy(() -> scan(changed(model)))
                .hasMessageContaining("block 0")
                .hasMessageContaining("NaN");
    }

    @Test
    void tokensThatTheModelDoesNotKnow() {
        assertThatThrownBy(() -> scan(MODELS.resolve("plain_added.onnx"), List.of(new int[] {1, 29}), MEMORY))
                .hasMessageContaining("prompt 1 has the token 29 but it knows tokens from 0 to 28");
        assertThatThrownBy(() -> scan(MODELS.resolve("plain_added.onnx"), List.of(new int[] {-1, 2}), MEMORY))
                .hasMessageContaining("prompt 1 has the token -1");
    }

    @Test
    void aPromptThatIsTooLong() {
        assertThatThrownBy(() -> scan(MODELS.resolve("plain_added.onnx"), List.of(new int[25]), MEMORY))
                .hasMessageContaining("ONNX Runtime cannot run prompt 1 of 25 tokens (longer than the model's");
        assertThatThrownBy(() -> scan(MODELS.resolve("plain_fixed_length.onnx"), List.of(new int[13]), MEMORY))
                .hasMessageContaining("it takes at most 12 tokens but a prompt has 13");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain_added", "grouped_capped", "packed_causal", "several_causal_biased"})
    void someQueriesAtATimeWhenMemoryIsShort(String name) {
        Path model = MODELS.resolve(name + ".onnx");
        // One is longer than the 16 queries of a part, one is shorter.
        List<int[]> prompts =
                List.of(new int[] {3, 1, 4, 1, 5}, IntStream.range(0, 23).toArray());
        // [4 heads × queries × 23 keys]: three of 23 queries pass; two blocks and a copy have two of 16 queries each.
        long least = 4L * 23 * Float.BYTES * (3 * 23 + 6 * 16);
        assertThat(scan(model, prompts, least)).isEqualTo(scan(model, prompts, MEMORY));
        assertThatThrownBy(() -> scan(model, prompts, least - 1))
                .hasMessageContaining("a prompt of 23 tokens needs")
                .hasMessageContaining("--memory");
    }

    @Test
    void resultsDoNotDependOnThreads() {
        Path model = MODELS.resolve("grouped_capped.onnx");
        assertThat(heads(model, PROMPTS, 1, MEMORY)).isEqualTo(heads(model, PROMPTS, 3, MEMORY));
    }

    @Test
    void weightsInAnotherFile() throws IOException {
        Files.write(folder.resolve("weights.bin"), new byte[29 * 32 * Float.BYTES]);
        assertThat(scan(external("weights.bin"))).hasSize(8);

        String complaint = "outside the model's folder";
        assertThatThrownBy(() -> scan(external("../weights.bin"))).hasMessageContaining(complaint);
        assertThatThrownBy(() -> scan(external("/etc/hostname"))).hasMessageContaining(complaint);
        assertThatThrownBy(() -> scan(external("nothing.bin"))).hasMessageContaining("which is missing");
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.move(folder.resolve("weights.bin"), elsewhere.resolve("weights.bin"));
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Files.createSymbolicLink(inner.resolve("weights.bin"), elsewhere.resolve("weights.bin"));
        Path model = Files.copy(external("weights.bin"), inner.resolve("model.onnx"));
        assertThatThrownBy(() -> scan(model)).hasMessageContaining(complaint);
    }

    @Test
    void aSoftcapThatTheExportHasLost() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\"attn_logit_softcapping\": 50.0}");
        for (String name : List.of("plain_added", "plain_capped", "standard_causal_capped")) {
            Path model = changed(bytes(name));
            assertThat(Child.scan(model, PROMPTS, 1, MEMORY).notes()).hasSize(name.equals("plain_added") ? 1 : 0);
        }
    }

    @Test
    void aCrash() {
        Path model = MODELS.resolve("plain_added.onnx");
        List<String> command = new ArrayList<>(Child.file(model).command());
        command.set(command.size() - 1, Crash.class.getName());
        assertThatThrownBy(() -> new OnnxFile(model, command).scan(Child.prompts(PROMPTS), 1, MEMORY))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("ONNX Runtime crashed on " + model + " (SIGSEGV): ");
    }

    private static List<HeadMeasures> scan(Path model) {
        return scan(model, PROMPTS, MEMORY);
    }

    private static List<HeadMeasures> scan(Path model, List<int[]> prompts, long memory) {
        return heads(model, prompts, 2, memory);
    }

    private static List<HeadMeasures> heads(Path model, List<int[]> prompts, int threads, long memory) {
        return Child.scan(model, prompts, threads, memory).result().heads();
    }

    private Path changed(byte[] model) throws IOException {
        return Files.write(folder.resolve("model.onnx"), model);
    }

    private static byte[] bytes(String model) throws IOException {
        return Files.readAllBytes(MODELS.resolve(model + ".onnx"));
    }

    /// Every operator of one name under another name of the same length.
    private static byte[] replaced(String model, String from, String to) throws IOException {
        String text = new String(bytes(model), StandardCharsets.ISO_8859_1);
        assertThat(text).contains(from);
        return text.replace("\"" + (char) from.length() + from, "\"" + (char) to.length() + to)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /// Every float of one value under another.
    private static void put(byte[] model, float from, float to) {
        ByteBuffer buffer = ByteBuffer.wrap(model).order(ByteOrder.LITTLE_ENDIAN);
        int found = 0;
        for (int i = 0; i <= model.length - Float.BYTES; i++) {
            if (buffer.getInt(i) == Float.floatToRawIntBits(from)) {
                buffer.putFloat(i, to);
                found++;
            }
        }
        assertThat(found).isPositive();
    }

    /// The embedding of `plain_added` in another file.
    private Path external(String location) throws IOException {
        MemorySegment model = MemorySegment.ofArray(bytes("plain_added"));
        ProtocolBuffer whole = new ProtocolBuffer();
        for (Wire.Field field : Wire.fields(model)) {
            if (field.number() != 7) {
                whole.fields(field.raw().toArray(ValueLayout.JAVA_BYTE));
                continue;
            }
            ProtocolBuffer graph = new ProtocolBuffer();
            boolean done = false;
            for (Wire.Field part : field.fields()) {
                GraphTensor tensor = part.number() == 5 ? GraphTensor.read(part.payload()) : null;
                if (done || tensor == null || tensor.elements() != 29 * 32) {
                    graph.fields(part.raw().toArray(ValueLayout.JAVA_BYTE));
                    continue;
                }
                done = true;
                byte[] entry = new ProtocolBuffer()
                        .text(1, "location")
                        .text(2, location)
                        .toByteArray();
                graph.bytes(
                        5,
                        new ProtocolBuffer()
                                .integer(1, 29)
                                .integer(1, 32)
                                .integer(2, GraphTensor.FLOAT)
                                .text(8, tensor.name())
                                .bytes(13, entry)
                                .integer(14, 1)
                                .toByteArray());
            }
            whole.bytes(7, graph.toByteArray());
        }
        return changed(whole.toByteArray());
    }
}
