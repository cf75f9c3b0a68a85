// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.runs;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.app.cli.SampleRuns;
import calorimeter.app.cli.SmallTraining;
import calorimeter.app.cli.Terminal;
import calorimeter.app.cli.Terminal.Outcome;
import calorimeter.app.cli.text.Json;
import calorimeter.lab.store.Checkpoint;
import calorimeter.lab.store.RunHandle;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.store.Safetensors;
import calorimeter.lab.store.TensorData;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `runs pack` in one home, `runs add` in another.
class RunBundlesTest {

    @TempDir
    private Path folder;

    private Path file;
    private Terminal here;
    private Terminal there;

    @BeforeEach
    void openTerminals() {
        file = folder.resolve("runs.bundle");
        here = new Terminal(folder.resolve("here"));
        there = new Terminal(folder.resolve("there"));
    }

    private static JsonNode json(Outcome outcome) {
        assertThat(outcome.err()).doesNotContain("calorimeter:");
        return Json.parse(outcome.out());
    }

    private static String train(Terminal terminal, String... more) {
        return json(terminal.run(SmallTraining.command(more))).path("run").textValue();
    }

    @Test
    void theReportOfAnAddedRunIsTheSameBytes() throws IOException {
        String run = train(here, "--json");
        Path original = folder.resolve("original.html");
        Path copy = folder.resolve("copy.html");

        assertThat(here.run("runs", "pack", run, "--output", file.toString()))
                .isEqualTo(new Outcome(0, file + System.lineSeparator(), "packed 1 run" + System.lineSeparator()));
        assertThat(there.run("runs", "add", file.toString()))
                .isEqualTo(new Outcome(0, "added " + run + System.lineSeparator(), ""));
        assertThat(there.run("runs", "add", file.toString()))
                .isEqualTo(new Outcome(0, run + " is there already" + System.lineSeparator(), ""));

        here.run("report", run, "--output", original.toString());
        there.run("report", run, "--output", copy.toString());
        assertThat(copy).hasSameBinaryContentAs(original);
        for (String format : new String[] {"csv", "npz", "safetensors"}) {
            Path one = folder.resolve("one." + format);
            Path other = folder.resolve("other." + format);
            here.run("export", run, "--format", format, "--output", one.toString());
            there.run("export", run, "--format", format, "--output", other.toString());
            if (format.equals("safetensors")) {
                assertThat(withoutOptimizer(other)).isNotEmpty().isEqualTo(withoutOptimizer(one));
            } else {
                assertThat(other).hasSameBinaryContentAs(one);
            }
        }
        JsonNode shown = json(here.run("runs", "show", run, "--json"));
        assertThat(json(there.run("runs", "show", run, "--json"))).isEqualTo(shown);
    }

    /// A run that has ended travels without the optimiser's arrays.
    private static List<TensorData> withoutOptimizer(Path file) {
        return Safetensors.read(file).tensors().stream()
                .filter(tensor -> !tensor.name().startsWith(Checkpoint.OPTIMIZER))
                .toList();
    }

    @Test
    void aSweepFindsTheRunsThatWereAdded() {
        String[] sweep = SmallTraining.sweep("--seeds", "0..2", "--json");
        JsonNode runs = json(here.run(sweep)).path("runs");
        String[] names = {"runs", "pack", "--output", file.toString()};
        String[] words = Arrays.copyOf(names, names.length + runs.size());
        for (int i = 0; i < runs.size(); i++) {
            words[names.length + i] = runs.path(i).path("run").textValue();
        }
        assertThat(here.run(words).status()).isZero();

        JsonNode added = json(there.run("runs", "add", file.toString(), "--json"));

        assertThat(added).hasSize(3).allMatch(run -> run.path("added").booleanValue());
        assertThat(json(there.run(SmallTraining.sweep("--seeds", "0..2", "--dry-run", "--json")))
                        .path("completed")
                        .intValue())
                .isEqualTo(3);
        assertThat(json(there.run(sweep)).path("runs")).isEqualTo(runs);
    }

    @Test
    void aRunThatWasStoppedGoesOnInTheOtherHome() {
        String digest = json(new Terminal(folder.resolve("whole")).run(SmallTraining.command("--json")))
                .path("parameters_sha256")
                .textValue();
        String run = SmallTraining.stopped(folder.resolve("here"), 25);
        here.run("runs", "pack", run, "--output", file.toString());
        there.run("runs", "add", file.toString());

        JsonNode resumed = json(there.run("train", "--resume", run, "--json"));

        assertThat(resumed.path("parameters_sha256").textValue())
                .isEqualTo(digest)
                .isNotNull();
        assertThat(there.run("runs", "add", file.toString()).out()).contains(run + " is there already");
    }

