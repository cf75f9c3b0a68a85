// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.page;

import calorimeter.lab.observable.Quantity;
import calorimeter.report.figure.Figure;
import calorimeter.report.figure.FigurePlan;
import calorimeter.report.figure.ReportedRun;
import calorimeter.report.figure.StepBuckets;
import calorimeter.statistics.peaks.Peak;
import calorimeter.statistics.peaks.Place;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/// What the page's script reads: the figures and the numbers, as JSON that may stand inside a script element.
///
/// A missing value is null, an infinity the string "Infinity" or "-Infinity"; all others are the shortest
/// decimals that read back as the same doubles. Every `<` becomes its Unicode escape, so that no text of a run
/// can end the element.
final class PageJson {

    /// 120 slices of either axis: about two pixels each where a head map is widest.
    private static final int HEAD_MAP_RESOLUTION = 120;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private PageJson() {}

    static String write(List<ReportedRun> runs, List<FigurePlan> plans) {
        List<Figure> figures = plans.stream().map(FigurePlan::figure).toList();
        ObjectNode page = MAPPER.createObjectNode();
        page.set("figures", MAPPER.valueToTree(figures));
        ArrayNode all = page.putArray("runs");
        runs.forEach(run -> all.add(run(run, figures, runs.size() > 1)));
        try {
            return MAPPER.writeValueAsString(page).replace("<", "\\u003c");
        } catch (JsonProcessingException failure) {
            throw new UncheckedIOException("report data cannot be written as JSON", failure);
        }
    }

    private static ObjectNode run(ReportedRun run, List<Figure> figures, boolean comparison) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("name", run.name());
        node.put("label", run.label());
        // the level of the headline and of tables, reached or not
        node.put("level", run.milestones().getLast().level());
        StepBuckets rows = StepBuckets.embedded(run.rows().steps());
        ArrayNode steps = node.putArray("steps");
        for (long step : rows.ends()) {
            steps.add(step);
        }
        ArrayNode series = node.putArray("series");
        for (Quantity quantity : run.series()) {
            if (figures.stream().anyMatch(figure -> figure.draws(quantity.name()))) {
                double[] values = run.rows().column(quantity.name());
                numbers(quantity(series, quantity).putArray("values"), rows.extremes(values));
            }
        }
        heads(node.putObject("heads"), run, comparison);
        milestones(node.putArray("events"), run);
        ObjectNode peaks = node.putObject("peaks");
        run.peaks().forEach((key, found) -> peaks(peaks.putArray(key), found));
        return node;
    }

    /// Runs side by side show the heads' latest values only, which keeps a report of many runs small.
    private static void heads(ObjectNode node, ReportedRun run, boolean comparison) {
        StepBuckets buckets = StepBuckets.of(run.rows().steps(), HEAD_MAP_RESOLUTION);
        ArrayNode columns = node.putArray("columns");
        for (int bucket = 0; bucket < buckets.size(); bucket++) {
            columns.addObject()
                    .put("first", buckets.first(bucket))
                    .put("last", buckets.last(bucket))
                    .put("rows", buckets.rows(bucket));
        }
        ArrayNode quantities = node.putArray("quantities");
        for (Quantity quantity : run.headSeries()) {
            ArrayNode heads = quantity(quantities, quantity).putArray("heads");
            for (int layer = 0; layer < run.layers(); layer++) {
                for (int head = 0; head < run.heads(); head++) {
                    double[] values = run.rows().column(ReportedRun.head(quantity, layer, head));
                    ObjectNode one = heads.addObject().put("layer", layer).put("head", head);
                    numbers(one.putArray("last"), last(values));
                    if (!comparison) {
                        numbers(one.putArray("values"), buckets.means(values));
                    }
                }
            }
        }
    }

    /// The latest finite value, or NaN.
    private static double last(double[] values) {
        return Arrays.stream(values)
                .filter(Double::isFinite)
                .reduce((earlier, later) -> later)
                .orElse(Double.NaN);
    }

    private static void milestones(ArrayNode node, ReportedRun run) {
        run.milestones()
                .forEach(milestone -> milestone
                        .step()
                        .ifPresent(step -> node.addObject()
                                .put("name", milestone.name())
                                .put("observable", milestone.observable())
                                .put("threshold", milestone.level())
                                .put("step", step)));
    }

    private static void peaks(ArrayNode node, List<Peak> peaks) {
        for (Peak peak : peaks) {
            ObjectNode one = node.addObject().put("step", (long) peak.step());
            one.put("place", Place.ofLogTime(peak.time(), peak.timeError()).step());
            numbers(one.putArray("height"), peak.height());
            numbers(one.putArray("prominence"), peak.prominence());
        }
    }

    private static ObjectNode quantity(ArrayNode parent, Quantity quantity) {
        return parent.addObject()
                .put("key", quantity.name())
                .put("symbol", quantity.symbol())
                .put("unit", Text.unit(quantity).isEmpty() ? "dimensionless" : quantity.unit())
                .put("description", quantity.description());
    }

    private static void numbers(ArrayNode node, double... values) {
        for (double value : values) {
            if (Double.isNaN(value)) {
                node.addNull();
            } else if (Double.isInfinite(value)) {
                node.add(value > 0 ? "Infinity" : "-Infinity");
            } else {
                node.add(value);
            }
        }
    }
}
