// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.earlier;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.engine.kernel.Kernels;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A home that the program of commit 588e716 wrote still opens, resumes and reports. It holds one completed run and two
/// interrupted ones, the second with a weight-decay controller; the CSV files and digests beside it are of the same
/// runs made by that program in one go.
class EarlierStoreTest {

    @TempDir
    private Path folder;

    private Path home;

    @BeforeEach
    void unpack() throws IOException {
        home = folder.resolve("home");
        try (ZipInputStream zip = new ZipInputStream(resource("home-588e716.zip"))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = home.resolve(entry.getName());
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                Files.write(file, zip.readAllBytes());
            }
        }
    }

    @Test
    void aCompletedRunIsListedAndReported() throws Exception {
        Path page = folder.resolve("page.html");

        assertThat(calorimeter("runs", "list", "--json"))
                .contains("nanda-s0-cf30271d", "nanda-s0-b8949d85", "pandey-s0-2d23ad17");
        calorimeter("report", "nanda-s0-cf30271d", "nanda-s0-b8949d85", "--output", page.toString());

        assertThat(page).content().contains("nanda-s0-cf30271d", "nanda-s0-b8949d85");
    }

    @ParameterizedTest
    @CsvSource({
        "nanda-s0-b8949d85, 6166e434efb602f86d6e55e8499cacdc32becf908d06499f6dbdf761f5aa2266",
        "pandey-s0-2d23ad17, 2ff2d2b3bb3b07abb53a6e5c42fc6abf4ae6cb91d6ffe29b77df4be5d4f0c384"
    })
    void anInterruptedRunIsResumedWithTheSameBits(String run, String parameters) throws Exception {
        Path csv = folder.resolve("rows.csv");

        assertThat(calorimeter("train", "--resume", run, "--json")).contains(parameters);
        calorimeter("export", run, "--format", "csv", "--output", csv.toString());

        Map<String, List<String>> rows = columns(Files.readString(csv));
        columns(new String(resource(run + ".csv").readAllBytes(), StandardCharsets.UTF_8))
                .forEach((name, values) -> {
                    if (!name.equals("wall_seconds")) {
                        assertThat(rows).as(name).containsEntry(name, values);
                    }
                });
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(EarlierStoreTest.class.getResourceAsStream(name), name);
    }

    /// Values by the name of their column.
    private static Map<String, List<String>> columns(String csv) {
        List<String> lines = csv.lines().toList();
        Map<String, List<String>> columns = new LinkedHashMap<>();
        String[] names = lines.getFirst().split(",", -1);
        for (int i = 0; i < names.length; i++) {
            int column = i;
            columns.put(
                    names[i],
                    lines.stream()
                            .skip(1)
                            .map(line -> Arrays.asList(line.split(",", -1)).get(column))
                            .toList());
        }
        return columns;
    }

    /// Standard output of the program in a process of its own; fails unless it exits with 0.
    private String calorimeter(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules=jdk.incubator.vector",
                "-XX:TieredStopAtLevel=1",
                "-D" + Kernels.PROPERTY + "=scalar",
                "-cp",
                System.getProperty("java.class.path"),
                "calorimeter.app.cli.Main"));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
        builder.environment().put("CALORIMETER_HOME", home.toString());
        int status = builder.start().waitFor();
        assertThat(status).as(Files.readString(errors)).isZero();
        return Files.readString(output);
    }
}
