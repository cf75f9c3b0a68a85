// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.bi2026;

import static calorimeter.papers.claim.SyntheticSweeps.contrasts;
import static calorimeter.papers.claim.SyntheticSweeps.evidence;
import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.papers.claim.AgreesWithInterval;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.SyntheticSweeps.Contrasts;
import calorimeter.papers.claim.Verdict;
import calorimeter.papers.claim.Verdicts;
import calorimeter.statistics.estimate.Estimate;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// A planted crossing and planted susceptibilities are recovered, and their opposites flip the verdicts.
class ContrastSweepClaimsTest {

    private static final List<Double> FRACTIONS = List.of(0.3, 0.35, 0.4, 0.45, 0.5);
    private static final BinderCrossingFraction CROSSING = new BinderCrossingFraction();

    /// U₄ of a Gaussian m depends on the mean over the deviation alone, so curves cross where these do.
    private record Gaussian(double atZero, double steepness) implements Contrasts {

        @Override
        public double mean(int modulus, double fraction) {
            return modulus < 50 ? 2 : atZero * Math.exp(steepness * (fraction - 0.4));
        }

        @Override
        public double deviation(int modulus, double fraction) {
            return 1;
        }
    }

    /// Var(m) = p^exponent, at one fraction more than at the others.
    private record Critical(double exponent) implements Contrasts {

        @Override
        public double mean(int modulus, double fraction) {
            return 0.5;
        }

        @Override
        public double deviation(int modulus, double fraction) {
            return (fraction == 0.4 ? 1 : 0.2) * Math.pow(modulus, exponent / 2);
        }
    }

    /// χ = p Var(m) = p/(p + 15).
    private record Saturating() implements Contrasts {

        @Override
        public double mean(int modulus, double fraction) {
            return 0.5;
        }

        @Override
        public double deviation(int modulus, double fraction) {
            return (fraction == 0.4 ? 1 : 0.2) / Math.sqrt(modulus + 15);
        }
    }

    @Nested
    class Crossing {

        private static Evidence planted(double atZero, double steepness, int seeds) {
            return evidence(contrasts(new Gaussian(atZero, steepness), seeds, List.of(23, 97), FRACTIONS));
        }

        @Test
        void thePlantedOneLiesInItsInterval() {
            Evidence evidence = planted(2, 15, 100);
            Estimate found = CROSSING.of(evidence).orElseThrow().grounds().estimate();
            assertThat(found.interval().contains(0.4)).isTrue();
            assertThat(Verdicts.of(new BinderCurvesCross(CROSSING), evidence)).isInstanceOf(Verdict.Supported.class);
            assertThat(Verdicts.of(new AgreesWithInterval(CROSSING, "f_c", 0.39, 0.42, 0.1, false, ""), evidence))
                    .isInstanceOf(Verdict.Supported.class);
            assertThat(Verdicts.of(new AgreesWithInterval(CROSSING, "f_c", 0.2, 0.3, 0.1, false, ""), evidence))
                    .isInstanceOf(Verdict.Refuted.class);
        }

        @Test
        void curvesThatStayApartRefute() {
            assertThat(Verdicts.of(new BinderCurvesCross(CROSSING), planted(8, 0, 60)))
                    .isInstanceOf(Verdict.Refuted.class);
        }

        /// The same curves decide with more seeds, so it is their number that keeps four from it.
        @Test
        void fewSeedsAreUndecidedHoweverClearAndSayHowManyMore() {
            Verdict verdict = Verdicts.of(new BinderCurvesCross(CROSSING), planted(8, 0, 4));
            assertThat(((Verdict.Undecided) verdict).missing().seeds()).isGreaterThanOrEqualTo(2);
            assertThat(Verdicts.of(new BinderCurvesCross(CROSSING), planted(8, 0, 60)))
                    .isInstanceOf(Verdict.Refuted.class);
        }

        @Test
        void oneModulusIsNotTested() {
            Evidence evidence = evidence(contrasts(new Gaussian(2, 15), 5, List.of(23), FRACTIONS));
            assertThat(Verdicts.of(new BinderCurvesCross(CROSSING), evidence)).isInstanceOf(Verdict.NotTested.class);
        }
    }

    @Nested
    class Susceptibility {

        private static final List<Integer> MODULI = List.of(11, 17, 23, 31, 53, 71, 97);

        private static Verdict verdict(double exponent, double least, double better, List<Integer> moduli) {
            return Verdicts.of(
                    new SusceptibilityDiverges(least, better),
                    evidence(contrasts(new Critical(exponent), 60, moduli, List.of(0.3, 0.4, 0.5))));
        }

        @Test
        void aVarianceThatGrowsSupportsBoth() {
            Verdict verdict = verdict(1, 0, 10, MODULI);
            assertThat(verdict).isInstanceOf(Verdict.Supported.class);
            assertThat(Verdicts.grounds(verdict).estimate().interval().contains(2))
                    .isTrue();
            assertThat(verdict(1, 1, 2, MODULI)).isInstanceOf(Verdict.Supported.class);
        }

        @Test
        void theFactorPAloneDoesNotSupport() {
            assertThat(verdict(0, 0, 10, MODULI)).isInstanceOf(Verdict.Undecided.class);
            assertThat(verdict(0, 1, 2, MODULI)).isNotInstanceOf(Verdict.Supported.class);
        }

        @Test
        void aSusceptibilityThatFallsRefutes() {
            assertThat(verdict(-2, 0, 10, MODULI)).isInstanceOf(Verdict.Refuted.class);
            assertThat(verdict(-1, 1, 2, MODULI)).isInstanceOf(Verdict.Refuted.class);
        }

        @Test
        void aBoundedSusceptibilityIsNotSupportedThoughItGrows() {
            Verdict verdict = Verdicts.of(
                    new SusceptibilityDiverges(0, 2),
                    evidence(contrasts(new Saturating(), 200, MODULI, List.of(0.3, 0.4, 0.5))));
            assertThat(verdict).isInstanceOf(Verdict.Undecided.class);
            assertThat(Verdicts.grounds(verdict).estimate().interval().lower()).isPositive();
        }

        /// One of two seeds drawn twice has no variance.
        @Test
        void withoutABootstrapTheProfileStandsAloneAndSaysSo() {
            Verdict verdict = Verdicts.of(
                    new SusceptibilityDiverges(0, 2),
                    evidence(contrasts(new Critical(1), 2, MODULI, List.of(0.4, 0.5))));
            assertThat(Verdicts.grounds(verdict).details())
                    .anyMatch(detail -> detail.label().startsWith("a, bootstrap over seeds: none"));
        }

        @Test
        void threeModuliAreNotTested() {
            assertThat(verdict(1, 0, 10, List.of(11, 23, 53))).isInstanceOf(Verdict.NotTested.class);
        }
    }
}
