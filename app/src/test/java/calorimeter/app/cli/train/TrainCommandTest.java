// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.app.cli.SmallTraining;
import calorimeter.app.cli.Terminal;
import calorimeter.app.cli.Terminal.Outcome;
import calorimeter.app.cli.text.Json;
import calorimeter.statistics.peaks.Place;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainCommandTest {

    @TempDir
    private Path home;

    private Outcome train(String... others) {
        return new Terminal(home).run(SmallTraining.command(others));
    }

    private JsonNode json(String... arguments) {
        Outcome outcome = new Terminal(home).run(arguments);
        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(outcome.out().lines()).hasSize(1);
        return Json.parse(outcome.out());
    }

    /// What must be equal in every run of the same settings and seed.
    private static ObjectNode reproducible(JsonNode result) {
        ObjectNode copy = result.deepCopy();
        copy.remove("run");
        copy.remove("report");
        copy.remove("wall_seconds");
        copy.remove("steps_per_second");
        return copy;
    }

    private static Iterable<String> keys(JsonNode object) {
        return object::fieldNames;
    }

    @Test
    void startsFromTheParametersInAFile() throws IOException {
        JsonNode first = json(SmallTraining.command("--json"));
        String file = home.resolve("weights.safetensors").toString();
        json("export", first.path("run").textValue(), "--format", "safetensors", "--output", file, "--json");

        JsonNode second = json(SmallTraining.command("--from", file, "--json"));

        JsonNode shown = json("runs", "show", second.path("run").textValue(), "--json");
        assertThat(shown.path("settings").path("initial-weights").textValue())
                .isEqualTo(first.path("parameters_sha256").textValue());
        assertThat(second.path("parameters_sha256")).isNotEqualTo(first.path("parameters_sha256"));
        assertRefused("is F32[8, 16] but the model's is F32[8, 32]", "--from", file, "--width", "32");
        assertThat(new Terminal(home)
                        .run("train", "--resume", first.path("run").textValue(), "--from", file)
                        .err())
                .contains("continues a run with the settings it has, but --from was given");
        assertRefused("begin such a run with", "--initial-weights", "0".repeat(64));
        Files.writeString(Path.of(file), "no tensors");
        assertRefused("as safetensors", "--from", file);
        Files.delete(Path.of(file));
        assertRefused("there is no such file", "--from", file);
    }

    private void assertRefused(String why, String... options) {
        Outcome refused = train(options);
        assertThat(refused.status()).as(refused.err()).isEqualTo(2);
        assertThat(refused.errorLines()).singleElement().asString().contains(why);
    }

    /// Whoever lost the output to a kill at the last moment gets it again.
    @Test
    void resumingAFinishedRunPrintsItsResult() {
        JsonNode result = json(SmallTraining.command("--json"));

        assertThat(json("train", "--resume", result.path("run").textValue(), "--json"))
                .isEqualTo(result);
    }

    @Test
    void theResultIsOneObject() {
        JsonNode result = json(SmallTraining.command("--seed", "3", "--json"));

        assertThat(keys(result))
                .containsExactly(
                        "run",
                        "preset",
                        "seed",
                        "steps",
                        "memorised_at",
                        "generalised_at",
                        "peaks",
                        "final",
                        "parameters_sha256",
                        "wall_seconds",
                        "steps_per_second",
                        "report");
        assertThat(result.path("run").textValue()).startsWith("nanda-s3-");
        assertThat(result.path("preset").textValue()).isEqualTo("nanda");
        assertThat(result.path("seed").isIntegralNumber()).isTrue();
        assertThat(result.path("steps").intValue()).isEqualTo(40);
        assertThat(keys(result.path("generalised_at"))).containsExactly("0.5", "0.9", "0.95", "0.99");
        assertThat(keys(result.path("peaks"))).containsExactly("C", "V");
        assertThat(result.path("peaks")).allMatch(JsonNode::isArray);
        assertThat(keys(result.path("final")))
                .containsExactlyInAnyOrder(
                        "train_loss", "test_loss", "train_accuracy", "test_accuracy", "C", "V", "U", "S", "F");
        assertThat(result.path("final")).allMatch(JsonNode::isNumber);
        assertThat(result.path("parameters_sha256").textValue()).matches("[0-9a-f]{64}");
        assertThat(result.path("wall_seconds").doubleValue()).isPositive();
        assertThat(result.path("steps_per_second").doubleValue()).isPositive();
        assertThat(Path.of(result.path("report").textValue())).isRegularFile().isAbsolute();
    }

    @Test
    void thePersonReadsATable() {
        Outcome outcome = train();

        assertThat(outcome.status()).isZero();
        assertThat(outcome.out()
                        .lines()
                        .map(line -> line.replaceAll(" {2,}.*", ""))
                        .toList())
                .containsExactly(
                        "run",
                        "steps",
                        "memorised (train ≥ 0.99)",
                        "generalised (test ≥ 0.5)",
                        "generalised (test ≥ 0.9)",
                        "generalised (test ≥ 0.95)",
                        "generalised (test ≥ 0.99)",
                        "peaks of C",
                        "peaks of V",
                        "loss, train | test",
                        "accuracy, train | test",
                        "C | V",
                        "U | S | F",
                        "parameters sha256",
                        "report");
        assertThat(outcome.out()).contains("not reached and kept up to step 40", "40 in ");
        assertThat(outcome.errorLines()).first().asString().startsWith("training nanda-s0-");
    }

    /// A cubic is fitted between logged steps; the nearest of these stays in the JSON.
    @Test
    void aPeakHasAPlaceWithItsError() {
        JsonNode result = json(SmallTraining.command(
                "--max-steps", "300", "--log-every", "5", "--learning-rate", "0.01", "--seed", "3", "--json"));
        JsonNode peak = result.path("peaks").path("V").path(0);

        assertThat(peak.path("step").isIntegralNumber()).isTrue();
        assertThat(peak.path("place").doubleValue())
                .isNotEqualTo(peak.path("step").doubleValue())
                .isCloseTo(peak.path("step").doubleValue(), within(5.0));
        assertThat(peak.path("place_error").doubleValue()).isPositive();
        String run = result.path("run").textValue();
        String place = new Place(
                        peak.path("place").doubleValue(),
                        peak.path("place_error").doubleValue())
                .text();
        assertThat(new Terminal(home).run("train", "--resume", run).out()).contains(" at step " + place);
        assertThat(new Terminal(home).run("runs", "show", run).out()).contains(" at step " + place);
    }

    @Test
    void flagsOverrideTheFileWhichOverridesThePreset() throws IOException {
        Path toml = Files.writeString(home.resolve("run.toml"), """
                preset = "bi"
                weight-decay = 0.5
                learning-rate = 2e-3
                p = 11
                random-labels = true
                """);

        String run = json(SmallTraining.command("--config", toml.toString(), "--weight-decay", "0.25", "--json"))
                .path("run")
                .textValue();

        assertThat(run).startsWith("bi-s0-");
        JsonNode settings = json("runs", "show", run, "--json").path("configuration");
        assertThat(settings.path("weight-decay").textValue()).isEqualTo("0.25");
        assertThat(settings.path("learning-rate").textValue()).isEqualTo("0.002");
        assertThat(settings.path("random-labels").textValue()).isEqualTo("true");
        assertThat(settings.path("p").textValue()).isEqualTo("7");
        assertThat(settings.path("readout").textValue()).isEqualTo("mean");
    }

    @Test
    void aJsonFileMeansTheSameAsFlags() throws IOException {
        Path file = Files.writeString(
                home.resolve("run.json"), "{\"seed\": 5, \"train-fraction\": 0.5, \"split\": \"unordered\"}");
        JsonNode byFile = json(SmallTraining.command("--config", file.toString(), "--json"));
        JsonNode byFlags = json(
                SmallTraining.command("--seed", "5", "--train-fraction", "0.50", "--split", "unordered", "--json"));

        assertThat(reproducible(byFile)).isEqualTo(reproducible(byFlags));
        assertThat(byFlags.path("run").textValue()).isEqualTo(byFile.path("run").textValue() + ".2");
    }

    @Test
    void threadsAndCheckpointsDoNotChangeTheResult() {
        JsonNode plain = json(SmallTraining.command("--threads", "1", "--json"));
        JsonNode other = json(SmallTraining.command("--threads", "3", "--checkpoint-seconds", "0", "--json"));

        assertThat(reproducible(other)).isEqualTo(reproducible(plain));
    }

    @Test
    void aStoppedRunGoesOnToTheSameResult() {
        JsonNode whole = json(SmallTraining.command("--json"));
        String run = SmallTraining.stopped(home, 17);

        Outcome outcome = new Terminal(home).run("train", "--resume", run, "--json");

        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(outcome.errorLines()).first().isEqualTo("resuming " + run);
        JsonNode resumed = Json.parse(outcome.out());
        assertThat(resumed.path("run").textValue()).isEqualTo(run);
        assertThat(keys(resumed)).containsExactlyElementsOf(keys(whole));
        assertThat(reproducible(resumed)).isEqualTo(reproducible(whole));
    }

    @Test
    void anExplosionFailsWithAdvice() {
        Outcome outcome = train("--learning-rate", "1e20", "--json");

        assertThat(outcome.status()).isEqualTo(1);
        JsonNode object = Json.parse(outcome.out());
        String run = object.path("run").textValue();
        assertThat(keys(object)).containsExactly("run", "preset", "seed", "status", "steps", "quantity", "value");
        assertThat(object.path("status").textValue()).isEqualTo("diverged");
        assertThat(outcome.errorLines())
                .last()
                .isEqualTo("calorimeter: run " + run + " diverged: the "
                        + object.path("quantity").textValue() + " is not finite after step "
                        + object.path("steps").intValue()
                        + "; lower --learning-rate or --weight-decay, or set --gradient-clip");
        assertThat(json("runs", "show", run, "--json").path("status").textValue())
                .isEqualTo("diverged");
    }

    @Test
    void theReportGoesWhereItIsWanted() throws IOException {
        Path page = home.resolve("page.html");
        JsonNode result = json(SmallTraining.command("--report", page.toString(), "--json"));

        assertThat(result.path("report").textValue()).isEqualTo(page.toString());
        assertThat(Files.readString(page))
                .contains(result.path("run").textValue())
                .contains("./calorimeter train --preset nanda");
    }

    @Test
    void aModelWithoutAttentionIsReportedWithoutIt() throws IOException {
        Path page = home.resolve("page.html");
        Outcome outcome = new Terminal(home)
                .run(("train --model mlp --p 7 --width 8 --mlp-width 8 --max-steps 20 --report " + page)
                        .split(" ", -1));

        assertThat(outcome.out()).contains("accuracy, train | test").doesNotContain("peaks of C");
        assertThat(outcome.err()).contains("  acc 0.").doesNotContain("  C ");
        assertThat(Files.readString(page))
                .contains("Accuracy and loss")
                .doesNotContain("Not recorded", "no peak found", "Specific heat <i>C</i>");
    }

    /// Tokens a, b and = at their places make 2p + 1 distinct rows of 3p² inputs; a fourth token adds one.
    @Test
    void thePlanIsExplainedAndNothingRuns() {
        assertThat(train("--explain-plan").out().lines())
                .hasSize(4)
                .endsWith("what each of these is: docs/decisions/0006-folding.md")
                .startsWith(
                        "first layer: 15 rows for 147 inputs, one per distinct token and position",
                        "last layer: the last position only");
        JsonNode other = json(SmallTraining.command(
                "--explain-plan", "--tokens", "operands-operator-equals", "--readout", "mean", "--json"));
        assertThat(keys(other)).containsExactly("plan");
        assertThat(other.path("plan").path(0).textValue()).startsWith("first layer: 16 rows for 196 inputs");
        assertThat(other.path("plan").path(1).textValue()).isEqualTo("last layer: all positions");
        assertThat(train("--explain-plan", "--layers", "2").out()).contains("products: none folded");
        assertThat(home.resolve("calorimeter.db")).doesNotExist();
    }

    /// What is printed is the run: read back, it is the same settings and the same run.
    @ParameterizedTest
    @ValueSource(strings = {"nanda", "pandey", "verma", "bi"})
    void theSettingsShownAreAConfiguration(String preset) throws IOException {
        String[] asked = {
            "--preset", preset, "--weight-decay", "1e-9", "--seed", "123456789012345678", "--show-settings"
        };
        String[] inJson = Arrays.copyOf(asked, asked.length + 1);
        inJson[asked.length] = "--json";
        Outcome shown = train(asked);
        assertThat(shown.status()).as(shown.err()).isZero();
        Path toml = Files.writeString(home.resolve("shown.toml"), shown.out());
        Path json = Files.writeString(home.resolve("shown.json"), train(inJson).out());

        assertThat(shown.out())
                .startsWith("preset = \"" + preset + "\"\n")
                .contains("weight-decay = 1.0E-9\n", "p = 7\n");
        for (Path file : List.of(toml, json)) {
            assertThat(new Terminal(home)
                            .run("train", "--config", file.toString(), "--show-settings")
                            .out())
                    .isEqualTo(shown.out());
        }
        assertThat(home.resolve("calorimeter.db")).doesNotExist();
    }

    @Test
    void aShownConfigurationMakesTheSameRun() throws IOException {
        Path file = Files.writeString(
                home.resolve("shown.toml"), train("--show-settings").out());

        String flags = json(SmallTraining.command("--json")).path("run").textValue();
        String config = json("train", "--config", file.toString(), "--again", "--json")
                .path("run")
                .textValue();
        assertThat(config).isEqualTo(flags + ".2");
    }

    /// Nothing is said of a speed before there is one.
    @Test
    void theFirstLineOfProgressHasNoSpeedYet() {
        assertThat(train().errorLines().get(2))
                .startsWith("step ")
                .doesNotContain("?")
                .doesNotContain(" 0.0/s");
    }

    /// Before any run is made: these settings do not fit one another.
    @ParameterizedTest
    @CsvSource({
        "--norm batch-norm --train-fraction 0.3 --batch-size 13, batch-size is '13' (--batch-size) but must be such that",
        "--norm batch-norm --batch-size 1, batch-size is '1' (--batch-size) but must be such that",
        "--weight-decay-controller threshold, weight-decay-controller is 'threshold' (--weight-decay-controller) but must"
    })
    void whatAPerceptronCannotDoIsRefused(String settings, String message) {
        Terminal terminal = new Terminal(home);
        Outcome outcome = terminal.run(("train --model mlp --p 7 --width 8 --max-steps 5 " + settings).split(" ", -1));

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.errorLines()).singleElement().asString().contains(message);
        assertThat(Json.parse(terminal.run("runs", "list", "--json").out())).isEmpty();
    }

    @Test
    void aPlanOfAStoredRunIsNotExplained() {
        Outcome outcome = new Terminal(home).run("train", "--explain-plan", "--resume", "nanda-s0");
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.errorLines()).singleElement().asString().contains("--explain-plan and --resume");
    }

    @Test
    void helpListsEverySetting() {
        Outcome help = new Terminal(home).run("train", "--help");

        assertThat(help.status()).isZero();
        assertThat(help.out()).contains("--weight-decay", "--train-fraction", "--resume", "--checkpoint-seconds");
        assertThat(home.resolve("calorimeter.db")).doesNotExist();
    }
}
