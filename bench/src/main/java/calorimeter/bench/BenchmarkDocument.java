package calorimeter.bench;

import calorimeter.bench.CaseResult.Entry;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// A report as one JSON value. A measured quantity is an object of median, quartiles and number of rounds.
public final class BenchmarkDocument {

    private BenchmarkDocument() {}

    public static ObjectNode of(BenchmarkReport report) {
        ObjectNode json = BenchmarkJson.MAPPER.createObjectNode();
        try {
            json.set(
                    "provenance",
                    BenchmarkJson.MAPPER.readTree(report.provenance().toJson()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("provenance is not JSON", e);
        }
        json.put("threads", report.settings().threads());
        json.put("rounds", report.settings().rounds());
        report.peakAlone().ifPresent(sample -> json.set("peak_one_thread", sample(sample)));
        report.peak().ifPresent(sample -> json.set("peak", sample(sample)));
        ArrayNode targets = json.putArray("targets");
        Targets.judge(report).forEach(target -> targets.add(target(target)));
        ArrayNode cases = json.putArray("cases");
        report.cases().forEach(result -> cases.add(one(result)));
        ArrayNode products = json.putArray("products");
        report.products().forEach(result -> products.add(product(result)));
        report.memoryBytes().ifPresent(bytes -> json.put("memory_bytes", bytes));
        report.remarks().forEach(json.putArray("remarks")::add);
        return json;
    }

    private static ObjectNode target(Target target) {
        ObjectNode json = BenchmarkJson.MAPPER.createObjectNode();
        json.put("quantity", target.quantity());
        json.put("requirement", target.requirement());
        target.measured().ifPresent(sample -> json.set("measured", sample(sample)));
        json.put("verdict", target.verdict().text());
        json.put("note", target.note());
        return json;
    }

    private static ObjectNode one(CaseResult result) {
        ObjectNode json = BenchmarkJson.MAPPER.createObjectNode();
        json.put("case", result.benchmark().key());
        json.put("batch", result.benchmark().batch());
        json.put("necessary_operations", result.work().floatingPointOperations());
        json.put("formula", result.work().formula());
        json.set("peak", sample(result.peak()));
        json.set("fraction_of_peak", sample(result.fractionOfPeak()));
        json.set("floor_seconds", sample(result.floor()));
        json.set("observables", sample(result.observables()));
        ArrayNode entries = json.putArray("contestants");
        for (Entry entry : result.entries()) {
            ObjectNode node = entries.addObject();
            node.put("library", entry.library());
            node.put("variant", entry.variant());
            node.put("name", entry.name());
            node.set("seconds_per_step", sample(entry.seconds()));
            node.set("times_ours", sample(result.ratio(entry)));
            node.set("times_floor", sample(result.timesFloor(entry)));
            node.put("start_seconds", entry.startSeconds());
            node.put("first_step_seconds", entry.firstStepSeconds());
        }
        result.remarks().forEach(json.putArray("remarks")::add);
        return json;
    }

    private static ObjectNode product(ProductResult result) {
        ObjectNode json = BenchmarkJson.MAPPER.createObjectNode();
        json.put("kind", result.shape().kind().name());
        json.put("rows", result.shape().rows());
        json.put("inner", result.shape().inner());
        json.put("columns", result.shape().columns());
        json.put("threads", result.threads());
        json.set("ours", sample(result.ours()));
        result.torch().ifPresent(torch -> json.set("torch", sample(torch)));
        result.ratio().ifPresent(ratio -> json.set("ratio", sample(ratio)));
        return json;
    }

    private static ObjectNode sample(Sample sample) {
        return BenchmarkJson.MAPPER
                .createObjectNode()
                .put("median", sample.median())
                .put("lower_quartile", sample.lowerQuartile())
                .put("upper_quartile", sample.upperQuartile())
                .put("rounds", sample.size());
    }
}
