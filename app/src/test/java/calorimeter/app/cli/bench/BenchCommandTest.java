// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calorimeter.app.cli.Main;
import calorimeter.app.cli.Terminal;
import calorimeter.app.cli.command.ChildJava;
import calorimeter.app.cli.text.Json;
import calorimeter.bench.Peer;
import calorimeter.bench.PeerException;
import calorimeter.bench.PeerProcess;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is refused before anything is measured, and the process that is measured. The measuring itself is
/// tested with peers that pretend, in the module lab.
class BenchCommandTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--threads|0|--threads is 0 but must be from 1 to 8",
                "--threads|9|--threads is 9 but must be from 1 to 8",
                "--rounds|0|--rounds is 0 but must be from 1 to 1000",
                "--case|bi|--case is 'bi' but must be one of nanda, pandey, verma, vgg, mlp, convolution",
                "--python|/no/python|--python is /no/python but must be a Python interpreter",
                "--write|/no/folder/x.md|--write is /no/folder/x.md but must be a file that can be written, in a folder that"
                        + " exists and can be written to",
            })
    void badInputIsOneLine(String option, String value, String message) {
        Terminal.Outcome outcome = new Terminal(folder).run("bench", option, value);
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.errorLines()).containsExactly("calorimeter: " + message);
    }

    /// Told so, it would measure for minutes.
    @Test
    void tablesThatAreThereAreKept() throws IOException {
        Path tables = Files.writeString(folder.resolve("performance.md"), "precious");

        Terminal.Outcome outcome = new Terminal(folder).run("bench", "--quick", "--write", tables.toString());

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.errorLines())
                .containsExactly("calorimeter: cannot write " + tables
                        + ": it exists; add --force to overwrite it or choose another --write");
        assertThat(tables).hasContent("precious");
    }

    @Test
    void theEngineAnswersLineByLine() {
        Terminal.Outcome outcome = new Terminal(folder)
                .reading("{\"command\": \"hello\"}\n{\"command\": \"time\", \"steps\": 1}\n", "bench-engine", "1");
        assertThat(outcome.status()).isZero();
        assertThat(outcome.out().lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("{\"name\":\"Calorimeter\",\"kernel\":\"");
        assertThat(outcome.out().lines().toList().getLast()).isEqualTo("{\"error\":\"nothing is prepared\"}");
    }

    @Test
    void theEngineTracesWhatItDidNotExpect() {
        Terminal.Outcome outcome = new Terminal(folder).reading("[]\n", "bench-engine", "1");
        assertThat(outcome.status()).isZero();
        assertThat(outcome.out()).startsWith("{\"error\":\"java.lang.ClassCastException: ");
        assertThat(outcome.errorLines())
                .anyMatch(line -> line.startsWith("java.lang.ClassCastException"))
                .anyMatch(line -> line.contains("at calorimeter") && line.contains("EnginePeer.answer"));
    }

    /// The child is started as the command starts it, with this JVM's own options.
    @Test
    void theEngineRunsInAProcessOfItsOwn() {
        ObjectNode hello = Json.object().put("command", "hello");
        try (Peer engine = new PeerProcess(
                ChildJava.command(Main.class, EngineCommand.NAME, "1"), Map.of(), folder.resolve("engine.log"))) {
            assertThat(engine.ask(hello).path("name").asText()).isEqualTo("Calorimeter");
            assertThatThrownBy(() -> engine.ask(Json.object().put("command", "dance")))
                    .isInstanceOf(PeerException.class)
                    .hasMessage("the command 'dance' is unknown");
        }
    }

    @Test
    void theHelperOfTheBenchmarkIsNotListed() {
        assertThat(new Terminal(folder).run().out()).contains("bench ").doesNotContain("bench-engine");
    }
}
