// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.kim2026;

import calorimeter.papers.claim.Equivalence;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.Grounds;
import calorimeter.papers.claim.Grounds.Detail;
import calorimeter.papers.claim.Prediction;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.claim.Slope;
import calorimeter.papers.claim.Texts;
import calorimeter.papers.claim.Verdict;
import calorimeter.statistics.classical.Mean;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Before training, the variance of logits grows like d_k without the factor 1/√d_k and not at all with it.
///
/// @param tolerance how far the exponents may be from 1 and 0
record LogitScaling(double tolerance) implements Prediction {

    @Override
    public String text() {
        return "At initialisation, ln of the pooled variance of q·k against ln d_k has slope 1 and that of the scaled"
                + " logits q·k/√d_k (which is V) slope 0, one slope per seed. Supported when both 95 % intervals of"
                + " the mean lie within " + Texts.number(tolerance) + " of that, refuted when one lies outside.";
    }

    @Override
    public Verdict judge(Evidence evidence) {
        List<RunEvidence> runs = evidence.runs(KimGrid.HEAD_SIZES);
        List<Double> slopes = new ArrayList<>();
        for (long seed : new TreeSet<>(runs.stream().map(RunEvidence::seed).toList())) {
            List<double[]> points = runs.stream()
                    .filter(run -> run.seed() == seed)
                    .map(run -> new double[] {
                        Math.log(run.headSize()),
                        Math.log(run.series(RunEvidence.LANDSCAPE).value(0))
                    })
                    .toList();
            double slope = Slope.of(points);
            if (Double.isFinite(slope)) {
                slopes.add(slope);
            }
        }
        double[] scaled = slopes.stream().mapToDouble(Double::doubleValue).toArray();
        if (!(Mean.of(scaled, Family.CONFIDENCE) instanceof Answer.Given<Estimate>(Estimate estimate))) {
            return evidence.shortage(KimGrid.HEAD_SIZES, "two seeds at two head sizes are needed");
        }
        // q·k = √d_k · s, so its variance is d_k V and its slope is greater by exactly 1: one interval decides both.
        Grounds grounds = new Grounds(
                "exponent of d_k in the variance of scaled logits (of q·k: greater by 1)",
                estimate,
                "least squares per seed, Student interval of the mean",
                Evidence.names(runs),
                List.of(Detail.of("exponent of d_k in the variance of q·k", estimate.value() + 1, estimate.n())));
        return new Equivalence(-tolerance, tolerance)
                .of(
                        grounds,
                        confidence -> Mean.of(scaled, confidence).orElseThrow().interval(),
                        1);
    }
}
