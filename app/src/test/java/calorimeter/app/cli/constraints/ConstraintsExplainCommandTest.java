// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.constraints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.app.cli.SmallTraining;
import calorimeter.app.cli.Terminal;
import calorimeter.app.cli.Terminal.Outcome;
import calorimeter.app.cli.text.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConstraintsExplainCommandTest {

    @TempDir
    private Path home;

    private Terminal terminal;

    @BeforeEach
    void openTerminal() {
        terminal = new Terminal(home);
    }

    /// Trains and returns the run's name.
    private String trained(String... others) {
        assertThat(terminal.run(SmallTraining.once(others)).err()).doesNotContain("must");
        return Json.parse(terminal.run("runs", "list", "--json").out())
                .path(0)
                .path("run")
                .textValue();
    }

    @Test
    void aRunWithoutConstraints() {
        String run = trained("--max-steps", "1");

        Outcome outcome = terminal.run("constraints", "explain", run);

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err())
                .isEqualTo("calorimeter: run " + run
                        + " has no constraints; name one that was trained with --constraint" + System.lineSeparator());
    }

    @Test
    void aRunThatIsUnknown() {
        Outcome outcome = terminal.run("constraints", "explain", "nanda-s0-00000000");

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.errorLines()).hasSize(1);
    }

    /// A norm that may be larger than it is: there is room, no multiplier, and nothing to meet.
    @Test
    void oneConstraintWithRoom() {
        String run = trained("--constraint", "weights.norm <= 1000", "--max-steps", "10");

        Outcome outcome = terminal.run("constraints", "explain", run);

        assertThat(outcome.status()).isZero();
        assertThat(outcome.out())
                .startsWith("weights.norm <= 1000.0")
                .containsPattern("feasible +yes, within 1 %")
                .containsPattern("multiplier +0.000, largest in the run 0.000")
                .containsPattern("settled +yes")
                .containsPattern("sign +right")
                .containsPattern("complementary +yes, there is room and no multiplier")
                .contains("a bound higher by 10.00 would change the loss by about 0.000")
                .contains("on the training set at step 10")
                .contains("AdamW's weight decay is part of no gradient")
                .doesNotContain("temperature");
    }

    /// More than can be had in so few steps: it says what to do.
    @Test
    void oneConstraintThatIsMissed() {
        String run = trained("--constraint", "attention.S.read <= 0.1", "--max-steps", "10", "--weight-decay", "0");

        Outcome outcome = terminal.run("constraints", "explain", run);

        assertThat(outcome.status()).isZero();
        assertThat(outcome.out())
                .containsPattern("feasible +no, it misses by 0\\.9\\d+: train longer, raise --dual-rate, or allow more")
                .containsPattern("settled +no: train longer or lower --dual-rate")
                .containsPattern("complementary +yes, the bound is reached")
                .containsPattern("temperature +-?\\d.*, -?\\d.*: dU/dS as the scores of each head show it")
                .doesNotContain("AdamW");
    }

    @Test
    void severalConstraintsAsJson() {
        String run = trained(
                "--constraint",
                "train.loss <= 0.5; attention.S.read >= 1.09; weights.norm = 9",
                "--dual-method",
                "penalty",
                "--dual-penalty",
                "2",
                "--max-steps",
                "10");

        Outcome outcome = terminal.run("constraints", "explain", run, "--json");
        JsonNode json = Json.parse(outcome.out());

        assertThat(outcome.status()).isZero();
        assertThat(json.path("run").textValue()).isEqualTo(run);
        assertThat(json.path("step").intValue()).isEqualTo(10);
        assertThat(json.path("stationarity").doubleValue()).isBetween(0.0, 1.0);
        JsonNode loss = json.path("constraints").path(0);
        assertThat(loss.path("constraint").textValue()).isEqualTo("train.loss <= 0.5");
        assertThat(loss.path("violation").doubleValue())
                .isEqualTo(loss.path("value").doubleValue() - 0.5)
                .isPositive();
        assertThat(loss.path("slack").doubleValue()).isZero();
        assertThat(loss.path("met").booleanValue()).isFalse();
        // ∇g is ∇f here, which has no weight decay in it
        assertThat(loss.path("gradient").doubleValue())
                .isEqualTo(json.path("loss_gradient").doubleValue());
        JsonNode entropy = json.path("constraints").path(1);
        assertThat(entropy.path("temperatures")).hasSize(2);
        // away from rest heads differ
        assertThat(entropy.path("temperatures").path(0))
                .isNotEqualTo(entropy.path("temperatures").path(1));
        assertThat(entropy.path("sign").booleanValue()).isTrue();
        JsonNode norm = json.path("constraints").path(2);
        assertThat(norm.path("violation").doubleValue())
                .isEqualTo(Math.abs(norm.path("value").doubleValue() - 9));
        assertThat(norm.path("gradient").doubleValue()).isCloseTo(1, within(1e-6));
        assertThat(norm.path("temperatures")).isEmpty();
    }

    @Test
    void whichPartIsAsked() {
        Outcome outcome = terminal.run("constraints");

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err()).contains("`calorimeter constraints` needs explain after it");
    }
}
