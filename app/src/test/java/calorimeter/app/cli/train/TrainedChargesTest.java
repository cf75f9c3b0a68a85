// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import calorimeter.app.cli.Terminal;
import calorimeter.app.cli.text.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainedChargesTest {

    @TempDir
    private Path home;

    @Test
    void aRunSaysWhatBecameOfItsCharges() {
        Terminal terminal = new Terminal(home);
        String settings = "train --json --p 7 --width 8 --mlp-width 8 --max-steps 20 --model mlp --charges true"
                + " --optimizer sgd --learning-rate 0.1 --momentum 0.9";
        JsonNode result = Json.parse(terminal.run(settings.split(" ")).out());
        String run = result.path("run").textValue();

        assertThat(result.at("/charges/residual").doubleValue()).isBetween(0.0, 4.0);
        assertThat(result.at("/charges/groups/readout.rows/exact").doubleValue())
                .isCloseTo(result.at("/charges/groups/readout.rows/charge").doubleValue(), withinPercentage(1e-3));
        assertThat(terminal.run("runs", "show", run).out())
                .containsPattern("charges +largest residual .* roundings of the exact law; beside the measured charge"
                        + " after 20 steps: \\[NM] ")
                .doesNotContain("charges.groups");
        assertThat(terminal.run("train", "--resume", run).out())
                .containsPattern("charges +largest residual .* roundings of the exact law");
    }
}
