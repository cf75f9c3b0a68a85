// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import calorimeter.physics.ensemble.CanonicalState;
import calorimeter.physics.ensemble.EnergySpectrum;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Closed forms against the general code, over all temperatures of either sign.
class SolvableSystemsTest {

    private static final List<SolvableSystem> SYSTEMS = List.of(
            new TwoLevelSystem(1, 1, 1),
            new TwoLevelSystem(0.25, 3, 1),
            new TwoLevelSystem(40, 1, 500),
            new TwoLevelSystem(1e-3, 7, 9),
            new EquallySpacedLevels(1, 1),
            new EquallySpacedLevels(1, 2),
            new EquallySpacedLevels(0.5, 3),
            new EquallySpacedLevels(2, 64),
            new EquallySpacedLevels(1e-3, 1000));

    @Test
    void closedFormsAgreeWithTheGeneralCode() {
        for (SolvableSystem system : SYSTEMS) {
            double width = Math.max(system.spectrum().width(), 1e-3);
            for (double exponent = -9; exponent <= 5; exponent += 0.25) {
                for (double sign : new double[] {1, -1}) {
                    compare(system, sign * Math.pow(10, exponent) / width);
                }
            }
            compare(system, 0);
        }
    }

    /// Random levels, then hill climbing in each of them: all end below one key against n − 1, and near it.
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 24})
    void noLevelsHaveAGreaterSpecificHeatThanOneAgainstAllOthers(int count) {
        TwoLevelSystem system = new TwoLevelSystem(1, 1, count - 1);
        double bound = system.specificHeat(system.specificHeatPeak());
        RandomGenerator random = new SplittableRandom(count);
        double[] levels = random.doubles(count, 0, 3).toArray();
        double highest = heat(levels);
        for (int k = 0; k < 60_000; k++) {
            double[] other = levels.clone();
            other[random.nextInt(count)] += 0.3 * random.nextGaussian() * Math.exp(-k / 12_000.0);
            double heat = heat(other);
            if (heat > highest) {
                highest = heat;
                levels = other;
            }
        }
        assertThat(highest).isBetween(0.99 * bound, bound * (1 + 1e-12));
        double leading = Math.pow(Math.log(count - 1.0), 2) / 4;
        assertThat(bound).isBetween(leading, leading + 1);
    }

    private static double heat(double[] levels) {
        return CanonicalState.of(EnergySpectrum.of(levels), 1).specificHeat();
    }

    /// For two levels the ladder is the two-level system.
    @Test
    void ladderOfTwoIsATwoLevelSystem() {
        EquallySpacedLevels ladder = new EquallySpacedLevels(0.7, 2);
        TwoLevelSystem twoLevels = new TwoLevelSystem(0.7, 1, 1);
        for (double beta : new double[] {-4, -0.1, 0, 1e-5, 0.5, 3, 30}) {
            assertThat(ladder.meanEnergy(beta)).isCloseTo(twoLevels.meanEnergy(beta), within(1e-14));
            assertThat(ladder.specificHeat(beta)).isCloseTo(twoLevels.specificHeat(beta), within(1e-14));
            assertThat(ladder.thirdCumulant(beta)).isCloseTo(twoLevels.thirdCumulant(beta), within(1e-13));
        }
    }

    /// A long ladder between its spacing and its width is classical: U = T, C = 1 (equipartition of an
    /// oscillator).
    @Test
    void longLadderHasAClassicalPlateau() {
        EquallySpacedLevels ladder = new EquallySpacedLevels(1, 1_000_000);
        CanonicalState state = CanonicalState.of(ladder.spectrum(), 1e-3);
        // C = 1 − u²/12 of the oscillator, u = 10⁻³.
        assertThat(state.specificHeat()).isCloseTo(1 - 1e-6 / 12, within(1e-11));
        assertThat(ladder.specificHeat(1e-3)).isCloseTo(1 - 1e-6 / 12, within(1e-11));
        assertThat(state.meanEnergy()).isCloseTo(ladder.meanEnergy(1e-3), within(1e-9));
    }

    @Test
    void schottkyPeakOfTwoSingleLevels() {
        TwoLevelSystem system = new TwoLevelSystem(2, 1, 1);
        double u = 2 * system.specificHeatPeak();
        assertThat(u * Math.tanh(u / 2)).isCloseTo(2, within(1e-14));
        assertThat(system.specificHeat(u / 2)).isCloseTo(0.4392288399, within(1e-9));
    }

    @Test
    void refuseImpossibleParameters() {
        assertThatThrownBy(() -> new TwoLevelSystem(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TwoLevelSystem(1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new EquallySpacedLevels(-1, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new EquallySpacedLevels(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new GaussianRandomEnergies(1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new GaussianRandomEnergies(8, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /// Relative to the size of each quantity in this state. The entropy of the closed form is the difference of
    /// ln Z and −βU and is compared at their size.
    private static void compare(SolvableSystem system, double beta) {
        CanonicalState state = CanonicalState.of(system.spectrum(), beta);
        String where = system + " at beta " + beta;
        double width = system.spectrum().width();
        double exponent = Math.abs(beta) * width;
        double deviation = Math.sqrt(state.energyVariance());
        assertThat(state.logPartition()).as(where).isCloseTo(system.logPartition(beta), within(1e-13 * (8 + exponent)));
        assertThat(state.entropy()).as(where).isCloseTo(system.entropy(beta), within(1e-13 * (8 + exponent)));
        assertThat(state.meanEnergy()).as(where).isCloseTo(system.meanEnergy(beta), within(1e-13 * width));
        assertThat(state.energyVariance())
                .as(where)
                .isCloseTo(system.energyVariance(beta), within(1e-12 * deviation * deviation + 1e-300));
        assertThat(state.specificHeat())
                .as(where)
                .isCloseTo(system.specificHeat(beta), within(1e-12 * state.specificHeat() + 1e-300));
        double third = Math.max(Math.abs(state.thirdCumulant()), deviation * deviation * deviation);
        assertThat(state.thirdCumulant())
                .as(where)
                .isCloseTo(system.thirdCumulant(beta), within(1e-11 * third + 1e-300));
    }
}
