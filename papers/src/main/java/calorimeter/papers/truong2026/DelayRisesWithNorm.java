// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.truong2026;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Equivalence;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.MeanVerdict;
import calorimeter.papers.claim.Prediction;
import calorimeter.papers.claim.Texts;
import calorimeter.papers.claim.Verdict;
import java.util.List;

/// T_grok ∝ exp(α ‖W‖) with the published α.
///
/// @param published α
/// @param tolerance relative distance from it that agrees
record DelayRisesWithNorm(DoseResponse dose, double published, double tolerance) implements Prediction {

    @Override
    public String text() {
        return "α, the least-squares slope of ln T_grok on the norm held, agrees with the published "
                + Texts.number(published) + "; " + dose.text()
                + ". Supported when the 95 % Student interval of the mean"
                + " over seeds lies within " + Texts.number(100 * tolerance) + " per cent of it, refuted when it lies"
                + " outside.";
    }

    @Override
    public Verdict judge(Evidence evidence) {
        Equivalence rule = new Equivalence(published * (1 - tolerance), published * (1 + tolerance));
        return new MeanVerdict(
                        Arm.SWEPT,
                        "α, slope of ln T_grok on the norm of all matrices",
                        dose.slopes(evidence),
                        dose.cells(evidence).names())
                .judge(evidence, rule, List.of());
    }
}
