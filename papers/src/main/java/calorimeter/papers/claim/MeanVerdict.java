// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import calorimeter.papers.claim.Grounds.Detail;
import calorimeter.statistics.classical.Mean;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import java.util.ArrayList;
import java.util.List;

/// The verdict on the mean of one number a seed, by Student's interval.
public final class MeanVerdict {

    private final Arm arm;
    private final String quantity;
    private final double[] values;
    private final List<String> runs;

    /// @param arm of which the seeds are
    /// @param quantity in words, with its unit
    /// @param values one a seed
    /// @param runs that they come from
    public MeanVerdict(Arm arm, String quantity, double[] values, List<String> runs) {
        this.arm = arm;
        this.quantity = quantity;
        this.values = values.clone();
        this.runs = List.copyOf(runs);
    }

    /// @param further numbers beside the estimate
    public Verdict judge(Evidence evidence, DecisionRule rule, List<Detail> further) {
        return switch (Mean.of(values, Family.CONFIDENCE)) {
            case Answer.Declined<Estimate> declined -> evidence.shortage(arm, declined.advice());
            case Answer.Given<Estimate>(Estimate estimate) -> {
                List<Detail> details = new ArrayList<>();
                for (double value : values) {
                    details.add(Detail.of("one seed", value, 1));
                }
                details.addAll(further);
                Grounds grounds = new Grounds(quantity, estimate, "mean over seeds, Student's interval", runs, details);
                yield rule.of(
                        grounds,
                        confidence -> Mean.of(values, confidence).orElseThrow().interval(),
                        1);
            }
        };
    }
}
