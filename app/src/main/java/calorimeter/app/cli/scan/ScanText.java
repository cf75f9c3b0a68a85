package calorimeter.app.cli.scan;

import calorimeter.app.cli.text.Json;
import calorimeter.app.cli.text.TextTable;
import calorimeter.scan.measure.HeadMeasures;
import calorimeter.scan.measure.LayerMeasures;
import calorimeter.scan.measure.ScanResult;
import calorimeter.statistics.estimate.Interval;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The result of a scan as JSON and as a table.
///
/// @param model as the user named it
/// @param source what kind of model it is
/// @param tokens of each prompt
record ScanText(String model, String source, int[] tokens, ScanResult result) {

    ObjectNode json() {
        ObjectNode json = Json.object()
                .put("model", model)
                .put("source", source)
                .put("prompts", tokens.length)
                .put("tokens", Arrays.stream(tokens).asLongStream().sum());
        ArrayNode array = json.putArray("heads");
        for (HeadMeasures head : result.heads()) {
            array.addObject()
                    .put("layer", head.layer())
                    .put("head", head.head())
                    .put("rows", head.rows())
                    .put("C", head.specificHeat())
                    .put("S", head.entropy())
                    .put("U", head.meanEnergy())
                    .put("F", head.freeEnergy())
                    .put("KL", head.selectivity())
                    .put("chi", head.susceptibility())
                    .put("keys", head.effectiveKeys())
                    .put("V", head.variance())
                    .put("first", head.first())
                    .put("previous", head.previous())
                    .put("own", head.own())
                    .put("separator", head.separator())
                    .put("response", head.response())
                    .put("peakDistance", head.peakDistance())
                    .put("type", head.type().word())
                    .set("intervals", intervals(head.intervals()));
        }
        ArrayNode layers = json.putArray("layers");
        for (LayerMeasures layer : result.layers()) {
            layers.addObject()
                    .put("layer", layer.layer())
                    .put("similarity", layer.similarity())
                    .put("entropySpread", layer.entropySpread())
                    .put("step", layer.step());
        }
        return json;
    }

    String table() {
        TextTable table = new TextTable(
                ">layer", ">head", ">C", ">S", ">KL", ">χ", ">keys", ">V", ">first", ">previous", ">own", "type");
        for (HeadMeasures head : result.heads()) {
            table.row(
                    head.layer(),
                    head.head(),
                    number(head.specificHeat()),
                    number(head.entropy()),
                    number(head.selectivity()),
                    number(head.susceptibility()),
                    number(head.effectiveKeys()),
                    number(head.variance()),
                    number(head.first()),
                    number(head.previous()),
                    number(head.own()),
                    head.type().word());
        }
        return table.toString();
    }

    private static ObjectNode intervals(HeadMeasures.Intervals intervals) {
        ObjectNode json = Json.object();
        put(json, "C", intervals.specificHeat());
        put(json, "S", intervals.entropy());
        put(json, "KL", intervals.selectivity());
        put(json, "chi", intervals.susceptibility());
        return json;
    }

    private static void put(ObjectNode json, String key, Optional<Interval> interval) {
        interval.ifPresent(found -> json.putArray(key).add(found.lower()).add(found.upper()));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }
}
