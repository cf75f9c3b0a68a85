// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.app.cli.SmallTraining;
import calorimeter.app.cli.Terminal;
import calorimeter.app.cli.Terminal.Outcome;
import calorimeter.app.cli.TrainProcess;
import calorimeter.app.cli.text.Json;
import calorimeter.lab.text.ShellWord;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A sweep as an array job is the sweep: its `runs` are the same bytes. Slurm is a stub here, which runs
/// the tasks of an array one after the other in the background.
@Timeout(600)
@DisabledOnOs(OS.WINDOWS)
class SweepBatchTest {

    private static final String SBATCH = """
            #!/bin/bash
            for word; do case $word in --array=*) array=${word#--array=} ;; esac; script=$word; done
            [ -n "$array" ] || array=$(sed -n 's/^#SBATCH --array=//p' "$script")
            export SLURM_ARRAY_JOB_ID=$(($(cat "$STUB/job" 2>/dev/null || echo 100) + 1))
            echo "$SLURM_ARRAY_JOB_ID" >"$STUB/job"
            (
              for part in ${array//,/ }; do
                for task in $(seq "${part%-*}" "${part#*-}"); do
                  export SLURM_ARRAY_TASK_ID=$task
                  bash "$script" >>"logs/$task.log" 2>&1
                  while rm "$STUB/requeue.${SLURM_ARRAY_JOB_ID}_$task" 2>/dev/null; do
                    bash "$script" >>"logs/$task.log" 2>&1
                  done
                done
              done
              touch "$STUB/ended.$SLURM_ARRAY_JOB_ID"
            ) >/dev/null 2>&1 &
            echo "$SLURM_ARRAY_JOB_ID"
            """;

    @TempDir
    private Path root;

    private Path batch;
    private Terminal terminal;

    @BeforeEach
    void places() {
        batch = root.resolve("batch");
        terminal = new Terminal(root.resolve("home"));
    }

    private static String[] sweep(String... others) {
        return SmallTraining.sweep(both(new String[] {"--name", "b", "--p", "7,11", "--seeds", "0..1"}, others));
    }

    private static String[] both(String[] first, String[] second) {
        return Stream.concat(Stream.of(first), Stream.of(second)).toArray(String[]::new);
    }

    private static String runs(String json) {
        return Json.parse(json).path("runs").toString();
    }

    private void assertSameAsLocal(String... command) {
        Outcome collected = terminal.run("sweep", "--collect", batch.toString(), "--json");
        assertThat(collected.status()).as(collected.out()).isZero();
        Outcome local = new Terminal(root.resolve("local")).run(command);
        assertThat(runs(collected.out())).isEqualTo(runs(local.out()));
    }

    @Test
    void theTasksOfAnyBatchSystemAreTheSweep() {
        String folder = batch.toString();
        Outcome first = new Terminal(root.resolve("a")).run(sweep("--array", "0/2", "--batch", folder));
        assertThat(first.err()).endsWith("task 0: 2 of 2 runs done" + System.lineSeparator());
        assertThat(root.resolve("a")).as("the home of a task").doesNotExist();
        Outcome half = terminal.run("sweep", "--collect", folder, "--json");
        assertThat(half.status()).isEqualTo(1);
        JsonNode json = Json.parse(half.out());
        assertThat(json.path("batch").path("done").intValue()).isEqualTo(2);
        assertThat(json.path("batch").path("open")).hasSize(2);
        assertThat(terminal.run("sweep", "--collect", folder).err()).contains("missing: p=7 seed=1 of task 1");

        assertThat(new Terminal(root.resolve("b"))
                        .run("sweep", "--array", "1/2", "--batch", folder)
                        .status())
                .isZero();

        assertSameAsLocal(sweep("--json"));
        Outcome verified = terminal.run("sweep", "--name", "b", "--verify", "0.5", "--json");
        assertThat(verified.status()).isZero();
        assertThat(Json.parse(verified.out()).path("equal").intValue()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--array 5/4 --batch D | --array is 5/4 but must be I/N with I from 0 to N - 1",
                "--array 1 --batch D | --array is 1 but must be I/N",
                "--batch D | --array is missing but must be I/N",
                "--array 0/3 --batch D | D was planned for 2 tasks, not 3",
                "--array 0/2 | --array has no effect without --batch DIR",
                "--array 0/2 --batch none | none is no folder, so no sweep has been planned there",
                "--collect D --name other | D belongs to the sweep b, not to other",
                "--collect D --slurm D | --slurm and --collect exclude each other",
                "--collect D --dry-run | --dry-run and --collect exclude each other",
                "--slurm D --extend --name b | --extend and --slurm exclude each other",
                "--list --collect D | --list names all sweeps and goes with no other choice",
                "--resubmit --name b | --resubmit has no effect without --collect DIR",
                "--collect D --seeds 0..5 | belongs to the sweep nanda-",
                "--slurm D --dry-run --tasks 3 --name b | D was planned for 2 tasks, not 3",
                "--slurm D --dry-run --tasks 9 --name b | --tasks is 9 but must be from 1 to 4",
                "--slurm /dev/null/x --dry-run --name b | cannot write to /dev/null/x",
                "--slurm D --time soon --name b | --time is 'soon' but must be",
                "--spark local --slurm D | --spark and --slurm exclude each other",
                "--spark local --cores 2 --name b | --cores and --spark exclude each other",
                "--spark local --threads-per-run 9 --name b | --threads-per-run is 9 but must be from 1 to 8",
                "--spark local --name b | --spark needs Spark on the class path",
                "--shared D --name b | --shared has no effect without --spark MASTER",
                "--threads-per-run 2 --name b | --threads-per-run has no effect without --spark MASTER",
                "--verify 2 --name b | --verify is 2.0 but must be more than 0 and at most 1",
                "--verify 1 --name b | no run of this sweep has ended",
            })
    void badInputIsOneLine(String options, String complaint) {
        assertThat(terminal.run(sweep("--slurm", batch.toString(), "--tasks", "2", "--dry-run"))
                        .status())
                .isZero();
        String[] words =
                ("sweep " + options).replaceAll("\\bD\\b", batch.toString()).split(" ");

        Outcome outcome = terminal.run(words);

        assertThat(outcome.status()).as(outcome.err()).isEqualTo(2);
        assertThat(outcome.errorLines()).hasSize(1);
        assertThat(outcome.err())
                .contains(complaint
                        .replace("D was", batch + " was")
                        .replace("D belongs", batch + " belongs")
                        .replace("belongs to the sweep nanda-", "belongs to the sweep b, not to nanda-"));
    }

