// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.symmetries;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.app.cli.Terminal;
import calorimeter.app.cli.Terminal.Outcome;
import calorimeter.app.cli.text.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SymmetriesCommandTest {

    @TempDir
    private Path home;

    private Terminal terminal;

    @BeforeEach
    void openTerminal() {
        terminal = new Terminal(home);
    }

    @Test
    void aPresetWithSettings() {
        Outcome outcome = terminal.run(
                "symmetries", "nanda", "--json", "--model", "mlp", "--tokens", "operands", "--p", "7", "--width", "8");
        JsonNode result = Json.parse(outcome.out());

        assertThat(outcome.status()).isZero();
        assertThat(result.path("parts").findValuesAsText("name"))
                .containsExactly("embedding.operands", "layer0.units", "readout.rows");
        assertThat(result.path("laws").intValue()).isEqualTo(8 * 9 / 2 + 512 + 513);
        assertThat(result.path("laws_with_momentum").intValue()).isEqualTo(8 * 7 / 2 + 2 * 513);
        assertThat(result.path("twin").path("holds").booleanValue()).isTrue();
        for (JsonNode part : result.path("parts")) {
            assertThat(part.path("violation").doubleValue()).isLessThan(1e-6);
            assertThat(part.path("bound").doubleValue()).isEqualTo(1e-5);
            assertThat(part.path("verdict").textValue()).isEqualTo("holds");
        }
    }

    @Test
    void aRunAtItsNewestCheckpoint() {
        String run = "--p 7 --width 8 --mlp-width 8 --max-steps 20 --activation gelu --model mlp --tokens operands";
        terminal.run(("train --json " + run).split(" ", -1));
        String name = Json.parse(terminal.run("runs", "list", "--json").out())
                .path(0)
                .path("run")
                .textValue();

        Outcome outcome = terminal.run("symmetries", name);

        assertThat(outcome.status()).isZero();
        assertThat(outcome.out())
                .startsWith("symmetries of run " + name + ", step 20\n")
                .contains("14 = predicted")
                .contains("relative to ‖∇f‖‖X‖");
    }

    @Test
    void aNameNearAPresetIsSuggested() {
        Outcome outcome = terminal.run("symmetries", "nandaa");

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.errorLines())
                .containsExactly("calorimeter: there is no preset or run 'nandaa'; did you mean nanda?");
    }

    @Test
    void settingsDoNotGoWithARun() {
        Outcome outcome = terminal.run("symmetries", "some-run", "--p", "7");

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err()).contains("--p goes with a preset, but some-run is a run; leave it out");
    }
}
