// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calorimeter.scan.source.ModelException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ContrastTest {

    private static final int PROMPTS = 12;

    @Test
    void aSharperHeadStandsOutAndTheOthersDoNot() {
        Contrast contrast = Contrast.of(scan(1, 1, PROMPTS, 5), scan(2, 3, PROMPTS, 5), 1);
        assertThat(contrast.pairs()).isEqualTo(PROMPTS);
        assertThat(contrast.unmatched()).isZero();
        for (Contrast.Difference one : contrast.heads()) {
            if (one.measure() == Contrast.Measure.SELECTIVITY) {
                assertThat(one.adjusted() <= 0.05).isEqualTo(one.head() == 0);
                assertThat(one.head() == 0 ? one.difference() : 1).isPositive();
            }
        }
    }

    @Test
    void promptsWithoutAPartnerOfEqualLengthAreLeftOut() {
        double[][][][][] mixed = rows(2, 1, PROMPTS, 5);
        mixed[0] = rows(3, 1, 1, 9)[0];
        Contrast contrast = Contrast.of(scan(1, 1, PROMPTS, 5), Measurement.of(new ListedRows(mixed, 1), List.of()), 1);
        assertThat(contrast.pairs()).isEqualTo(PROMPTS - 1);
        assertThat(contrast.unmatched()).isEqualTo(2);
    }

    @Test
    void setsOfOtherLengthsAreRefused() {
        ScanResult shorter = scan(1, 1, PROMPTS, 5);
        ScanResult longer = scan(2, 1, PROMPTS, 9);
        assertThatThrownBy(() -> Contrast.of(shorter, longer, 1))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("0 of the 12 and 12 prompts have a partner of as many tokens");
    }

    /// Of 100 contrasts of equal models with four heads and three measures, those with any discovery: at most
    /// 5 in 100 by the false discovery rate, z = 3.
    @Test
    void equalModelsSeldomDiffer() {
        int discoveries = 0;
        for (int seed = 0; seed < 100; seed++) {
            Contrast contrast = Contrast.of(scan(2L * seed, 1, 8, 4), scan(2L * seed + 1, 1, 8, 4), seed);
            discoveries += contrast.heads().stream().anyMatch(one -> one.adjusted() <= 0.05) ? 1 : 0;
        }
        assertThat(discoveries).isLessThanOrEqualTo(11);
    }

    private static ScanResult scan(long seed, double factor, int prompts, int tokens) {
        return Measurement.of(new ListedRows(rows(seed, factor, prompts, tokens), 1), List.of());
    }

    /// Normal scores of four heads; those of head 0 times a factor.
    private static double[][][][][] rows(long seed, double factor, int prompts, int tokens) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][][][][] rows = new double[prompts][1][4][tokens][tokens];
        for (double[][][][] prompt : rows) {
            for (int head = 0; head < 4; head++) {
                for (double[] row : prompt[0][head]) {
                    for (int key = 0; key < tokens; key++) {
                        row[key] = random.nextGaussian() * (head == 0 ? factor : 1);
                    }
                }
            }
        }
        return rows;
    }
}
