// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.physics.exact.GaussianRandomEnergies;
import calorimeter.scan.source.Prompt;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MeasurementTest {

    private static final double LN_2 = Math.log(2);
    private static final double LN_3 = Math.log(3);

    /// One prompt of three tokens, one head: rows (0), (0, ln 3), (0, 0, 0).
    private static final double[][][][][] ONE = {{{{{0}, {0, LN_3}, {0, 0, 0}}}}};

    /// p of the second row is (¼, ¾), of the third ⅓ each.
    @Test
    void meansOverRowsByHand() {
        HeadMeasures head =
                Measurement.of(new ListedRows(ONE, 0.5), List.of()).heads().getFirst();
        double heat = 3.0 / 16 * LN_3 * LN_3;
        double entropy = 2 * LN_2 - 0.75 * LN_3;
        assertThat(head.rows()).isEqualTo(3);
        assertThat(head.visible()).isEqualTo(2);
        assertThat(head.specificHeat()).isCloseTo(heat / 2, within(1e-15));
        assertThat(head.susceptibility()).isCloseTo(heat / LN_2 / LN_2 / 2, within(1e-15));
        assertThat(head.selectivity()).isCloseTo((LN_2 - entropy) / LN_2 / 2, within(1e-15));
        assertThat(head.entropy()).isCloseTo((entropy + LN_3) / 3, within(1e-15));
        assertThat(head.meanEnergy()).isCloseTo(-2 * 0.75 * LN_3 / 3, within(1e-15));
        assertThat(head.freeEnergy()).isCloseTo(-2 * (Math.log(4) + LN_3) / 3, within(1e-15));
        assertThat(head.effectiveKeys()).isCloseTo((1 + Math.exp(entropy) + 3) / 3, within(1e-14));
        assertThat(head.first()).isCloseTo((1 + 0.25 + 1.0 / 3) / 3, within(1e-15));
        assertThat(head.own()).isCloseTo((1 + 0.75 + 1.0 / 3) / 3, within(1e-15));
        assertThat(head.previous()).isCloseTo((0.25 + 1.0 / 3) / 2, within(1e-15));
        // Six scores, one of them ln 3: mean ln 3/6.
        assertThat(head.variance()).isCloseTo(LN_3 * LN_3 * 5 / 36, within(1e-15));
        assertThat(head.within()).isCloseTo(LN_3 * LN_3 / 12, within(1e-15));
        assertThat(head.intervals().specificHeat()).isEmpty();
    }

    @Test
    void answerToTemperatureIsTheDerivativeOfSpecificHeat() {
        double beta = 0.5;
        double step = 1e-5;
        double warmer = heat(1 / (1 / beta + step), beta);
        double colder = heat(1 / (1 / beta - step), beta);
        HeadMeasures head =
                Measurement.of(new ListedRows(ONE, beta), List.of()).heads().getFirst();
        assertThat(head.response()).isCloseTo((warmer - colder) / (2 * step), within(1e-9));
    }

    /// C with energies held fixed and another β.
    private static double heat(double beta, double before) {
        double factor = beta / before;
        double[][][][][] scaled = {{{{{0}, {0, factor * LN_3}, {0, 0, 0}}}}};
        return Measurement.of(new ListedRows(scaled, beta), List.of())
                .heads()
                .getFirst()
                .specificHeat();
    }

    @Test
    void rowsOfAllPromptsWeighAlike() {
        double[][][][][] two = {ONE[0], {{{{0}, {0, 0}}}}};
        HeadMeasures head =
                Measurement.of(new ListedRows(two, 1), List.of()).heads().getFirst();
        double heat = 3.0 / 16 * LN_3 * LN_3;
        assertThat(head.specificHeat()).isCloseTo(heat / 3, within(1e-15));
        // Prompts have means heat/2 of two rows, and 0 of one; Student's quantile of one degree of freedom is 12.7.
        double half = 12.706204736 * Math.sqrt(2.0 * (square(2 * (heat / 2 - heat / 3)) + square(heat / 3))) / 3;
        assertThat(head.intervals().specificHeat().orElseThrow().upper()).isCloseTo(heat / 3 + half, within(1e-8));
    }

    private static double square(double x) {
        return x * x;
    }

    @Test
    void separatorsBehindTheFirstToken() {
        BitSet last = new BitSet();
        last.set(2);
        HeadMeasures head = Measurement.of(
                        new ListedRows(ONE, 1), List.of(new Prompt(new int[] {7, 8, 7}, last, List.of("a", "b", "a"))))
                .heads()
                .getFirst();
        assertThat(head.separator()).isCloseTo(1.0 / 3 / 3, within(1e-15));
    }

    /// Tokens 7 7 7: the second query has a token that came at 0, so it looks at 1; the third looks at 1 and 2.
    @Test
    void inductionIsTheShareOfKeysBehindEarlierOccurrences() {
        assertThat(induction(7, 7, 7)).isCloseTo((0.75 + 2.0 / 3) / 2, within(1e-15));
        // Only the third query has a token that came before, at 0.
        assertThat(induction(7, 8, 7)).isCloseTo(1.0 / 3, within(1e-15));
        assertThat(induction(7, 8, 9)).isNaN();
    }

    private static double induction(int... tokens) {
        return Measurement.of(new ListedRows(ONE, 1), List.of(Prompt.ofNumbers(tokens)))
                .heads()
                .getFirst()
                .induction();
    }

    @Test
    void equalHeadsAreAlikeAndOppositeLayersAreFar() {
        double[][] even = {{0}, {0, 0}};
        double[][] sharp = {{0}, {0, 800}};
        double[][][][][] scores = {{{even, even}, {sharp, sharp}}};
        ScanResult result = Measurement.of(new ListedRows(scores, 1), List.of());
        assertThat(result.layers().getFirst().similarity()).isEqualTo(1);
        assertThat(result.layers().getFirst().step()).isNaN();
        // Between (½, ½) and (0, 1): 2 arccos √½ = π/2.
        assertThat(result.layers().getLast().step()).isCloseTo(Math.PI / 2, within(1e-12));
        assertThat(result.layers().getLast().entropySpread()).isEqualTo(0);
    }

    /// Two levels: C is highest at βΔ = 2.39935728, so the row with Δ = 2β·… lies below or above by the
    /// ratio.
    @Test
    void distanceFromTheMaximumOfTwoLevels() {
        double[][][][][] scores = {{{{{0}, {0, 1}}}}};
        HeadMeasures head =
                Measurement.of(new ListedRows(scores, 3), List.of()).heads().getFirst();
        assertThat(head.peakDistance()).isCloseTo(Math.log(1 / 2.39935728052), within(1e-9));
        // Gap counting: β_c Δ = ln 2.
        assertThat(head.criticalDistance()).isCloseTo(-Math.log(Math.log(2)), within(1e-12));
    }

    /// Random energies are their own null, and ⟨C⟩ is known for many of them at high temperature.
    @Test
    void randomEnergiesHaveTheSpecificHeatOfRandomEnergies() {
        GaussianRandomEnergies energies = new GaussianRandomEnergies(1000, 0.7);
        double[] scores = energies.sample(new SplittableRandom(3)).levels();
        assertThat(LastRow.of(scores, scores.length, 0.2).excessHeat()).isCloseTo(0, within(0.1));
        // Two groups of keys far apart compete more than random ones do.
        Arrays.setAll(scores, j -> j < 20 ? 5 : 0);
        assertThat(LastRow.of(scores, scores.length, 0.2).excessHeat()).isGreaterThan(1);
    }
}
