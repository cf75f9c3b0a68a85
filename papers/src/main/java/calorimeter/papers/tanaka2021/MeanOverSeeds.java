// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.tanaka2021;

import calorimeter.papers.claim.DecisionRule;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.Grounds;
import calorimeter.papers.claim.Grounds.Detail;
import calorimeter.papers.claim.Prediction;
import calorimeter.papers.claim.Verdict;
import calorimeter.statistics.classical.Mean;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A number that every seed gives, averaged over its settings, lies where the claim says: Student's interval over
/// seeds.
///
/// @param quantity what is averaged, with the settings it is averaged over; part of the claim's identity
/// @param values one a seed and setting
/// @param rule where the mean must lie
/// @param bounds the rule in words
/// @param remarks further details: what was left out, and what that means
record MeanOverSeeds(
        String quantity,
        Function<Evidence, List<SeedValue>> values,
        DecisionRule rule,
        String bounds,
        Function<Evidence, List<Detail>> remarks)
        implements Prediction {

    MeanOverSeeds(String quantity, Function<Evidence, List<SeedValue>> values, DecisionRule rule, String bounds) {
        this(quantity, values, rule, bounds, evidence -> List.of());
    }

    /// @param setting in words
    /// @param runs whose number it is
    record SeedValue(long seed, String setting, double value, List<String> runs) {}

    @Override
    public String text() {
        return quantity + ". Mean over the settings of a seed; Student's 95 % interval over seeds. " + bounds;
    }

    @Override
    public Verdict judge(Evidence evidence) {
        List<SeedValue> found = values.apply(evidence).stream()
                .filter(value -> Double.isFinite(value.value()))
                .toList();
        Map<Long, List<Double>> bySeed = new TreeMap<>();
        found.forEach(value ->
                bySeed.computeIfAbsent(value.seed(), seed -> new ArrayList<>()).add(value.value()));
        double[] means =
                bySeed.values().stream().mapToDouble(MeanOverSeeds::mean).toArray();
        if (!(Mean.of(means, Family.CONFIDENCE) instanceof Answer.Given<Estimate>(Estimate estimate))) {
            return new Verdict.NotTested(means.length + " seeds have finished runs that determine it; at least two with"
                    + " different values are needed" + told(remarks.apply(evidence)));
        }
        Grounds grounds = new Grounds(
                quantity,
                estimate,
                "Student's interval over seeds",
                found.stream()
                        .flatMap(value -> value.runs().stream())
                        .distinct()
                        .toList(),
                details(evidence, found));
        return rule.of(
                grounds, confidence -> Mean.of(means, confidence).orElseThrow().interval(), 1);
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private static String told(List<Detail> remarks) {
        return remarks.stream()
                .map(remark -> "; " + remark.label() + ": " + remark.n())
                .collect(Collectors.joining());
    }

    /// The mean of each setting, with the seeds that determine it where others do not, and the remarks.
    private List<Detail> details(Evidence evidence, List<SeedValue> found) {
        Map<String, List<SeedValue>> bySetting = new LinkedHashMap<>();
        found.forEach(value -> bySetting
                .computeIfAbsent(value.setting(), setting -> new ArrayList<>())
                .add(value));
        Set<Long> all = seeds(found);
        List<Detail> details = new ArrayList<>();
        bySetting.forEach((setting, values) -> {
            Set<Long> seeds = seeds(values);
            String label = setting + (seeds.equals(all) ? "" : " (not in every mean: only seeds " + seeds + ")");
            double mean = mean(values.stream().map(SeedValue::value).toList());
            details.add(Detail.of(label, mean, values.size()));
        });
        details.addAll(remarks.apply(evidence));
        return details;
    }

    private static Set<Long> seeds(List<SeedValue> values) {
        return values.stream().map(SeedValue::seed).collect(Collectors.toCollection(TreeSet::new));
    }
}
