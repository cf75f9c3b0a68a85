// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SpecificHeatIdentitiesTest {

    private static final int ROWS = 10_000;
    private static final double LARGEST_SCORE = 1e4;

    /// 10 000 rows of 2 to 4096 keys with scores up to ±10⁴: from nearly flat to frozen, on offsets, with ties,
    /// with outliers. The agreement asked for is 10⁻⁹.
    @Test
    void fiveRoutesAgreeOnTenThousandRows() {
        RandomGenerator random = new SplittableRandom(20260208);
        double worst = 0;
        int resolved = 0;
        int largest = 0;
        for (int row = 0; row < ROWS; row++) {
            double[] scores = scores(random, row % 6);
            double beta = 1 / Math.sqrt(1 << random.nextInt(9));
            EnergySpectrum spectrum = EnergySpectrum.ofScaledScores(scores, 0, scores.length, beta);
            SpecificHeatIdentities identities = SpecificHeatIdentities.of(spectrum, beta);
            worst = Math.max(worst, identities.largestRelativeSpread());
            resolved += identities.energyVariance() > SpecificHeatIdentities.SMALLEST_COMPARED ? 1 : 0;
            largest = Math.max(largest, scores.length);
        }
        assertThat(worst).isLessThan(1e-9);
        assertThat(resolved).as("rows compared relative to their own C").isGreaterThan(ROWS / 2);
        assertThat(largest).isGreaterThan(4000);
    }

    /// The derivative routes are derivatives: they also follow U(T) and S(T) by Richardson-extrapolated
    /// differences.
    @Test
    void derivativeRoutesFollowFiniteDifferences() {
        EnergySpectrum spectrum = EnergySpectrum.of(0, 0.3, 0.3, 1, 2.5, 4);
        double temperature = 0.8;
        SpecificHeatIdentities identities = SpecificHeatIdentities.of(spectrum, 1 / temperature);
        double h = 1e-3;
        double energy = (4 * slope(spectrum, temperature, h, true) - slope(spectrum, temperature, 2 * h, true)) / 3;
        double entropy = (4 * slope(spectrum, temperature, h, false) - slope(spectrum, temperature, 2 * h, false)) / 3;
        // Error terms: h⁴ = 10⁻¹², rounding ε/h = 10⁻¹³.
        assertThat(identities.energyDerivative()).isCloseTo(energy, within(1e-10));
        assertThat(identities.entropyDerivative()).isCloseTo(temperature * entropy, within(1e-10));
    }

    @Test
    void agreeAtZeroNegativeAndExtremeTemperature() {
        EnergySpectrum spectrum = EnergySpectrum.of(-3, 0, 0.5, 0.5, 7);
        for (double beta : new double[] {0, 1e-12, -1e-3, -2, -1e3, 40, 1e5, 1e300}) {
            SpecificHeatIdentities identities = SpecificHeatIdentities.of(spectrum, beta);
            assertThat(identities.largestRelativeSpread()).as("beta %s", beta).isLessThan(1e-9);
        }
    }

    /// Where C is far below the scale of comparison the routes still agree relatively: C = e^(−u)u² at u = 600.
    @Test
    void coldStatesAgreeRelatively() {
        SpecificHeatIdentities cold = SpecificHeatIdentities.of(EnergySpectrum.of(1, 3), 300);
        double expected = Math.exp(-600) * 600 * 600;
        assertThat(cold.energyVariance()).isCloseTo(expected, within(1e-12 * expected));
        assertThat(cold.scoreVariance()).isCloseTo(expected, within(1e-12 * expected));
        assertThat(cold.surprisalVariance()).isCloseTo(expected, within(1e-12 * expected));
        assertThat(cold.energyDerivative()).isCloseTo(expected, within(1e-12 * expected));
        assertThat(cold.entropyDerivative()).isCloseTo(expected, within(1e-12 * expected));
    }

    private static double slope(EnergySpectrum spectrum, double temperature, double h, boolean ofEnergy) {
        CanonicalState above = CanonicalState.of(spectrum, 1 / (temperature + h));
        CanonicalState below = CanonicalState.of(spectrum, 1 / (temperature - h));
        double rise = ofEnergy ? above.meanEnergy() - below.meanEnergy() : above.entropy() - below.entropy();
        return rise / (2 * h);
    }

    private static double[] scores(RandomGenerator random, int kind) {
        int n = (int) Math.round(2 * Math.pow(2048, random.nextDouble()));
        double spread = Math.pow(10, -8 + 12 * random.nextDouble());
        double offset = LARGEST_SCORE * (2 * random.nextDouble() - 1);
        double[] scores = new double[n];
        for (int j = 0; j < n; j++) {
            double score = switch (kind) {
                case 0 -> 3 * random.nextGaussian();
                case 1 -> spread * random.nextGaussian();
                case 2 -> LARGEST_SCORE * (2 * random.nextDouble() - 1);
                case 3 -> Math.rint(4 * random.nextGaussian());
                case 4 -> offset + Math.min(1, spread) * random.nextGaussian();
                default -> j == 0 ? 30 * random.nextDouble() : random.nextGaussian();
            };
            scores[j] = Math.clamp(score, -LARGEST_SCORE, LARGEST_SCORE);
        }
        return scores;
    }
}
