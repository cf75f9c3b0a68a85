// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import calorimeter.physics.ensemble.CanonicalState;
import calorimeter.physics.ensemble.EnergySpectrum;
import calorimeter.physics.ensemble.GibbsMoments;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class AttentionRowTest {

    /// A row and the spectrum E = −s/β at β are the same physics; they differ by the rounding of s/β.
    @Test
    void agreesWithTheSpectrumOfItsEnergies() {
        RandomGenerator random = new SplittableRandom(1);
        for (int trial = 0; trial < 200; trial++) {
            double[] scores = random.doubles(1 + random.nextInt(40), -5, 5).toArray();
            double beta = 1 / Math.sqrt(1 + random.nextInt(128));
            RowState row = AttentionRow.state(scores, beta);
            CanonicalState state =
                    CanonicalState.of(EnergySpectrum.ofScaledScores(scores, 0, scores.length, beta), beta);
            assertThat(row.keys()).isEqualTo(state.levels());
            assertThat(row.logPartition()).isCloseTo(state.logPartition(), within(1e-13));
            assertThat(row.entropy()).isCloseTo(state.entropy(), within(1e-13));
            assertThat(row.specificHeat()).isCloseTo(state.specificHeat(), within(1e-12));
            assertThat(row.meanEnergy()).isCloseTo(state.meanEnergy(), within(1e-12 / beta));
            assertThat(row.freeEnergy()).isCloseTo(state.freeEnergy(), within(1e-12 / beta));
            assertThat(row.thirdCumulant()).isCloseTo(state.thirdCumulant(), within(1e-11 / Math.pow(beta, 3)));
            assertThat(row.specificHeatSlope()).isCloseTo(state.specificHeatSlope(), within(1e-11));
            assertThat(row.effectiveKeys()).isCloseTo(state.energy().effectiveCount(), within(1e-11));
            assertThat(row.participationRatio()).isCloseTo(state.participationRatio(), within(1e-11));
        }
    }

    /// Scores ln 1, ln 2, ln 5 at β = ½: p = 1/8, 2/8, 5/8.
    @Test
    void smallRowByHand() {
        double[] weights = new double[3];
        double[] scores = {9, 0, Math.log(2), Math.log(5), 9};
        RowState row = AttentionRow.state(scores, 1, 4, 0.5, weights);
        assertThat(weights).containsExactly(new double[] {0.125, 0.25, 0.625}, within(1e-15));
        double entropy = -(0.125 * Math.log(0.125) + 0.25 * Math.log(0.25) + 0.625 * Math.log(0.625));
        double mean = 0.25 * Math.log(2) + 0.625 * Math.log(5);
        double square = 0.25 * Math.pow(Math.log(2), 2) + 0.625 * Math.pow(Math.log(5), 2);
        assertThat(row.entropy()).isCloseTo(entropy, within(1e-15));
        assertThat(row.meanEnergy()).isCloseTo(-2 * mean, within(1e-14));
        assertThat(row.freeEnergy()).isCloseTo(-2 * Math.log(8), within(1e-14));
        assertThat(row.specificHeat()).isCloseTo(square - mean * mean, within(1e-15));
        assertThat(row.selectivity()).isCloseTo(1 - entropy / Math.log(3), within(1e-15));
        assertThat(row.susceptibility()).isCloseTo((square - mean * mean) / Math.pow(Math.log(3), 2), within(1e-15));
        assertThat(row.effectiveKeys()).isCloseTo(Math.exp(entropy), within(1e-14));
        assertThat(row.participationRatio()).isCloseTo(64.0 / 30, within(1e-14));
    }

    @Test
    void extremeScoresStayFinite() {
        RowState split = AttentionRow.state(new double[] {1e4, -1e4, 1e4}, 0.125);
        assertThat(split.entropy()).isEqualTo(StrictMath.log(2));
        assertThat(split.specificHeat()).isZero();
        assertThat(split.selectivity()).isCloseTo(1 - Math.log(2) / Math.log(3), within(1e-15));
        RowState uniform = AttentionRow.state(new double[1_000_000], 0.125);
        assertThat(uniform.entropy()).isEqualTo(StrictMath.log(1_000_000));
        assertThat(uniform.selectivity()).isZero();
        assertThat(uniform.participationRatio()).isCloseTo(1_000_000, within(1e-6));
    }

    @Test
    void oneKeyDoesNotFluctuate() {
        RowState row = AttentionRow.state(new double[] {3}, 0.5);
        assertThat(row.fluctuates()).isFalse();
        assertThat(row.entropy()).isZero();
        assertThat(row.specificHeat()).isZero();
        assertThat(row.freeEnergy()).isEqualTo(-6);
        assertThat(row.selectivity()).isNaN();
        assertThat(row.susceptibility()).isNaN();
    }

    @Test
    void refusesMaskedKeysAndWrongBeta() {
        assertThatThrownBy(() -> AttentionRow.state(new double[] {1, Double.NEGATIVE_INFINITY}, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("masked key");
        for (double beta : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> AttentionRow.state(new double[] {1, 2}, beta))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("beta is " + beta);
        }
        GibbsMoments otherSlope = GibbsMoments.of(new double[] {1, 2}, 0, 2, 2, new double[2]);
        assertThatThrownBy(() -> new RowState(1, otherSlope)).isInstanceOf(IllegalArgumentException.class);
    }
}
