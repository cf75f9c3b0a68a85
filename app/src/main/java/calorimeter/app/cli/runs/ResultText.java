// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.runs;

import calorimeter.app.cli.text.HumanText;
import calorimeter.app.cli.text.Json;
import calorimeter.statistics.peaks.Place;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// A run's result for a person: the leaves of its JSON, but one line for each peak, and `none` for a quantity
/// without peaks.
final class ResultText {

    static final String NONE = "none";

    private static final String PEAKS = "peaks.";

    private ResultText() {}

    static Map<String, String> of(JsonNode result) {
        Map<String, String> lines = new LinkedHashMap<>();
        Json.leaves(result).forEach((path, value) -> {
            if (path.startsWith("charges.")) {
                return; // a line for all of them: ChargeFindings
            }
            String peak = peakOf(path);
            if (peak.isEmpty()) {
                lines.put(path, path.startsWith(PEAKS) && value.isEmpty() ? NONE : HumanText.value(value));
            } else {
                lines.computeIfAbsent(peak, key -> peak(result.at(pointer(key))));
            }
        });
        return lines;
    }

    /// `peaks.C[0]` of `peaks.C[0].step`; empty for what is no part of a peak.
    private static String peakOf(String path) {
        int end = path.indexOf("].");
        return path.startsWith(PEAKS) && end > 0 ? path.substring(0, end + 1) : "";
    }

    /// `/peaks/C/0` of `peaks.C[0]`.
    private static String pointer(String path) {
        return "/" + path.replace("]", "").replace('[', '/').replace('.', '/');
    }

    /// Runs that were stored before there were places have only the nearest logged step.
    private static String peak(JsonNode peak) {
        JsonNode place = peak.path("place");
        JsonNode error = peak.path("place_error");
        String where = place.isNumber() && error.isNumber()
                ? new Place(place.doubleValue(), error.doubleValue()).text()
                : peak.path("step").asText();
        return String.format(Locale.ROOT, "%.4g at step %s", peak.path("height").doubleValue(), where);
    }
}
