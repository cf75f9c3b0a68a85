// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The programs of docs/examples, each started from its source as a reader does: it prints what the comment at its end
/// says.
class ExamplesTest {

    private static final Path FOLDER = Path.of("..", "docs", "examples");
    private static final String PRINTS = "\n// Prints:\n";

    @TempDir
    Path temporary;

    static List<String> examples() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void printsWhatItSays(String name) throws Exception {
        Path file = FOLDER.resolve(name);
        String source = Files.readString(file);
        assertThat(source).contains(PRINTS);
        String promised = source.substring(source.indexOf(PRINTS) + PRINTS.length())
                .lines()
                .map(line -> line.replaceFirst("^// ?", ""))
                .collect(Collectors.joining("\n"));

        assertThat(run(file)).isEqualTo(promised);
    }

    @Test
    void everyExampleIsInTheList() throws IOException {
        String list = Files.readString(FOLDER.resolve("README.md"));

        assertThat(examples()).hasSize(5).allSatisfy(name -> assertThat(list).contains("](" + name + ")"));
    }

    private String run(Path file) throws Exception {
        Path out = temporary.resolve("out.txt");
        Path err = temporary.resolve("err.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        file.toString())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(err)).isZero();
        return Files.readString(out, StandardCharsets.UTF_8)
                .lines()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"));
    }
}
