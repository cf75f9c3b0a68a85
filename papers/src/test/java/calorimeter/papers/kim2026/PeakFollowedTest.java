// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.kim2026;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.papers.claim.Searches;
import calorimeter.papers.claim.SyntheticRuns;
import calorimeter.papers.claim.SyntheticRuns.Design;
import calorimeter.papers.claim.Verdict;
import calorimeter.papers.claim.Verdicts;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PeakFollowedTest {

    private static final PeakFollowed PREDICTION = new PeakFollowed(Searches.ONLINE, KimGrid.HALF_RATE, 0.05);

    /// Runs under an intervention whose peak and event come later by these decades, give or take a little.
    private static Verdict verdict(int seeds, double peak, double event) {
        SplittableRandom random = new SplittableRandom(3);
        List<Design> designs = new ArrayList<>();
        for (Design main : SyntheticRuns.grid(seeds, 23, 31)) {
            double scatter = Math.pow(10, 0.01 * random.nextGaussian());
            designs.add(main);
            designs.add(main.as(KimGrid.HALF_RATE, Math.rint(main.generalised() * Math.pow(10, event) * scatter))
                    .withPeak(main.peak() * Math.pow(10, peak))
                    .until(1.3 * main.generalised() * Math.pow(10, event) + 700));
        }
        return Verdicts.of(PREDICTION, SyntheticRuns.evidence(designs));
    }

    @Test
    void generalisationThatMovesWithThePeakSupports() {
        Verdict verdict = verdict(6, 0.2, 0.2);
        assertThat(verdict).isInstanceOf(Verdict.Supported.class);
        assertThat(Verdicts.grounds(verdict).details().getFirst().value()).isCloseTo(0.2, within(0.02));
    }

    @Test
    void generalisationThatStaysRefutes() {
        Verdict verdict = verdict(6, -0.2, 0);
        assertThat(verdict).isInstanceOf(Verdict.Refuted.class);
        assertThat(Verdicts.grounds(verdict).estimate().value()).isCloseTo(0.2, within(0.02));
    }

    @Test
    void anInterventionThatMovesNoPeakAsksNothing() {
        assertThat(verdict(6, 0, 0.3)).isInstanceOf(Verdict.NotTested.class);
        assertThat(verdict(6, 0.03, 0.03)).isInstanceOf(Verdict.NotTested.class);
    }

    @Test
    void fivePairsAreTooFew() {
        assertThat(verdict(2, 0.2, 0.2)).isInstanceOf(Verdict.NotTested.class);
    }
}
