// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.statistics.peaks.Onset;
import calorimeter.statistics.peaks.Peak;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrainJsonTest {

    private static TrainResult result(double lastLoss, double wallSeconds) {
        Map<Double, Onset> generalisation = new LinkedHashMap<>();
        generalisation.put(0.5, new Onset.Occurred(120, 620));
        generalisation.put(0.9, new Onset.Pending(700, 100));
        generalisation.put(0.95, new Onset.NotOccurred(800, 2));
        generalisation.put(0.99, new Onset.NotOccurred(800, 0));
        Map<String, Double> last = new LinkedHashMap<>();
        last.put("train.loss", lastLoss);
        last.put("test.accuracy", 0.93);
        last.put("attention.C", 0.25);
        return new TrainResult(
                new TrainFindings(
                        800,
                        new Onset.Occurred(40, 540),
                        generalisation,
                        List.of(new Peak(110, 2.045, 0.002, 0.5, 0.6, 0.25, 0.01, 0.016)),
                        List.of(),
                        last,
                        Optional.empty()),
                "00ff",
                wallSeconds);
    }

    private static JsonNode json(TrainResult result) throws JsonProcessingException {
        return new ObjectMapper().readTree(TrainJson.result(result));
    }

    /// Decades of log time as steps: 10^2.045 = 110.92, and 0.002 ln 10 of that.
    @Test
    void aPeakHasItsPlaceBesideTheNearestLoggedStep() throws Exception {
        JsonNode peak = json(result(0.125, 4)).path("peaks").path("C").path(0);

        assertThat(peak.path("step").intValue()).isEqualTo(110);
        assertThat(peak.path("place").doubleValue()).isCloseTo(109.917482, within(1e-6));
        assertThat(peak.path("place_error").doubleValue()).isCloseTo(0.510794, within(1e-6));
    }

    @Test
    void theWholeResult() throws Exception {
        JsonNode whole = json(result(0.125, 4));
        ((ObjectNode) whole.path("peaks").path("C").path(0)).remove(List.of("place", "place_error"));
        assertThat(whole).isEqualTo(new ObjectMapper().readTree("""
                        {"steps": 800,
                         "memorised_at": 40,
                         "generalised_at": {"0.5": 120, "0.9": null, "0.95": null, "0.99": null},
                         "peaks": {"C": [{"step": 110, "height": 0.5, "prominence": 0.25}], "V": []},
                         "final": {"train_loss": 0.125, "test_accuracy": 0.93, "C": 0.25},
                         "parameters_sha256": "00ff",
                         "wall_seconds": 4.0,
                         "steps_per_second": 200.0}
                        """));
    }

    /// JSON has neither infinities nor NaN.
    @Test
    void whatIsNotFiniteIsNull() throws Exception {
        JsonNode json = json(result(Double.NaN, 0));

        assertThat(json.path("final").path("train_loss").isNull()).isTrue();
        assertThat(json.path("steps_per_second").doubleValue()).isZero();
    }
}