    @Test
    void anEditedManifestIsRefusedByAll() throws IOException {
        terminal.run(sweep("--slurm", batch.toString(), "--tasks", "2", "--dry-run"));
        Path manifest = batch.resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace("\"seed\":\"1\"", "\"seed\":\"2\""));
        for (String option : List.of("--collect", "--batch")) {
            Outcome outcome = terminal.run(
                    "sweep", option, batch.toString(), option.equals("--batch") ? "--array=0/2" : "--json");
            assertThat(outcome.status()).isEqualTo(2);
            assertThat(outcome.err()).contains("has been edited or damaged").hasLineCount(1);
        }
    }

    private Map<String, String> stub() throws IOException {
        Path stub = Files.createDirectories(root.resolve("stub"));
        program(stub.resolve("sbatch"), SBATCH);
        program(stub.resolve("squeue"), "#!/bin/bash\n");
        program(stub.resolve("scontrol"), "#!/bin/bash\ntouch \"$STUB/requeue.$2\"\n");
        String start = TrainProcess.command().stream().map(ShellWord::of).collect(Collectors.joining(" "));
        program(stub.resolve("calorimeter"), "#!/bin/bash\nexec " + start + " \"$@\"\n");
        return Map.of(
                "STUB", stub.toString(),
                "PATH", stub + ":" + System.getenv("PATH"),
                "JAVA_TOOL_OPTIONS", "-Dcalorimeter.program=" + stub.resolve("calorimeter"));
    }

    private static void program(Path file, String text) throws IOException {
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private void awaitJob(int job) throws InterruptedException {
        Path ended = root.resolve("stub/ended." + job);
        while (!Files.exists(ended)) {
            Thread.sleep(50);
        }
    }

    private void run(int status, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        try (TrainProcess process = TrainProcess.startWith(root.resolve("home"), environment, command)) {
            List<String> said = process.awaitEnd();
            assertThat(process.exitStatus()).as(String.join(" ", said)).isEqualTo(status);
        }
    }

    @Test
    void aSweepThroughSlurmIsTheSweep() throws Exception {
        String[] plan = sweep("--slurm", batch.toString(), "--tasks", "1", "--time", "10");
        run(0, stub(), plan);
        awaitJob(101);
        assertThat(terminal.run(plan).out()).contains("it was submitted before");
        assertThat(batch.resolve("logs/0.log")).content().contains("task 0: 4 of 4 runs done");
        assertSameAsLocal(sweep("--json"));
    }

    /// The time limit is over before the work: the tasks ask to be requeued until it is done. A bundle that
    /// is lost is submitted again, and nothing else.
    @Test
    @Tag("slow")
    void requeuedAndResubmittedTasksAreTheSweep() throws Exception {
        String[] settings = {"--max-steps", "4000", "--stop", "budget", "--json"};
        String[] plan = {"--slurm", batch.toString(), "--tasks", "2", "--time", "0:04"};
        run(0, stub(), sweep(both(settings, plan)));
        awaitJob(101);
        assertThat(batch.resolve("logs/0.log")).content().contains("the rest goes on later");
        try (var bundles = Files.list(batch.resolve("bundles"))) {
            Files.delete(bundles.sorted().findFirst().orElseThrow());
        }
        run(1, stub(), "sweep", "--collect", batch.toString(), "--resubmit");
        awaitJob(102);
        assertSameAsLocal(sweep(settings));
    }

    /// Killed ten times at random instants, twice with a second process on the same share.
    @Test
    @Tag("slow")
    void aTaskKilledTenTimesIsTheSweep() throws Exception {
        String[] settings = {"--max-steps", "2000", "--stop", "budget", "--json"};
        String[] share = {"--array", "0/1", "--batch", batch.toString(), "--checkpoint-seconds", "0.05"};
        String[] task = sweep(both(settings, share));
        Random random = new Random(20261130);
        for (int kill = 0; kill < 10; kill++) {
            try (TrainProcess process = TrainProcess.start(root.resolve("t"), task)) {
                process.awaitLine("sweep b: ");
                if (kill % 5 == 4) {
                    try (TrainProcess second = TrainProcess.start(root.resolve("t"), task)) {
                        List<String> said = second.awaitEnd();
                        assertThat(second.exitStatus() == 0
                                        || String.join(" ", said).contains("is being written by"))
                                .as(said.toString())
                                .isTrue();
                    }
                }
                if (!process.endsWithin(random.nextInt(1500))) {
                    process.kill();
                }
            }
        }
        run(0, Map.of(), task);
        assertSameAsLocal(sweep(settings));
    }
}
