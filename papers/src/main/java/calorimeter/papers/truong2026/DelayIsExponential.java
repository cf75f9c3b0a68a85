// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.truong2026;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Decision;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.MeanVerdict;
import calorimeter.papers.claim.Prediction;
import calorimeter.papers.claim.Verdict;
import java.util.List;

/// The delay is an exponential of the norm rather than a power of it.
record DelayIsExponential(DoseResponse dose) implements Prediction {

    @Override
    public String text() {
        return "T_grok = a exp(α W) leaves less of the variance of ln T_grok than T_grok = a W^θ, W the norm held; "
                + dose.text() + ". The logarithm of the ratio of the sums of squares of power and exponential, which is"
                + " the difference of their AICc over the number of clamps. Supported when the 95 % Student interval of"
                + " its mean over seeds is above 0, refuted when it is below.";
    }

    @Override
    public Verdict judge(Evidence evidence) {
        return new MeanVerdict(
                        Arm.SWEPT,
                        "ln(RSS of the power law / RSS of the exponential)",
                        dose.advantages(evidence),
                        dose.cells(evidence).names())
                .judge(evidence, new Decision(0, 0), List.of());
    }
}
