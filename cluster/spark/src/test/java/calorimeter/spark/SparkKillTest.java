// SPDX-License-Identifier: Apache-2.0
package calorimeter.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Executors, workers and the driver are killed with SIGKILL ten times at random instants; then the same
/// command has the same `runs`, byte for byte, as a sweep on one machine.
@Tag("slow")
@Timeout(3600)
@DisabledOnOs(OS.WINDOWS)
class SparkKillTest {

    private static final int KILLS = 10;
    private static final int LONGEST_STRETCH_MILLISECONDS = 30_000;

    @TempDir
    private Path folder;

    private final Random random = new Random(20261130);

    @Test
    void nothingIsLostAndNothingDoubled() throws Exception {
        Process local = sweep("local");
        assertThat(local.waitFor()).isZero();
        try (StandaloneCluster cluster = new StandaloneCluster(folder, 2)) {
            Process driver = onSpark(cluster);
            int kills = 0;
            while (kills < KILLS) {
                boolean ended = driver.waitFor(random.nextInt(LONGEST_STRETCH_MILLISECONDS), TimeUnit.MILLISECONDS);
                int victim = random.nextInt(4);
                if (ended) {
                    driver = onSpark(cluster);
                } else if (victim == 0) {
                    driver.destroyForcibly().waitFor();
                    driver = onSpark(cluster);
                    kills++;
                } else if (victim == 1) {
                    cluster.killWorker(random.nextInt(2));
                    kills++;
                } else if (cluster.killExecutor(random.nextInt(2))) {
                    kills++;
                }
            }
            for (int attempt = 0; attempt < 3 && driver.waitFor() != 0; attempt++) {
                driver = onSpark(cluster);
            }
            assertThat(driver.waitFor()).isZero();
        }
        JsonNode runs = runs("spark");
        assertThat(runs).hasSize(12);
        assertThat(runs.toString()).isEqualTo(runs("local").toString());
    }

    private JsonNode runs(String home) throws IOException {
        return new JsonMapper()
                .readTree(folder.resolve(home + ".json").toFile())
                .path("runs");
    }

    private Process onSpark(StandaloneCluster cluster) throws IOException {
        return sweep("spark", "--spark", cluster.master(), "--shared", folder.resolve("shared") + "");
    }

    private Process sweep(String home, String... more) throws IOException {
        String classPath = String.join(File.pathSeparator, StandaloneCluster.CLASS_PATH);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-Dspark.executor.extraClassPath=" + classPath,
                "-cp",
                classPath,
                "calorimeter.app.cli.Main",
                "sweep",
                "--name",
                "k",
                "--p",
                "7",
                "--max-steps",
                "600",
                "--stop",
                "budget",
                "--seeds",
                "0..11",
                "--checkpoint-seconds",
                "1",
                "--json"));
        command.addAll(List.of(more));
        Files.createDirectories(folder.resolve(home));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve(home + ".json").toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.resolve(home + ".err").toFile()));
        builder.environment().put("CALORIMETER_HOME", folder.resolve(home).toString());
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        return builder.start();
    }
}
