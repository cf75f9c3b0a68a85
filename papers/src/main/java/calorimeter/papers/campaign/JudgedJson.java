// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.campaign;

import calorimeter.lab.store.Declaration;
import calorimeter.papers.claim.Claim;
import calorimeter.papers.claim.Evidence.Excluded;
import calorimeter.papers.claim.Grounds;
import calorimeter.papers.claim.Verdict;
import calorimeter.statistics.estimate.Interval;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/// A judged reproduction as JSON: what `reproduce --json` prints. Numbers that are not finite become null.
public final class JudgedJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JudgedJson() {}

    public static ObjectNode of(Judged judged) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("reproduction", judged.reproduction().name());
        json.put("size", judged.reproduction().size().key());
        json.put("complete", judged.missing() == 0 && judged.plan().complete());
        json.put("runs_missing", judged.missing());
        json.put("design", judged.reproduction().design());
        json.put("design_warning", judged.design().designWarning());
        ArrayNode remarks = json.putArray("plan");
        judged.plan().remarks().forEach(remarks::add);
        ArrayNode excluded = json.putArray("excluded");
        for (Excluded run : judged.evidence().excluded()) {
            excluded.addObject()
                    .put("run", run.run())
                    .put("arm", run.arm().title())
                    .put("why", run.why());
        }
        ArrayNode claims = json.putArray("claims");
        judged.verdicts().forEach(verdicted -> claims.add(claim(verdicted)));
        return json;
    }

    private static ObjectNode claim(Judged.Verdicted verdicted) {
        Claim claim = verdicted.claim();
        Verdict verdict = verdicted.verdict();
        ObjectNode json = MAPPER.createObjectNode();
        json.put("id", claim.id());
        json.put("verdict", verdict.word());
        json.put("statement", claim.statement());
        json.put("source", claim.source());
        json.put("prediction", claim.prediction().text());
        json.put("identity", claim.identity());
        json.put(
                "declared",
                verdicted.history().declaredAt().map(Instant::toString).orElse(null));
        json.put("runs_begun_before_declaration", verdicted.history().runsBefore());
        ArrayNode others = json.putArray("other_wordings");
        for (Declaration declaration : verdicted.history().others()) {
            others.addObject()
                    .put("identity", declaration.identity())
                    .put("declared", declaration.declaredAt().toString())
                    .put("text", declaration.text());
        }
        switch (verdict) {
            case Verdict.NotTested(String reason) -> json.put("reason", reason);
            case Verdict.Undecided undecided -> {
                tested(json, undecided);
                int seeds = undecided.missing().seeds();
                json.put("more_seeds", seeds > 0 ? seeds : null);
                json.put("missing", undecided.missing().advice());
            }
            case Verdict.Tested tested -> tested(json, tested);
        }
        return json;
    }

    private static void tested(ObjectNode json, Verdict.Tested tested) {
        Grounds grounds = tested.grounds();
        json.put("quantity", grounds.quantity());
        number(json, "estimate", grounds.estimate().value());
        interval(json, grounds.estimate().interval());
        json.put("n", grounds.estimate().n());
        json.put("test", grounds.test());
        number(json, "adjusted_p_value", tested.pValue().orElse(Double.NaN));
        grounds.power().ifPresent(power -> {
            ObjectNode node = json.putObject("power");
            number(node, "of", power.effect());
            number(node, "value", power.value());
        });
        ArrayNode details = json.putArray("details");
        for (Grounds.Detail detail : grounds.details()) {
            ObjectNode node = details.addObject().put("label", detail.label());
            number(node, "value", detail.value());
            Interval interval = detail.interval();
            if (interval != null) {
                interval(node, interval);
            }
            node.put("n", detail.n());
        }
        ArrayNode runs = json.putArray("runs");
        grounds.runs().forEach(runs::add);
    }

    private static void interval(ObjectNode json, Interval interval) {
        number(json, "lower", interval.lower());
        number(json, "upper", interval.upper());
        json.put("confidence", interval.confidence());
    }

    private static void number(ObjectNode json, String key, double value) {
        json.put(key, Double.isFinite(value) ? value : null);
    }
}
