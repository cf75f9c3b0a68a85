// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.kim2026;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.papers.claim.Difference;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.PeakRule;
import calorimeter.papers.claim.Searches;
import calorimeter.papers.claim.SyntheticRuns;
import calorimeter.papers.claim.SyntheticRuns.Design;
import calorimeter.papers.claim.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Pairs whose delay or peak is moved by a known amount, or not at all.
class TemperingTest {

    private static final Tempering TURNED = Tempering.ALL.getFirst();
    private static final DelayMoved DELAY = new DelayMoved(TURNED, new Difference(0.223), PeakRule.standard());
    private static final PeakAppears PEAK = new PeakAppears(TURNED, Searches.ONLINE, 0.5);

    /// Seed by seed the factor rises or falls by 2 %.
    private static Evidence pairs(int seeds, double factor, UnaryOperator<Design> main, UnaryOperator<Design> changed) {
        List<Design> designs = new ArrayList<>();
        for (int seed = 0; seed < seeds; seed++) {
            Design real = SyntheticRuns.main(Tempering.PRIME, seed);
            double event = Math.rint(real.generalised() * factor * (seed % 2 == 0 ? 1.02 : 0.98));
            designs.add(main.apply(real));
            designs.add(changed.apply(
                    real.as(TURNED.arm(), event).withPeak(event / 1.6).until(1.3 * event + 700)));
        }
        return SyntheticRuns.evidence(designs);
    }

    private static Design flat(Design design) {
        return design.withPeak(Double.POSITIVE_INFINITY);
    }

    private static double estimate(Verdict verdict) {
        return ((Verdict.Tested) verdict).grounds().estimate().value();
    }

    @Test
    void aDelayThatMovesSupportsAndOneThatStaysRefutes() {
        Verdict later = DELAY.judge(pairs(6, 2, real -> real, turned -> turned));
        assertThat(later).isInstanceOf(Verdict.Supported.class);
        assertThat(estimate(later)).isCloseTo(Math.log(2), within(0.02));
        Verdict earlier = DELAY.judge(pairs(6, 0.5, real -> real, turned -> turned));
        assertThat(earlier).isInstanceOf(Verdict.Supported.class);
        assertThat(estimate(earlier)).isCloseTo(-Math.log(2), within(0.02));
        assertThat(DELAY.judge(pairs(6, 1, real -> real, turned -> turned))).isInstanceOf(Verdict.Refuted.class);
        assertThat(DELAY.judge(pairs(2, 2, real -> real, turned -> turned))).isInstanceOf(Verdict.NotTested.class);
    }

    /// It counts at its last step, 1.3 times the event it would have had and 700.
    @Test
    void aRunThatDoesNotGeneraliseCountsAtItsLastStep() {
        Verdict verdict =
                DELAY.judge(pairs(6, 1, real -> real, turned -> turned.as(TURNED.arm(), Double.POSITIVE_INFINITY)));
        assertThat(verdict).isInstanceOf(Verdict.Supported.class);
        assertThat(estimate(verdict)).isGreaterThan(Math.log(1.3));
        assertThat(((Verdict.Tested) verdict).grounds().details())
                .anyMatch(detail ->
                        detail.label().equals("pairs of which one did not generalise") && detail.value() == 6);
    }

    @Test
    void aPeakThatAppearsSupportsAndNoneRefutes() {
        Verdict appears = PEAK.judge(pairs(10, 1, TemperingTest::flat, turned -> turned));
        assertThat(appears).isInstanceOf(Verdict.Supported.class);
        assertThat(estimate(appears)).isEqualTo(1);
        assertThat(PEAK.judge(pairs(10, 1, TemperingTest::flat, TemperingTest::flat)))
                .isInstanceOf(Verdict.Refuted.class);
    }

    @Test
    void theShiftOfThePeakIsShown() {
        Verdict verdict = PEAK.judge(pairs(6, 2, real -> real, turned -> turned));
        assertThat(((Verdict.Tested) verdict).grounds().details())
                .anyMatch(detail -> detail.label().startsWith("shift of the highest peak")
                        && Math.abs(detail.value() - Math.log10(2)) < 0.03);
    }
}
