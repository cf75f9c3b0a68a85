// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import calorimeter.physics.exact.TwoLevelSystem;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CanonicalStateTest {

    @Test
    void thermodynamicPotentialsAreConsistent() {
        CanonicalState state = CanonicalState.of(EnergySpectrum.of(-1, 0.5, 0.5, 2, 9), 0.7);
        assertThat(state.freeEnergy())
                .isCloseTo(state.meanEnergy() - state.temperature() * state.entropy(), within(1e-14));
        assertThat(state.entropy()).isCloseTo(state.logPartition() + 0.7 * state.meanEnergy(), within(1e-14));
        assertThat(state.specificHeat()).isCloseTo(0.49 * state.energyVariance(), within(1e-15));
        assertThat(state.levels()).isEqualTo(5);
        assertThat(state.energy().effectiveCount()).isBetween(1.0, 5.0);
        assertThat(state.participationRatio()).isBetween(1.0, state.energy().effectiveCount());
    }

    /// At β = 0 every level is equally likely and the moments are those of the bare list, here 0, 0, 3, 5.
    @Test
    void infiniteTemperatureIsUniform() {
        CanonicalState state = CanonicalState.of(EnergySpectrum.of(0, 0, 3, 5), 0);
        assertThat(state.entropy()).isEqualTo(Math.log(4));
        assertThat(state.logPartition()).isEqualTo(Math.log(4));
        assertThat(state.meanEnergy()).isEqualTo(2);
        assertThat(state.energyVariance()).isEqualTo(4.5);
        assertThat(state.thirdCumulant()).isCloseTo(3, within(1e-14));
        assertThat(state.specificHeat()).isZero();
        assertThat(state.energy().effectiveCount()).isCloseTo(4, within(1e-14));
        assertThat(state.participationRatio()).isEqualTo(4);
        assertThat(state.temperature()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void freeEnergyAtInfiniteTemperatureIsTheOneSidedLimit() {
        EnergySpectrum spectrum = EnergySpectrum.of(1, 2);
        assertThat(CanonicalState.of(spectrum, 0.0).freeEnergy()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(CanonicalState.of(spectrum, -0.0).freeEnergy()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(CanonicalState.of(EnergySpectrum.of(1), 0.0).freeEnergy()).isEqualTo(1);
    }

    /// U, F → ground energy, S → ln of its degeneracy, C → 0, without overflow however large β is.
    @Test
    void zeroTemperatureLimitIsTheGroundLevel() {
        EnergySpectrum spectrum = EnergySpectrum.of(-7.5, 3, -7.5, 1e4, -7.5);
        for (double beta : new double[] {1e3, 1e5, 1e100, 1e300, Double.MAX_VALUE}) {
            CanonicalState state = CanonicalState.of(spectrum, beta);
            assertThat(state.meanEnergy()).isEqualTo(-7.5);
            assertThat(state.freeEnergy()).isCloseTo(-7.5, within(2 / beta + 1e-15));
            assertThat(state.entropy()).isEqualTo(StrictMath.log(3));
            assertThat(state.specificHeat()).isZero();
            assertThat(state.thirdCumulant()).isZero();
            assertThat(state.specificHeatSlope()).isZero();
        }
    }

    /// The entropy of a cold state is carried by levels of occupation e^(−u), S = (1 + u)e^(−u): relative
    /// precision must survive although 1 + e^(−u) rounds to 1.
    @Test
    void coldEntropyKeepsItsRelativePrecision() {
        for (double u : new double[] {40, 100, 700}) {
            CanonicalState state = CanonicalState.of(EnergySpectrum.of(5, 6), u);
            double expected = (1 + u) * Math.exp(-u);
            assertThat(state.entropy()).isCloseTo(expected, within(1e-12 * expected));
        }
    }

    @Test
    void aMillionKeysAtTheScoreLimits() {
        int n = 1_000_000;
        double[] levels = new double[n];
        for (int j = 0; j < n; j++) {
            levels[j] = j % 2 == 0 ? -1e4 : 1e4;
        }
        CanonicalState cold = CanonicalState.of(EnergySpectrum.of(levels), 1);
        assertThat(cold.entropy()).isEqualTo(StrictMath.log(500_000));
        assertThat(cold.meanEnergy()).isEqualTo(-1e4);
        assertThat(cold.specificHeat()).isZero();

        TwoLevelSystem twoLevels = new TwoLevelSystem(2e4, n / 2, n / 2);
        CanonicalState warm = CanonicalState.of(EnergySpectrum.of(levels), 1e-4);
        assertThat(warm.specificHeat()).isCloseTo(twoLevels.specificHeat(1e-4), within(1e-13));
        assertThat(warm.entropy()).isCloseTo(twoLevels.entropy(1e-4), within(1e-13));
    }

    @Test
    void oneLevelAndEqualLevelsDoNotFluctuate() {
        for (double beta : new double[] {-3, 0, 1, 1e300}) {
            CanonicalState one = CanonicalState.of(EnergySpectrum.of(42), beta);
            assertThat(one.entropy()).isZero();
            assertThat(one.specificHeat()).isZero();
            assertThat(one.freeEnergy()).isEqualTo(42);
            CanonicalState equal = CanonicalState.of(EnergySpectrum.of(0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1), beta);
            assertThat(equal.entropy()).isEqualTo(StrictMath.log(7));
            assertThat(equal.specificHeat()).isZero();
            assertThat(equal.meanEnergy()).isEqualTo(0.1);
            assertThat(equal.participationRatio()).isCloseTo(7, within(1e-14));
        }
    }

    /// g copies of every level add ln g to ln Z and S and change nothing else.
    @Test
    void degeneracyAddsItsLogarithm() {
        CanonicalState once = CanonicalState.of(EnergySpectrum.of(0, 1, 2.5), 1.3);
        CanonicalState thrice = CanonicalState.of(EnergySpectrum.of(0, 0, 0, 1, 1, 1, 2.5, 2.5, 2.5), 1.3);
        assertThat(thrice.entropy() - once.entropy()).isCloseTo(Math.log(3), within(1e-15));
        assertThat(thrice.logPartition() - once.logPartition()).isCloseTo(Math.log(3), within(1e-15));
        assertThat(thrice.meanEnergy()).isCloseTo(once.meanEnergy(), within(1e-15));
        assertThat(thrice.specificHeat()).isCloseTo(once.specificHeat(), within(1e-15));
    }

    /// Adding c moves U and F by c. The levels are multiples of 1/64 so that the shift itself is exact: then S,
    /// C and κ₃ keep their bits.
    @Test
    void commonShiftMovesOnlyEnergies() {
        RandomGenerator random = new SplittableRandom(2);
        for (int trial = 0; trial < 100; trial++) {
            double[] levels = new double[1 + random.nextInt(50)];
            for (int j = 0; j < levels.length; j++) {
                levels[j] = random.nextInt(1000) / 64.0;
            }
            double c = random.nextInt(-1_000_000, 1_000_000) / 64.0;
            double beta = random.nextDouble(-3, 3);
            CanonicalState state = CanonicalState.of(EnergySpectrum.of(levels), beta);
            CanonicalState shifted = CanonicalState.of(EnergySpectrum.of(levels).shifted(c), beta);
            assertThat(shifted.entropy()).isEqualTo(state.entropy());
            assertThat(shifted.specificHeat()).isEqualTo(state.specificHeat());
            assertThat(shifted.thirdCumulant()).isEqualTo(state.thirdCumulant());
            double rounding = 1e-15 * (Math.abs(c) + 16);
            assertThat(shifted.meanEnergy() - state.meanEnergy()).isCloseTo(c, within(rounding));
            assertThat(shifted.freeEnergy() - state.freeEnergy())
                    .isCloseTo(c, within(rounding + 4e-16 * Math.abs(state.freeEnergy())));
        }
    }

    /// Every sum of a level of one system and a level of the other.
    private static EnergySpectrum composed(EnergySpectrum left, EnergySpectrum right) {
        return EnergySpectrum.of(Arrays.stream(left.levels())
                .flatMap(mine -> Arrays.stream(right.levels()).map(theirs -> mine + theirs))
                .toArray());
    }

    /// Found from U or from S, also above the mean of the levels, where β is negative.
    @Test
    void isFoundFromItsEnergyOrEntropy() {
        EnergySpectrum spectrum = EnergySpectrum.of(0, 0, 0.7, 1.5, 2);
        for (double beta : new double[] {-3, -0.2, 1e-3, 0.4, 2, 20}) {
            CanonicalState state = CanonicalState.of(spectrum, beta);
            assertThat(CanonicalState.ofMeanEnergy(spectrum, state.meanEnergy()).beta())
                    .isCloseTo(beta, within(1e-9 * (1 + Math.abs(beta))));
            if (beta > 0.1 && beta < 10) {
                assertThat(CanonicalState.ofEntropy(spectrum, state.entropy()).beta())
                        .isCloseTo(beta, within(1e-12 * (1 + beta)));
            }
        }
        assertThatThrownBy(() -> CanonicalState.ofMeanEnergy(spectrum, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the mean energy is 2.0 but must lie between the levels 0.0 and 2.0");
        assertThatThrownBy(() -> CanonicalState.ofEntropy(spectrum, 0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the entropy is 0.5 but must lie between 0.693");
    }

    /// ln Z, U, S, C and κ₃ of two systems without interaction add up.
    @Test
    void independentSystemsAreExtensive() {
        RandomGenerator random = new SplittableRandom(3);
        for (int trial = 0; trial < 50; trial++) {
            EnergySpectrum left = randomSpectrum(random, 1 + random.nextInt(30));
            EnergySpectrum right = randomSpectrum(random, 1 + random.nextInt(30));
            double beta = random.nextDouble(-2, 4);
            CanonicalState a = CanonicalState.of(left, beta);
            CanonicalState b = CanonicalState.of(right, beta);
            CanonicalState both = CanonicalState.of(composed(left, right), beta);
            assertThat(both.logPartition()).isCloseTo(a.logPartition() + b.logPartition(), within(1e-13));
            assertThat(both.meanEnergy()).isCloseTo(a.meanEnergy() + b.meanEnergy(), within(1e-13));
            assertThat(both.entropy()).isCloseTo(a.entropy() + b.entropy(), within(1e-13));
            assertThat(both.specificHeat()).isCloseTo(a.specificHeat() + b.specificHeat(), within(1e-12));
            assertThat(both.thirdCumulant()).isCloseTo(a.thirdCumulant() + b.thirdCumulant(), within(1e-12));
        }
    }

    /// Population inversion: the state at −β is that of the reflected spectrum at β.
    @Test
    void negativeTemperatureReflectsTheSpectrum() {
        CanonicalState inverted = CanonicalState.of(EnergySpectrum.of(0, 1, 1.5, 4), -2);
        CanonicalState reflected = CanonicalState.of(EnergySpectrum.of(0, -1, -1.5, -4), 2);
        assertThat(inverted.entropy()).isEqualTo(reflected.entropy());
        assertThat(inverted.specificHeat()).isEqualTo(reflected.specificHeat());
        assertThat(inverted.logPartition()).isEqualTo(reflected.logPartition());
        assertThat(inverted.meanEnergy()).isEqualTo(-reflected.meanEnergy());
        assertThat(inverted.freeEnergy()).isEqualTo(-reflected.freeEnergy());
        assertThat(inverted.thirdCumulant()).isEqualTo(-reflected.thirdCumulant());
        assertThat(inverted.meanEnergy()).isGreaterThan(6.5 / 4);
        assertThat(CanonicalState.of(EnergySpectrum.of(0, 4, 4), -1e300).entropy())
                .isEqualTo(StrictMath.log(2));
    }

    /// dC/dT and κ₃ = −dVar/dβ against central differences with error O(h²) = 10⁻⁸.
    @Test
    void thirdCumulantIsADerivative() {
        EnergySpectrum spectrum = EnergySpectrum.of(0, 0.4, 1, 1, 3);
        double beta = 1.7;
        double temperature = 1 / beta;
        double h = 1e-4;
        CanonicalState state = CanonicalState.of(spectrum, beta);
        double varianceSlope = (CanonicalState.of(spectrum, beta + h).energyVariance()
                        - CanonicalState.of(spectrum, beta - h).energyVariance())
                / (2 * h);
        assertThat(state.thirdCumulant()).isCloseTo(-varianceSlope, within(1e-7));
        double heatSlope = (CanonicalState.of(spectrum, 1 / (temperature + h)).specificHeat()
                        - CanonicalState.of(spectrum, 1 / (temperature - h)).specificHeat())
                / (2 * h);
        assertThat(state.specificHeatSlope()).isCloseTo(heatSlope, within(1e-6));
    }

    @Test
    void refusesAnInfiniteOrUndefinedBeta() {
        EnergySpectrum spectrum = EnergySpectrum.of(0, 1);
        for (double beta : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThatThrownBy(() -> CanonicalState.of(spectrum, beta))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("finite");
        }
    }

    private static EnergySpectrum randomSpectrum(RandomGenerator random, int n) {
        double[] levels = new double[n];
        for (int j = 0; j < n; j++) {
            levels[j] = random.nextGaussian();
        }
        return EnergySpectrum.of(levels);
    }
}
