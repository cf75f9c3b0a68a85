// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.app.cli.Terminal.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// No command overwrites a file that a person named, unless told to.
class OverwriteTest {

    @TempDir
    private Path folder;

    private Terminal terminal;
    private Path notes;

    @BeforeEach
    void writeNotes() throws IOException {
        terminal = new Terminal(folder.resolve("home"));
        notes = Files.writeString(folder.resolve("notes.txt"), "precious");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "report RUN --output",
                "ensemble 0,1 --plot",
                "theory field --plot",
                "train --p 7 --report",
                "export RUN --format csv --output",
                "export RUN --format npz --output",
                "runs pack RUN --output"
            })
    void onlyIfTold(String command) throws IOException {
        List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
        if (words.contains("RUN")) {
            terminal.run(SmallTraining.command());
            String run = terminal.run("runs", "list", "--json").out().replaceAll(".*\"run\":\"([^\"]+)\".*\\R", "$1");
            words.replaceAll(word -> word.equals("RUN") ? run : word);
        } else if (words.contains("train")) {
            words = new ArrayList<>(List.of(SmallTraining.command()));
            words.add("--report");
        }
        words.add(notes.toString());

        Outcome refused = terminal.run(words.toArray(String[]::new));

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.errorLines())
                .singleElement()
                .asString()
                .startsWith("calorimeter: cannot write " + notes
                        + ": it exists; add --force to overwrite it or choose another --");
        assertThat(notes).hasContent("precious");
        words.add("--force");
        Outcome told = terminal.run(words.toArray(String[]::new));
        assertThat(told.status()).as(told.err()).isZero();
        assertThat(Files.size(notes)).isGreaterThan("precious".length());
    }

    /// The page in the run's own folder is the program's.
    @Test
    void theRunsOwnPageIsWrittenAgain() {
        terminal.run(SmallTraining.command());
        String run = terminal.run("runs", "list", "--json").out().replaceAll(".*\"run\":\"([^\"]+)\".*\\R", "$1");
        assertThat(terminal.run("report", run).status()).isZero();
        assertThat(terminal.run("report", run).status()).isZero();
    }
}
