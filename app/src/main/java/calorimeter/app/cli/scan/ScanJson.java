// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.scan;

import calorimeter.app.cli.text.Json;
import calorimeter.scan.measure.Contrast;
import calorimeter.scan.measure.HeadCourse;
import calorimeter.scan.measure.HeadMeasures;
import calorimeter.scan.measure.LayerMeasures;
import calorimeter.scan.page.ScannedModel;
import calorimeter.statistics.estimate.Interval;
import calorimeter.statistics.peaks.Peak;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/// Scans as JSON: one object; or for a series one whose `series` has an object for each model, whose `courses`
/// say when what happened in each head, and whose `lossCourse` says when the model learned.
final class ScanJson {

    private ScanJson() {}

    static ObjectNode of(List<ScannedModel> models) {
        if (models.size() == 1) {
            return model(models.getFirst());
        }
        ObjectNode json = Json.object();
        ScannedModel.lossCourse(models).ifPresent(course -> {
            ObjectNode loss = json.putObject("lossCourse");
            course.half().ifPresent(step -> loss.put("half", (long) step));
            peaks(loss.putArray("falls"), course.falls(), "rate");
        });
        ArrayNode courses = json.putArray("courses");
        ScannedModel.courses(models).forEach(course -> courses.add(course(course)));
        ArrayNode series = json.putArray("series");
        for (ScannedModel model : models) {
            ObjectNode one = Json.object();
            model.step().ifPresent(step -> one.put("step", step));
            series.add(one.setAll(model(model)));
        }
        return json;
    }

    private static ObjectNode course(HeadCourse course) {
        ObjectNode json = Json.object().put("layer", course.layer()).put("head", course.head());
        peaks(json.putArray("peaks"), course.peaks(), "C");
        ObjectNode since = json.putObject("since");
        course.since().forEach((place, step) -> since.put(place.word(), step.longValue()));
        return json;
    }

    private static void peaks(ArrayNode json, List<Peak> peaks, String height) {
        for (Peak peak : peaks) {
            json.addObject()
                    .put("step", (long) peak.step())
                    .put("place", peak.time())
                    .put("placeError", peak.timeError())
                    .put(height, peak.height())
                    .put("prominence", peak.prominence());
        }
    }

    private static ObjectNode model(ScannedModel model) {
        ObjectNode json = Json.object()
                .put("model", model.model())
                .put("source", model.source())
                .put("prompts", model.prompts())
                .put("tokens", model.tokens());
        model.loss().ifPresent(loss -> {
            json.put("loss", loss.mean());
            put(json, "lossInterval", loss.interval());
        });
        ArrayNode heads = json.putArray("heads");
        model.result().heads().forEach(head -> heads.add(head(head)));
        ArrayNode layers = json.putArray("layers");
        for (LayerMeasures layer : model.result().layers()) {
            layers.addObject()
                    .put("layer", layer.layer())
                    .put("similarity", layer.similarity())
                    .put("entropySpread", layer.entropySpread())
                    .put("step", layer.step());
        }
        model.contrast().ifPresent(contrast -> json.set("contrast", contrast(contrast)));
        return json;
    }

    /// All columns of the table under their names.
    private static ObjectNode head(HeadMeasures head) {
        ObjectNode json = Json.object();
        for (ScanTable.Column column : ScanTable.COLUMNS) {
            switch (column.value().apply(head)) {
                case Integer number -> json.put(column.name(), number);
                case Long number -> json.put(column.name(), number);
                case Double number -> json.put(column.name(), number);
                case Object text -> json.put(column.name(), text.toString());
            }
        }
        return json.set("intervals", intervals(head.intervals()));
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

    private static ObjectNode contrast(Contrast contrast) {
        ObjectNode json = Json.object()
                .put("pairs", contrast.pairs())
                .put("unmatched", contrast.unmatched())
                .put("leastP", contrast.leastP());
        ArrayNode heads = json.putArray("heads");
        for (Contrast.Difference one : contrast.heads()) {
            heads.addObject()
                    .put("layer", one.layer())
                    .put("head", one.head())
                    .put("measure", one.measure().symbol())
                    .put("difference", one.difference())
                    .put("p", one.pValue())
                    .put("adjusted", one.adjusted());
        }
        return json;
    }
}
