// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class FamilyTest {

    private static final Evidence NOTHING = new Evidence(List.of(), List.of(), List.of(), Map.of());

    private record Fixed(Verdict alone, boolean isTest) implements Prediction {
        @Override
        public String text() {
            return "fixed";
        }

        @Override
        public Verdict judge(Evidence evidence) {
            return alone;
        }
    }

    private static Claim claim(Verdict alone) {
        return new Claim("X", "statement", "source", new Fixed(alone, true));
    }

    private static Grounds grounds() {
        return new Grounds("x", new Estimate(1, new Interval(0.5, 1.5, 0.95), 8), "test", List.of(), List.of());
    }

    private static List<Verdict> judge(double... pValues) {
        List<Claim> claims = DoubleStream.of(pValues)
                .mapToObj(p -> claim(Verdict.of(grounds(), true, false, p, Missing.seeds(4))))
                .toList();
        return Family.judge(claims, NOTHING);
    }

    @Test
    void aDecisionMustStandInItsFamily() {
        assertThat(judge(0.03).getFirst()).isInstanceOf(Verdict.Supported.class);
        List<Verdict> two = judge(0.03, 0.04);
        assertThat(two).allMatch(verdict -> verdict instanceof Verdict.Undecided);
        assertThat(((Verdict.Tested) two.getFirst()).pValue().orElseThrow()).isCloseTo(0.06, within(1e-12));
        Missing missing = ((Verdict.Undecided) two.getFirst()).missing();
        assertThat(missing.seeds()).isZero();
        assertThat(missing.advice()).contains("p = 0.03").contains("family");
    }

    @Test
    void aStrongDecisionStandsBesideWeakOnes() {
        List<Verdict> verdicts = judge(0.001, 0.5, 0.6);
        assertThat(verdicts.get(0)).isInstanceOf(Verdict.Supported.class);
        assertThat(verdicts.get(1)).isInstanceOf(Verdict.Undecided.class);
    }

    @Test
    void untestedClaimsAndCounterexamplesCountInTheFamily() {
        for (Verdict other : List.of(new Verdict.NotTested("no runs"), Verdict.decided(grounds(), false))) {
            List<Verdict> verdicts = Family.judge(
                    List.of(claim(other), claim(Verdict.of(grounds(), true, false, 0.03, Missing.NOTHING))), NOTHING);
            assertThat(verdicts.getLast()).isInstanceOf(Verdict.Undecided.class);
            assertThat(((Verdict.Tested) verdicts.getLast()).pValue().orElseThrow())
                    .isCloseTo(0.06, within(1e-12));
            if (verdicts.getFirst() instanceof Verdict.Tested counterexample) {
                assertThat(counterexample).isInstanceOf(Verdict.Refuted.class);
                assertThat(counterexample.pValue()).isEmpty();
            }
        }
    }

    private static Claim identity(Verdict alone) {
        return new Claim("X", "statement", "source", new Fixed(alone, false));
    }

    @Test
    void identitiesCostNothing() {
        List<Claim> claims = List.of(
                identity(Verdict.decided(grounds(), true)),
                identity(Verdict.decided(grounds(), false)),
                identity(new Verdict.NotTested("no runs")),
                claim(Verdict.of(grounds(), false, true, 0.04, Missing.NOTHING)));
        assertThat(Family.judge(claims, NOTHING).stream().map(Verdict::word))
                .containsExactly("Supported", "Refuted", "NotTested", "Refuted");
    }

    private record Later(Verdict alone) implements Prediction {
        @Override
        public String text() {
            return "later";
        }

        @Override
        public String family() {
            return "later";
        }

        @Override
        public Verdict judge(Evidence evidence) {
            return alone;
        }
    }

    private static Claim later(double p) {
        return new Claim(
                "L", "statement", "source", new Later(Verdict.of(grounds(), true, false, p, Missing.seeds(4))));
    }

    @Test
    void anExperimentAddedLaterChangesNoVerdictOfBefore() {
        Verdict before = Verdict.of(grounds(), true, false, 0.03, Missing.NOTHING);
        List<Verdict> verdicts = Family.judge(List.of(later(0.04), claim(before), later(0.6)), NOTHING);
        assertThat(verdicts.get(1)).isEqualTo(before);
        assertThat(verdicts.getFirst()).isInstanceOf(Verdict.Undecided.class);
        assertThat(((Verdict.Tested) verdicts.getFirst()).pValue().orElseThrow())
                .isCloseTo(0.08, within(1e-12));
    }

    @Test
    void everyWordOfAClaimIsPartOfItsIdentity() {
        PeakRule rule = PeakRule.standard();
        PeakRule stricter = new PeakRule(rule.detector(), rule.memorised(), 0.9, rule.sustain());
        List<Claim> variants = List.of(
                peak("X", "statement", "source", rule),
                peak("Y", "statement", "source", rule),
                peak("X", "statement!", "source", rule),
                peak("X", "statement", "source!", rule),
                peak("X", "statement", "source", stricter));
        assertThat(variants.stream().map(Claim::identity).distinct()).hasSize(5);
        assertThat(peak("X", "statement", "source", rule).identity())
                .isEqualTo(variants.getFirst().identity())
                .matches("[0-9a-f]{64}");
    }

    private static Claim peak(String id, String statement, String source, PeakRule rule) {
        return new Claim(
                id,
                statement,
                source,
                new PeakPrecedes(
                        Searches.search(PeakSearch.Sight.ONLINE, rule), 0.8, List.of(Arm.MAIN), Optional.empty()));
    }
}
