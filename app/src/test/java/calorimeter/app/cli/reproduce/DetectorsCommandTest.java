// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.app.cli.Terminal;
import calorimeter.app.cli.Terminal.Outcome;
import calorimeter.app.cli.text.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectorsCommandTest {

    @TempDir
    private Path home;

    private Terminal terminal;

    @BeforeEach
    void openTerminal() {
        terminal = new Terminal(home);
    }

    @Test
    void printsRatesAndPlantedPeaks() {
        JsonNode all = Json.parse(terminal.run("detectors", "--replicas", "100", "--seed", "3", "--json")
                .out());
        assertThat(all.path("false_alarms")).hasSize(30);
        assertThat(all.path("peaks")).hasSize(24);
        JsonNode standard = all.path("false_alarms").get(24);
        assertThat(standard.path("threshold").textValue()).isEqualTo("six standard errors");
        assertThat(standard.path("nominal").isNull()).isTrue();
        assertThat(standard.path("rate").path("n").intValue()).isEqualTo(100);
        assertThat(all.path("peaks").get(4).path("power").path("value").doubleValue())
                .isGreaterThan(0.8);
        assertThat(all.path("peaks").get(4).path("detector").has("place_bias")).isTrue();
    }

    @Test
    void refusesTooFewReplicas() {
        Outcome outcome = terminal.run("detectors", "--replicas", "99");
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err()).contains("--replicas is 99");
    }
}
