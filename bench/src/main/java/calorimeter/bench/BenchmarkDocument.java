// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// A report as one JSON value. A measured quantity is an object of median, quartiles and number of rounds.
public final class BenchmarkDocument {

    private BenchmarkDocument() {}

    public static ObjectNode of(BenchmarkReport report) {
        ObjectNode json = Peer.JSON.createObjectNode();
        try {
            json.set("provenance", Peer.JSON.readTree(report.provenance().toJson()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("provenance is not JSON", e);
        }
        json.put("threads", report.settings().threads());
        json.put("rounds", report.settings().rounds());
        report.peakAlone().ifPresent(peak -> put(json, "peak_one_thread", peak));
        report.peak().ifPresent(peak -> put(json, "peak", peak));
        ArrayNode targets = json.putArray("targets");
        Target.judge(report).forEach(target -> target(targets.addObject(), target));
        ArrayNode cases = json.putArray("cases");
        report.cases().forEach(result -> one(cases.addObject(), result));
        ArrayNode products = json.putArray("products");
        report.products().forEach(result -> product(products.addObject(), result));
        report.memoryBytes().ifPresent(bytes -> json.put("memory_bytes", bytes));
        report.remarks().forEach(json.putArray("remarks")::add);
        return json;
    }

    private static void target(ObjectNode json, Target target) {
        json.put("quantity", target.quantity()).put("requirement", target.requirement());
        target.measured().ifPresent(measured -> put(json, "measured", measured));
        json.put("verdict", target.verdict().text()).put("note", target.note());
    }

    private static void one(ObjectNode json, CaseResult result) {
        json.put("case", result.benchmark().key());
        json.put("batch", result.benchmark().batch());
        json.put("necessary_operations", result.work().floatingPointOperations());
        json.put("formula", result.work().formula());
        put(json, "peak", result.peak());
        put(json, "fraction_of_peak", result.fractionOfPeak());
        put(json, "floor_seconds", result.floor());
        result.observables().ifPresent(share -> put(json, "observables", share));
        ArrayNode contestants = json.putArray("contestants");
        result.seconds().forEach((contestant, seconds) -> {
            ObjectNode node = contestants.addObject();
            node.put("library", contestant.library());
            node.put("variant", contestant.variant());
            node.put("name", contestant.name());
            put(node, "seconds_per_step", seconds);
            put(node, "times_ours", result.timesOurs(seconds));
            put(node, "times_floor", result.timesFloor(seconds));
            node.put("start_seconds", contestant.startSeconds());
            node.put("first_step_seconds", contestant.firstStepSeconds());
        });
        result.remarks().forEach(json.putArray("remarks")::add);
    }

    private static void product(ObjectNode json, ProductResult result) {
        json.put("kind", result.shape().kind().name());
        json.put("rows", result.shape().rows());
        json.put("inner", result.shape().inner());
        json.put("columns", result.shape().columns());
        json.put("threads", result.threads());
        put(json, "ours", result.ours());
        result.torch().ifPresent(torch -> put(json, "torch", torch));
        result.ratio().ifPresent(ratio -> put(json, "ratio", ratio));
    }

    private static void put(ObjectNode json, String key, Sample sample) {
        json.putObject(key)
                .put("median", sample.median())
                .put("lower_quartile", sample.lowerQuartile())
                .put("upper_quartile", sample.upperQuartile())
                .put("rounds", sample.size());
    }
}
