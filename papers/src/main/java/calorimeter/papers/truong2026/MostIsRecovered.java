// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.truong2026;

import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Missing;
import calorimeter.papers.claim.Prediction;
import calorimeter.papers.claim.SweptQuantity.Measurement;
import calorimeter.papers.claim.Texts;
import calorimeter.papers.claim.Verdict;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import java.util.OptionalDouble;

/// The output temperature takes away more than a share of what the norm adds.
record MostIsRecovered(Recovery recovery, double share) implements Prediction {

    @Override
    public String text() {
        return "The recovery is above " + Texts.number(share) + "; " + recovery.text() + ". Supported when the 95 %"
                + " interval is above it, refuted when it is below. Judged by intervals, without a p-value.";
    }

    @Override
    public boolean isTest() {
        return false;
    }

    @Override
    public Verdict judge(Evidence evidence) {
        return switch (recovery.of(evidence)) {
            case Answer.Declined<Measurement> declined -> evidence.shortage(recovery.arm(), declined.advice());
            case Answer.Given<Measurement>(Measurement measured) -> {
                Estimate estimate = measured.grounds().estimate();
                double half = estimate.interval().width() / 2;
                yield Verdict.of(
                        measured.grounds(),
                        estimate.interval().lower() > share,
                        estimate.interval().upper() < share,
                        OptionalDouble.empty(),
                        Missing.until(half, Math.abs(estimate.value() - share), estimate.n(), 1));
            }
        };
    }
}
