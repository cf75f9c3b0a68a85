package calorimeter.report.page;

import calorimeter.lab.observable.Quantity;
import calorimeter.statistics.peaks.Place;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
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

    static String write(List<RunReportData> runs, List<FigurePlan> plans) {
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

    private static ObjectNode run(RunReportData run, List<Figure> figures, boolean comparison) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("name", run.name());
        node.put("label", run.label());
        ThinnedRows rows = new ThinnedRows(run.steps());
        ArrayNode steps = node.putArray("steps");
        for (long step : rows.steps()) {
            steps.add(step);
        }
        ArrayNode allSeries = node.putArray("series");
        for (Series series : run.series()) {
            if (figures.stream()
                    .anyMatch(figure -> figure.draws(series.quantity().name()))) {
                numbers(quantity(allSeries, series.quantity()).putArray("values"), rows.values(series.values()));
            }
        }
        heads(node.putObject("heads"), run, comparison);
        events(node.putArray("events"), run);
        ObjectNode peaks = node.putObject("peaks");
        run.peaks().forEach((key, found) -> peaks(peaks.putArray(key), found));
        return node;
    }

    /// Runs side by side show the heads' latest values only, which keeps a report of many runs small.
    private static void heads(ObjectNode node, RunReportData run, boolean comparison) {
        int[] bounds = StepBuckets.bounds(run.steps(), HEAD_MAP_RESOLUTION);
        columns(node.putArray("columns"), run.steps(), bounds);
        ArrayNode quantities = node.putArray("quantities");
        for (HeadSeries series : run.headSeries()) {
            ArrayNode heads = quantity(quantities, series.quantity()).putArray("heads");
            for (int layer = 0; layer < series.layers(); layer++) {
                for (int head = 0; head < series.heads(); head++) {
                    ObjectNode one = heads.addObject().put("layer", layer).put("head", head);
                    numbers(one.putArray("last"), series.last(layer, head));
                    if (!comparison) {
                        numbers(one.putArray("values"), StepBuckets.means(bounds, series.values(layer, head)));
                    }
                }
            }
        }
    }

    private static void columns(ArrayNode node, long[] steps, int[] bounds) {
        for (int column = 0; column + 1 < bounds.length; column++) {
            node.addObject()
                    .put("first", steps[bounds[column]])
                    .put("last", steps[bounds[column + 1] - 1])
                    .put("rows", bounds[column + 1] - bounds[column]);
        }
    }

    private static void events(ArrayNode node, RunReportData run) {
        for (Event event : run.events()) {
            if (event.step().isPresent()) {
                node.addObject()
                        .put("name", event.name())
                        .put("observable", event.observable())
                        .put("threshold", event.threshold())
                        .put("step", event.step().getAsLong());
            }
        }
    }

    private static void peaks(ArrayNode node, List<Peak> peaks) {
        for (Peak peak : peaks) {
            ObjectNode one = node.addObject().put("step", peak.step());
            Place place = peak.place();
            if (place != null) {
                one.put("place", place.step());
            }
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
