// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.kim2026;

import calorimeter.papers.claim.Difference;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Grounds.Detail;
import calorimeter.papers.claim.MeanVerdict;
import calorimeter.papers.claim.PeakRule;
import calorimeter.papers.claim.Prediction;
import calorimeter.papers.claim.Verdict;
import calorimeter.papers.kim2026.Tempering.Pair;
import java.util.List;

/// Turning the temperature moves the step of generalisation. Where query and key absorb the change, nothing
/// moves.
record DelayMoved(Tempering tempering, Difference difference, PeakRule rule) implements Prediction {

    private static final int FEWEST_PAIRS = 3;

    @Override
    public String text() {
        return tempering.text() + "ln of the step of generalisation over that of the main run is not 0. "
                + difference.text("its mean over seeds")
                + ": then query and key absorb what is changed. A run that does not generalise counts at its last step,"
                + " which understates the ratio; pairs of which none generalises are left out, and those with a diverged"
                + " run; at least " + FEWEST_PAIRS + " pairs are needed. " + rule.text();
    }

    @Override
    public String family() {
        return Tempering.FAMILY;
    }

    @Override
    public Verdict judge(Evidence evidence) {
        List<Pair> all = tempering.pairs(evidence);
        List<Pair> pairs = all.stream()
                .filter(pair -> pair.run().hasGeneralised() || pair.main().hasGeneralised())
                .toList();
        if (pairs.size() < FEWEST_PAIRS) {
            return evidence.shortage(
                    tempering.arm(),
                    FEWEST_PAIRS + " pairs of which one generalises are needed, there are " + pairs.size());
        }
        int diverged = (int) evidence.excluded().stream()
                .filter(excluded -> excluded.arm().equals(tempering.arm()))
                .count();
        int censored = (int) pairs.stream().filter(Pair::isCensored).count();
        return new MeanVerdict(
                        tempering.arm(),
                        "ln of the step of generalisation over that of the main run, "
                                + tempering.arm().title(),
                        pairs.stream().mapToDouble(Pair::delay).toArray(),
                        Tempering.names(pairs))
                .judge(
                        evidence,
                        difference,
                        List.of(
                                Detail.of("pairs of which one did not generalise", censored, pairs.size()),
                                Detail.of("pairs of which none did, left out", all.size() - pairs.size(), all.size()),
                                Detail.of("diverged runs, left out", diverged, diverged + all.size())));
    }
}
