// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import calorimeter.app.cli.Terminal;
import calorimeter.app.cli.Terminal.Outcome;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunSeries;
import calorimeter.lab.store.RunStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs every block of docs/python.md: commands in this process, Python in the interpreter that the environment
/// variable `CALORIMETER_PYTHON` names, or else `python3`. Left out, with the reason, where that has not all packages:
///
///     CALORIMETER_PYTHON=venv/bin/python ./mvnw -Pslow verify -pl app -am -Dtest=PythonDocumentTest \
///         -Dsurefire.failIfNoSpecifiedTests=false
@Tag("slow")
class PythonDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "python.md");
    private static final String PACKAGES =
            "numpy, onnxruntime, pandas, polars, safetensors, tensorboard, torch, transformers";
    private static final Pattern BLOCK = Pattern.compile("```(sh|python)\n(.*?)```", Pattern.DOTALL);

    /// What takes a file or folder.
    private static final Set<String> FILE_OPTIONS = Set.of("--output", "--from");

    private static final double TOLERANCE = 1e-5;

    @TempDir
    Path folder;

    private final String python =
            Optional.ofNullable(System.getenv("CALORIMETER_PYTHON")).orElse("python3");
    private Path home;

    @BeforeEach
    void findPackages() throws Exception {
        home = folder.resolve("home");
        String missing;
        try {
            missing = runPython("import " + PACKAGES).status() == 0 ? "" : python + " lacks one of " + PACKAGES;
        } catch (IOException e) {
            missing = "there is no " + python;
        }
        if (!missing.isEmpty()) {
            System.err.println("PythonDocumentTest is left out: " + missing + "; CALORIMETER_PYTHON names another one");
        }
        assumeThat(missing).isEmpty();
    }

    @Test
    void everyBlockDoesWhatItSays() throws Exception {
        String document = Files.readString(DOCUMENT);
        Matcher blocks = BLOCK.matcher(document);
        int run = 0;
        String losses = "";
        while (blocks.find()) {
            if (blocks.group(1).equals("sh")) {
                blocks.group(2).lines().forEach(this::runCommand);
            } else {
                String output = requireDone(runPython(blocks.group(2)));
                losses = blocks.group(2).contains("rule.step()") ? output : losses;
            }
            run++;
        }
        assertThat(run)
                .isEqualTo(document.split("```(sh|python)\n", -1).length - 1)
                .isPositive();
        requireLosses(losses);
    }

    /// Those that PyTorch has computed are those of one run here, over all steps.
    private void requireLosses(String printed) {
        runCommand("./calorimeter train --p 23 --learning-rate 0.0003 --stop budget --max-steps 200 --log-every 10"
                + " --seed 5");
        List<Long> compared = new ArrayList<>();
        try (RunStore store = RunStore.open(home)) {
            RunSeries whole = store.series(store.runs().getFirst());
            double[] expected = whole.column("train.loss");
            for (String line : printed.lines().toList()) {
                String[] words = line.split(" ", -1);
                for (int row = 0; row < whole.size(); row++) {
                    if (whole.step(row) == Long.parseLong(words[0])) {
                        assertThat(Double.parseDouble(words[1])).as(line).isCloseTo(expected[row], within(TOLERANCE));
                        compared.add(whole.step(row));
                    }
                }
            }
        }
        assertThat(compared).contains(100L, 110L, 200L).hasSize(11);
    }

    /// `RUN` is the run that was started last.
    private void runCommand(String line) {
        List<String> words = new ArrayList<>(List.of(line.split(" ", -1)));
        assertThat(words.removeFirst()).isEqualTo("./calorimeter");
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).equals("RUN")) {
                words.set(i, lastRun());
            } else if ((i > 0 && FILE_OPTIONS.contains(words.get(i - 1)))
                    || Files.exists(folder.resolve(words.get(i)))) {
                words.set(i, folder.resolve(words.get(i)).toString());
            }
        }
        Outcome outcome = new Terminal(home).run(words.toArray(String[]::new));
        assertThat(outcome.status()).as(line + "\n" + outcome.err()).isZero();
    }

    private String lastRun() {
        try (RunStore store = RunStore.open(home)) {
            return store.runs().stream().findFirst().map(RunRecord::name).orElseThrow();
        }
    }

    private static String requireDone(Ran ran) {
        assertThat(ran.status()).as(ran.output()).isZero();
        return ran.output();
    }

    private record Ran(int status, String output) {}

    private Ran runPython(String program) throws IOException, InterruptedException {
        Path log = folder.resolve("python.log");
        ProcessBuilder builder = new ProcessBuilder(python, "-W", "ignore", "-c", program)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("OMP_NUM_THREADS", "1"); // small products: threads would wait for one another
        int status = builder.start().waitFor();
        return new Ran(status, Files.readString(log, StandardCharsets.UTF_8));
    }
}
