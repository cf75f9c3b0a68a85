// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.app.cli.SmallTraining;
import calorimeter.app.cli.Terminal;
import calorimeter.app.cli.Terminal.Outcome;
import calorimeter.app.cli.text.Json;
import calorimeter.lab.store.DurableFile;
import calorimeter.lab.store.Safetensors;
import calorimeter.lab.store.TensorData;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanCommandTest {

    private static final Path MODELS = Path.of("../scan/src/test/resources/golden/models");
    private static final String GPT2 = MODELS.resolve("gpt2").toString();

    @TempDir
    private Path home;

    private Terminal terminal;
    private String ids;

    @BeforeEach
    void openTerminal() throws IOException {
        terminal = new Terminal(home);
        ids = write("ids.json", "[[1, 2, 3, 4], [5, 6, 7]]");
    }

    @Test
    void oneObjectWithAllHeads() {
        JsonNode scan = json(GPT2, "--ids", ids);
        assertThat(scan.path("source").textValue()).isEqualTo("gpt2");
        assertThat(scan.path("prompts").intValue()).isEqualTo(2);
        assertThat(scan.path("tokens").intValue()).isEqualTo(7);
        assertThat(scan.path("heads")).hasSize(8);
        assertThat(scan.path("layers")).hasSize(2);
        JsonNode head = scan.path("heads").path(5);
        assertThat(head.path("layer").intValue()).isEqualTo(1);
        assertThat(head.path("head").intValue()).isEqualTo(1);
        assertThat(head.path("rows").intValue()).isEqualTo(7);
        // F = U − S/β, with β = 1/√8.
        assertThat(head.path("F").doubleValue())
                .isCloseTo(head.path("U").doubleValue() - head.path("S").doubleValue() * Math.sqrt(8), within(1e-12));
        assertThat(head.path("intervals").path("C")).hasSize(2);
    }

    @Test
    void anOnnxFile() throws IOException {
        Path model = Path.of("../scan/src/test/resources/golden/onnx/plain_added.onnx");
        JsonNode scan = json(model.toString(), "--ids", ids);
        assertThat(scan.path("source").textValue()).isEqualTo("onnx");
        assertThat(scan.path("heads")).hasSize(8);

        Path truncated = home.resolve("truncated.onnx");
        Files.write(truncated, Arrays.copyOf(Files.readAllBytes(model), 1000));
        Outcome refused = terminal.run("scan", truncated.toString(), "--ids", ids);
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).contains("truncated, altered, or no ONNX file");
    }

    @Test
    void aSeriesIsInTheOrderOfItsNumbers() throws IOException {
        for (int step : List.of(10, 9, 100)) {
            Path folder = Files.createDirectories(home.resolve("series/step" + step));
            for (String file : List.of("config.json", "model.safetensors")) {
                Files.copy(MODELS.resolve("gpt2").resolve(file), folder.resolve(file));
            }
        }
        JsonNode scan = json(home.resolve("series/step*").toString(), "--ids", ids);
        assertThat(scan.path("series").findValues("step").stream()
                        .filter(JsonNode::isIntegralNumber)
                        .map(JsonNode::intValue))
                .containsExactly(9, 10, 100);
    }

    @Test
    void aLanguageModelHasItsLossOnTheText() throws IOException {
        String model = MODELS.resolveSibling("heads").resolve("gpt2").toString();
        JsonNode scan = json(model, "--ids", ids);
        double loss = scan.path("loss").doubleValue();
        assertThat(loss).isPositive();
        assertThat(scan.path("lossInterval").path(0).doubleValue()).isLessThan(loss);
        Path csv = home.resolve("heads.csv");
        assertThat(terminal.run("scan", model, "--ids", ids, "--csv", csv.toString())
                        .out())
                .contains("nats a token");
        assertThat(Files.readAllLines(csv)).first().asString().endsWith(",type,loss");
        assertThat(Files.readAllLines(csv).get(1)).endsWith("," + loss);
        assertThat(json(GPT2, "--ids", ids).has("loss")).isFalse();
    }

    @Test
    void aTableWithALineForEachHead() throws IOException {
        Path csv = home.resolve("heads.csv");
        assertThat(terminal.run("scan", GPT2, "--ids", ids, "--csv", csv.toString())
                        .status())
                .isZero();
        assertThat(Files.readAllLines(csv)).hasSize(9).first().asString().startsWith("model,step,layer,head,rows");
        assertThat(terminal.run("scan", GPT2, "--ids", ids, "--csv", csv.toString())
                        .err())
                .contains("it exists; add --force");
    }

    @Test
    void contrastNamesPairs() throws IOException {
        String six = "[[1,2,3],[2,3,4],[3,4,5],[4,5,6],[5,6,7],[6,7,8]]";
        JsonNode scan = json(GPT2, "--ids", write("a.json", six), "--contrast", write("b.json", six));
        assertThat(scan.path("contrast").path("pairs").intValue()).isEqualTo(6);
        assertThat(scan.path("contrast").path("heads")).hasSize(24).allSatisfy(one -> {
            assertThat(one.path("difference").doubleValue()).isZero();
            assertThat(one.path("adjusted").doubleValue()).isEqualTo(1);
        });
        refused(
                "prompts have a partner of as many tokens",
                GPT2,
                "--ids",
                ids,
                "--contrast",
                write("c.json", "[[1,2]]"));
    }

    @Test
    void badInputIsOneLine() throws IOException {
        refused("give either --text FILE or --ids FILE", GPT2);
        refused("does not exist", home.resolve("none/here").toString(), "--ids", ids);
        refused("there is no run 'nothing'", "nothing");
        refused("config.json is missing", home.toString(), "--ids", ids);
        refused("prompt 2 of", GPT2, "--ids", write("b.json", "[[1, 2], [3]]"));
        refused("has one token", GPT2, "--ids", write("b.json", "[[1, 2], [3]]"));
        refused("is empty", GPT2, "--ids", write("b.json", "[[]]"));
        refused("tokens are whole numbers", GPT2, "--ids", write("b.json", "[[1, 2.5]]"));
        refused("has the token 101", GPT2, "--ids", write("b.json", "[[1, 101]]"));
        refused("tokenizer.json is missing", GPT2, "--text", write("t.txt", "a b"));
        refused("is not JSON", GPT2, "--ids", write("b.json", "[[1, 2]"));
        refused("--memory is 0.0", GPT2, "--ids", ids, "--memory", "0");
        String bert = MODELS.resolve("bert").toString();
        refused("has no number, by which", bert, bert, "--ids", ids);
    }

    @Test
    void textsThatNoModelReads() throws IOException {
        String model = folder("config.json", "model.safetensors").toString();
        Files.writeString(Path.of(model, "tokenizer.json"), """
                {"version": "1.0", "pre_tokenizer": {"type": "Whitespace"},
                 "model": {"type": "WordLevel", "unk_token": "a", "vocab": {"a": 0, "b": 1, "far": 500}}}""");
        assertThat(json(model, "--text", write("t.txt", "a b\nb a b\n"))
                        .path("tokens")
                        .intValue())
                .isEqualTo(5);
        refused("has the token 500 but", model, "--text", write("t.txt", "a far"));
        refused("line 2 of", model, "--text", write("t.txt", "a b\n\na b"));
        refused("has one token", model, "--text", write("t.txt", "a"));
        refused("has no prompt", model, "--text", write("t.txt", ""));
        refused("has 65 tokens but", model, "--text", write("t.txt", "a ".repeat(65)));
        Path latin = Files.write(home.resolve("latin.txt"), new byte[] {'a', ' ', (byte) 0xe9, '\n'});
        refused("UTF-8", model, "--text", latin.toString());
        String none = home.resolve("none.txt").toString();
        refused("cannot read " + none + ": there is no such file or folder; check the path", model, "--text", none);
        Files.writeString(Path.of(model, "tokenizer.json"), "{\"version\": \"1.0\"");
        refused("as a tokenizer", model, "--text", write("t.txt", "a b"));
    }

    @Test
    void whatIsNoModel() throws IOException {
        refused("is no model", write("model.bin", "x"), "--ids", ids);
        refused("nothing matches", home.resolve("run/step*").toString(), "--ids", ids);
        Path pickled = folder("config.json");
        Files.writeString(pickled.resolve("pytorch_model.bin"), "x");
        refused("save_pretrained", pickled.toString(), "--ids", ids);
        refused("is a run, which", trained(), "--ids", ids);
        refused("models get all-minilm-l6-v2", "all-minilm-l6-v2", "--ids", ids);
        refused("no model, run or file 'all-minilm-l6'; did you mean all-minilm-l6-v2", "all-minilm-l6");
        Path mixed = Files.createDirectories(home.resolve("mixed"));
        Files.move(folder("config.json", "model.safetensors"), mixed.resolve("step1"));
        Files.copy(Path.of("../scan/src/test/resources/golden/onnx/plain_added.onnx"), mixed.resolve("step2.onnx"));
        Files.writeString(mixed.resolve("step3.npy"), "x");
        Outcome outcome = terminal.run("scan", mixed.resolve("step*").toString(), "--ids", ids);
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("step3.npy holds what a model has computed already");
    }

    @Test
    void aRunAtAllItsKeptSteps() {
        Outcome trained = terminal.run(SmallTraining.command("--json", "--keep-checkpoints", "every:20"));
        String run = Json.parse(trained.out()).path("run").asText();
        JsonNode scan = json(run, "--step", "all");
        assertThat(scan.path("series")).hasSize(3).allSatisfy(one -> {
            assertThat(one.path("loss").doubleValue()).isPositive();
            assertThat(one.path("heads")).hasSize(2);
        });
        assertThat(scan.path("courses"))
                .hasSize(2)
                .allSatisfy(course -> assertThat(course.has("since")).isTrue());
        assertThat(json(run).path("source").textValue()).isEqualTo("run");
    }

    /// Arrays of one head and of two are no series.
    @Test
    void aSeriesOfDifferentShapes() {
        for (int heads = 1; heads <= 2; heads++) {
            TensorData scores = TensorData.of("scores", new int[] {heads, 1, 2}, new double[2 * heads]);
            DurableFile.writeForUser(
                    home.resolve("step" + heads + ".safetensors"),
                    out -> Safetensors.write(out, Map.of(), List.of(scores)));
        }
        Outcome outcome = terminal.run("scan", home.resolve("step*").toString());
        assertThat(outcome.err()).contains("a series is of one model");
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
    }

    /// What `models get` leaves is found by its name, with its tokenizer beside it.
    @Test
    void aModelThatWasFetched() throws IOException {
        Path folder = Files.createDirectories(home.resolve("models/all-minilm-l6-v2"));
        Files.copy(Path.of("../scan/src/test/resources/golden/onnx/plain_added.onnx"), folder.resolve("model.onnx"));
        JsonNode scan = json("all-minilm-l6-v2", "--ids", ids);
        assertThat(scan.path("source").textValue()).isEqualTo("onnx");
        assertThat(scan.path("model").textValue()).isEqualTo("all-minilm-l6-v2");
    }

    private String trained() {
        return SmallTraining.stopped(home, 40);
    }

    private Path folder(String... files) throws IOException {
        Path folder = Files.createTempDirectory(home, "model");
        for (String file : files) {
            Files.copy(MODELS.resolve("gpt2").resolve(file), folder.resolve(file));
        }
        return folder;
    }

    private void refused(String complaint, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "scan";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        Outcome outcome = terminal.run(all);
        assertThat(outcome.err()).contains(complaint);
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.errorLines()).hasSize(1);
    }

    private JsonNode json(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "scan";
        all[1] = "--json";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        Outcome outcome = terminal.run(all);
        assertThat(outcome.status()).as(outcome.err()).isZero();
        return Json.parse(outcome.out());
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(home.resolve(name), text).toString();
    }
}