    private void assertRefused(Outcome outcome, String message) {
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.errorLines()).singleElement().asString().contains(message);
    }

    @Test
    void otherBitsAreBadInputAndNothingOfTheFileIsAdded() {
        String good = SampleRuns.completed(folder.resolve("here"), "bi", 1, 0.1);
        String bad = SampleRuns.completed(folder.resolve("here"), "nanda", 3, 0.1);
        here.run("runs", "pack", good, bad, "--output", file.toString());
        try (RunStore store = RunStore.open(folder.resolve("there"));
                RunHandle run = store.start(SampleRuns.description("nanda", 3, 0.1))) {
            store.append(run, 0, 0.5, new double[] {4.75, 0.5});
        }

        assertRefused(
                there.run("runs", "add", file.toString()),
                "has the identity of run " + bad + " in this store but other bits: at step 0 column C.0.0 is 0.5 ");
        assertThat(json(there.run("runs", "list", "--json"))).hasSize(1);
    }

    /// The store has neither of them: it is the files that contradict each other.
    @Test
    void filesThatContradictEachOtherAddNothing() {
        String run = SampleRuns.completed(folder.resolve("here"), "nanda", 3, 0.1);
        here.run("runs", "pack", run, "--output", file.toString());
        Path other = folder.resolve("other.bundle");
        try (RunStore store = RunStore.open(folder.resolve("elsewhere"));
                RunHandle begun = store.start(SampleRuns.description("nanda", 3, 0.1))) {
            store.append(begun, 0, 0.5, new double[] {4.75, 0.5});
        }
        new Terminal(folder.resolve("elsewhere")).run("runs", "pack", run, "--output", other.toString());

        assertRefused(
                there.run("runs", "add", file.toString(), other.toString()),
                " in " + file + " but other bits: at step 0 column C.0.0 is ");
        assertThat(json(there.run("runs", "list", "--json"))).isEmpty();
        assertThat(there.run("runs", "add", file.toString(), file.toString()).out())
                .contains("added " + run, run + " is there already");
    }

    @Test
    void whatAddingHasChangedIsSaid() {
        Path earlier = folder.resolve("earlier.bundle");
        String run = SmallTraining.stopped(folder.resolve("here"), 25);
        here.run("runs", "pack", run, "--output", earlier.toString());
        here.run("train", "--resume", run);
        here.run("runs", "pack", run, "--output", file.toString());
        there.run("runs", "add", earlier.toString());

        Outcome returned = there.run("runs", "add", earlier.toString(), file.toString());

        assertThat(returned.out().lines())
                .containsExactly(
                        run + " is there already",
                        run + " was there already and has been carried forward to step "
                                + json(here.run("runs", "show", run, "--json"))
                                        .path("step")
                                        .asText());
        try (RunStore store = RunStore.open(folder.resolve("there"))) {
            store.checkpoints(store.find(run))
                    .steps()
                    .forEach(step -> assertThat(store.checkpoints(store.find(run))
                                    .file(step)
                                    .toFile()
                                    .delete())
                            .isTrue());
        }
        assertThat(there.run("runs", "add", file.toString()).out())
                .isEqualTo(run + " is there already; its checkpoint was missing and has been put back"
                        + System.lineSeparator());
        assertThat(json(there.run("runs", "add", file.toString(), "--json")).get(0))
                .isEqualTo(Json.parse("{\"run\":\"" + run + "\",\"added\":false,\"change\":\"none\"}"));
    }

    @Test
    void aDamagedFileAddsNothing() throws IOException {
        String run = SampleRuns.completed(folder.resolve("here"), "nanda", 3, 0.1);
        here.run("runs", "pack", run, "--output", file.toString());
        byte[] bytes = Files.readAllBytes(file);
        Path damaged = Files.write(folder.resolve("damaged"), Arrays.copyOf(bytes, bytes.length / 2));

        assertRefused(there.run("runs", "add", file.toString(), damaged.toString()), damaged + " is damaged: ");
        assertThat(json(there.run("runs", "list", "--json"))).isEmpty();
        assertRefused(there.run("runs", "add", folder.resolve("none").toString()), "there is no such file");
    }

    @Test
    void aRunThatIsBeingComputedIsNotPackedAndFilesAreNotOverwritten() throws IOException {
        Path home = folder.resolve("here");
        SampleRuns.completed(home, "bi", 1, 0.1);
        try (RunStore store = RunStore.open(home);
                RunHandle run = store.start(SampleRuns.description("nanda", 3, 0.1))) {
            assertRefused(
                    here.run("runs", "pack", run.name(), "--output", file.toString()), "a process is computing it");
            assertThat(file).doesNotExist();
        }
        Files.writeString(file, "mine");

        assertRefused(here.run("runs", "pack", "bi", "--output", file.toString()), "it exists; add --force");
        assertThat(file).hasContent("mine");
        assertThat(here.run("runs", "pack", "bi", "bi", "--force", "--output", file.toString())
                        .err())
                .contains("packed 1 run");
        assertRefused(here.run("runs", "pack", "bi"), "--output");
    }
}
