// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.truong2026;

import calorimeter.papers.claim.Equivalence;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Grounds.Detail;
import calorimeter.papers.claim.MeanVerdict;
import calorimeter.papers.claim.Prediction;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.claim.Texts;
import calorimeter.papers.claim.Verdict;
import calorimeter.statistics.estimate.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// With squared error the output temperature does not move the logit scale at grokking: the targets fix it.
///
/// @param low τ
/// @param high τ
/// @param margin of the logarithm that counts as none
record LogitScaleIsPinned(int modulus, Knobs low, Knobs high, double margin) implements Prediction {

    @Override
    public String text() {
        return "With squared error at p = " + modulus + " the logit scale of a run at its T_grok is the same at "
                + low.words() + " and at " + high.words()
                + ": the difference of its logarithms, seed by seed, the seeds"
                + " that have grokked at both after the clamp began. Supported when the 95 % Student interval of its mean lies within "
                + Texts.number(margin) + " of 0, refuted when it lies outside.";
    }

    @Override
    public Verdict judge(Evidence evidence) {
        SeedsOfCells cells = SeedsOfCells.of(List.of(
                Cell.of(evidence, TruongGrid.SQUARED, modulus, low),
                Cell.of(evidence, TruongGrid.SQUARED, modulus, high)));
        List<Double> differences = new ArrayList<>();
        List<Double> delays = new ArrayList<>();
        for (int seed = 0; seed < cells.count(); seed++) {
            List<Cell> pair = cells.seed(seed);
            if (pair.stream().allMatch(LogitScaleIsPinned::grokkedClamped)) {
                differences.add(logarithm(pair.getLast()) - logarithm(pair.getFirst()));
                delays.add(
                        Math.log(pair.getLast().medianDelay() / pair.getFirst().medianDelay()));
            }
        }
        List<Detail> further = List.of(
                Detail.of("median ln of the ratio of delays", Samples.median(numbers(delays)), delays.size()),
                Detail.of("seeds with both runs", cells.count(), cells.count()));
        return new MeanVerdict(
                        TruongGrid.SQUARED,
                        "ln of the logit scale at grokking, " + high.words() + " less " + low.words(),
                        numbers(differences),
                        cells.names())
                .judge(evidence, new Equivalence(-margin, margin), delays.isEmpty() ? List.of() : further);
    }

    /// Before the clamp the knobs of the norm have done nothing.
    private static boolean grokkedClamped(Cell cell) {
        return cell.grokked() == 1 && cell.medianDelay() > TruongGrid.CLAMPED_FROM;
    }

    private static double logarithm(Cell cell) {
        RunEvidence run = cell.runs().getFirst();
        return Math.log(Cell.at(run, Cell.LOGIT_SCALE, cell.medianDelay()));
    }

    private static double[] numbers(List<Double> values) {
        return Arrays.stream(values.toArray(new Double[0]))
                .mapToDouble(Double::doubleValue)
                .toArray();
    }
}
