// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import calorimeter.papers.claim.Grounds.Detail;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import java.util.List;
import java.util.function.Function;

/// A number estimated from all runs of a sweep, that claims make statements about.
public interface SweptQuantity {

    /// What it is and how it is estimated, with every constant; part of a claim's identity.
    String text();

    /// Declines when the runs do not determine it.
    Answer<Measurement> of(Evidence evidence);

    /// @param settings at how many settings a further seed would be run
    record Measurement(Grounds grounds, int settings) {}

    /// The verdict of a rule on what was measured; NotTested when the runs do not determine it.
    default Verdict judge(Evidence evidence, Function<Measurement, Verdict> rule) {
        return switch (of(evidence)) {
            case Answer.Given<Measurement>(Measurement measured) -> rule.apply(measured);
            case Answer.Declined<Measurement> declined -> evidence.shortage(Arm.SWEPT, declined.advice());
        };
    }

    /// The least interval that holds both a profile and the bootstrap over seeds, where there is one; what became of
    /// the bootstrap is added to the details.
    static Interval withSeeds(Interval profile, String symbol, Answer<Estimate> bootstrap, List<Detail> details) {
        return switch (bootstrap) {
            case Answer.Given<Estimate>(Estimate seeds) -> {
                details.add(Detail.of(symbol + ", bootstrap over seeds", seeds));
                yield new Interval(
                        Math.min(profile.lower(), seeds.interval().lower()),
                        Math.max(profile.upper(), seeds.interval().upper()),
                        profile.confidence());
            }
            case Answer.Declined<Estimate>(var reason, int n, String advice) -> {
                details.add(Detail.of(symbol + ", bootstrap over seeds: none, " + advice, Double.NaN, n));
                yield profile;
            }
        };
    }
}
