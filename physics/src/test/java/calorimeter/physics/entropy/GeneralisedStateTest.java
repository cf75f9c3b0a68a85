// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.entropy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import calorimeter.physics.ensemble.CanonicalState;
import calorimeter.physics.ensemble.EnergySpectrum;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeneralisedStateTest {

    private static final EnergySpectrum SPECTRUM = EnergySpectrum.of(0.2, -0.4, 1.3, 0, 2.5);

    static List<GeneralisedEntropy> entropies() {
        return List.of(
                new Shannon(),
                new Tsallis(0.5),
                new Tsallis(1),
                new Tsallis(1.5),
                new Tsallis(2),
                new Tsallis(3),
                new Kaniadakis(0),
                new Kaniadakis(-0.4),
                new Kaniadakis(0.95),
                new Abe(1),
                new Abe(0.01),
                new Abe(0.2),
                new Abe(3));
    }

    /// s′ and s″ are derivatives of s, the occupation inverts s′, and a sure level has no entropy.
    @ParameterizedTest
    @MethodSource("entropies")
    void termSlopeCurvatureAndOccupationBelongTogether(GeneralisedEntropy entropy) {
        assertThat(entropy.term(1)).isZero();
        for (double p : new double[] {0.01, 0.2, 0.7, 0.95}) {
            double h = 1e-6 * p;
            double slope = (entropy.term(p + h) - entropy.term(p - h)) / (2 * h);
            double curvature = (entropy.slope(p + h) - entropy.slope(p - h)) / (2 * h);
            assertThat(entropy.slope(p)).isCloseTo(slope, within(1e-6 * (1 + Math.abs(slope))));
            assertThat(entropy.curvature(p)).isCloseTo(curvature, within(1e-6 * Math.abs(curvature)));
            assertThat(entropy.curvature(p)).isNegative();
            assertThat(entropy.occupation(entropy.slope(p))).isCloseTo(p, within(1e-13));
        }
        assertThat(entropy.occupation(entropy.slope(1))).isCloseTo(1, within(1e-15));
        assertThat(entropy.occupation(entropy.slope(1) - 0.1)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("entropies")
    void equalLevelsAreEquallyOccupiedAndOneLevelIsSure(GeneralisedEntropy entropy) {
        GeneralisedState flat = GeneralisedState.of(entropy, EnergySpectrum.of(3, 3, 3, 3), 0.5);
        assertThat(flat.probabilities()).containsExactly(new double[] {0.25, 0.25, 0.25, 0.25}, within(1e-15));
        assertThat(flat.specificHeat()).isCloseTo(0, within(1e-15));
        GeneralisedState single = GeneralisedState.of(entropy, EnergySpectrum.of(3), 0.5);
        assertThat(single.probabilities()).containsExactly(1.0);
        assertThat(single.freeEnergy()).isCloseTo(3, within(1e-15));
    }

    /// Permuting the levels permutes p; shifting them shifts μ, U and F; scaling them with T changes nothing.
    @ParameterizedTest
    @MethodSource("entropies")
    void hasTheSymmetriesOfTheFunctional(GeneralisedEntropy entropy) {
        GeneralisedState state = GeneralisedState.of(entropy, SPECTRUM, 0.8);
        GeneralisedState shifted = GeneralisedState.of(entropy, SPECTRUM.shifted(100), 0.8);
        assertThat(shifted.probabilities()).containsExactly(state.probabilities(), within(1e-12));
        assertThat(shifted.chemicalPotential()).isCloseTo(state.chemicalPotential() + 100, within(1e-12));
        assertThat(shifted.freeEnergy()).isCloseTo(state.freeEnergy() + 100, within(1e-12));
        double[] doubled = Arrays.stream(SPECTRUM.levels()).map(e -> 2 * e).toArray();
        GeneralisedState scaled = GeneralisedState.of(entropy, EnergySpectrum.of(doubled), 1.6);
        assertThat(scaled.probabilities()).containsExactly(state.probabilities(), within(1e-14));
        assertThat(scaled.specificHeat()).isCloseTo(state.specificHeat(), within(1e-12));
    }

    /// Shannon's state is the canonical one, C and Fisher information included.
    @Test
    void shannonIsCanonical() {
        GeneralisedState state = GeneralisedState.of(new Shannon(), SPECTRUM, 0.8);
        CanonicalState canonical = CanonicalState.of(SPECTRUM, 1 / 0.8);
        assertThat(state.probabilities()).containsExactly(SPECTRUM.probabilities(1 / 0.8), within(1e-15));
        assertThat(state.freeEnergy()).isCloseTo(canonical.freeEnergy(), within(1e-14));
        assertThat(state.entropy()).isCloseTo(canonical.entropy(), within(1e-14));
        assertThat(state.specificHeat()).isCloseTo(canonical.specificHeat(), within(1e-14));
        assertThat(state.fisherInformation()).isCloseTo(canonical.energyVariance(), within(1e-14));
    }

    /// Sparsemax of scores (1, 0.5, −1): the third lies below the threshold ¼.
    @Test
    void sparsemaxByHand() {
        double[] p = Sparsemax.of(EnergySpectrum.of(-1, -0.5, 1), 1);
        assertThat(p).containsExactly(0.75, 0.25, 0);
        GeneralisedState state = GeneralisedState.of(new Tsallis(2), EnergySpectrum.of(-1, -0.5, 1), 1);
        assertThat(state.support()).isEqualTo(2);
        assertThat(state.probabilities()[2]).isZero();
        assertThat(Sparsemax.of(EnergySpectrum.of(-1, -0.5, 1), 0.1)).containsExactly(1, 0, 0);
    }

    /// Cold, hot and far levels: finite everywhere, and the ground level takes all in the cold. One level lies
    /// 10⁴ T up.
    @ParameterizedTest
    @MethodSource("entropies")
    void survivesExtremeTemperatures(GeneralisedEntropy entropy) {
        GeneralisedState cold = GeneralisedState.of(entropy, EnergySpectrum.of(0, 1, 1e4), 1e-8);
        assertThat(cold.probabilities()[0]).isCloseTo(1, within(0.05));
        // Reduced energies reach 10¹²: a rounding error of them is 10⁻⁴, of which powers of p make a few hundred.
        assertThat(cold.optimalityResidual()).isLessThan(0.1);
        GeneralisedState hot = GeneralisedState.of(entropy, EnergySpectrum.of(0, 1, 1e4), 1e15);
        assertThat(hot.probabilities()).containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, within(1e-7));
        assertThat(hot.specificHeat()).isBetween(0.0, 1e-10);
    }

    /// p₀⁹ − p₁⁹ = 9(E₁ − E₀)/T on a support of two; equal levels share.
    @Test
    void steepTsallis() {
        double[] ten = GeneralisedState.of(new Tsallis(10), EnergySpectrum.of(0, 0.1, 0.7, 2), 1)
                .probabilities();
        assertThat(ten).containsExactly(new double[] {0.988362, 0.011638, 0, 0}, within(5e-7));
        assertThat(Math.pow(ten[0], 9) - Math.pow(ten[1], 9)).isCloseTo(0.9, within(1e-14));
        double[] twenty = GeneralisedState.of(new Tsallis(20), EnergySpectrum.of(0, 0.1, 0.7, 2), 10)
                .probabilities();
        assertThat(twenty).containsExactly(new double[] {0.9163, 0.0837, 0, 0}, within(5e-5));
        double[] hundred = GeneralisedState.of(new Tsallis(100), EnergySpectrum.of(0, 0, 0, 1), 1)
                .probabilities();
        assertThat(hundred).containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0, 0}, within(1e-15));
    }

    @ParameterizedTest
    @ValueSource(doubles = {2.5, 5, 10, 30, 100})
    void steepTsallisIsOptimal(double alpha) {
        SplittableRandom random = new SplittableRandom(9);
        for (int draw = 0; draw < 50; draw++) {
            EnergySpectrum spectrum = EnergySpectrum.of(random.doubles(24, 0, 1)
                    .map(e -> e * Math.pow(10, random.nextInt(3) - 1))
                    .toArray());
            GeneralisedState state = GeneralisedState.of(new Tsallis(alpha), spectrum, 1);
            assertThat(Arrays.stream(state.probabilities()).sum()).isCloseTo(1, within(1e-14));
            assertThat(state.optimalityResidual()).isLessThan(1e-13);
        }
    }

    /// C = β²Var_p(E) and I(β) = Var_p(E) may hold at one temperature, here known to ten digits; not at two.
    @Test
    void canonicalIdentitiesHoldByChanceAtOneTemperature() {
        GeneralisedState chance = GeneralisedState.of(new Kaniadakis(0.7), EnergySpectrum.of(0, 1), 0.5201854448);
        double square = 0.5201854448 * 0.5201854448;
        assertThat(chance.specificHeat() * square / chance.energyVariance()).isCloseTo(1, within(1e-9));
        assertThat(chance.fisherInformation() / chance.energyVariance()).isCloseTo(1, within(1e-9));
        GeneralisedState other = GeneralisedState.of(new Kaniadakis(0.7), EnergySpectrum.of(0, 1), 0.8);
        assertThat(other.specificHeat() * 0.64 / other.energyVariance()).isNotCloseTo(1, within(0.01));
    }

    @Test
    void aMillionKeys() {
        double[] levels = new double[1_000_000];
        SplittableRandom random = new SplittableRandom(4);
        for (int j = 0; j < levels.length; j++) {
            levels[j] = random.nextGaussian();
        }
        EnergySpectrum spectrum = EnergySpectrum.of(levels);
        GeneralisedState state = GeneralisedState.of(new Tsallis(1.5), spectrum, 0.2);
        assertThat(state.optimalityResidual()).isLessThan(1e-10);
        assertThat(state.support()).isBetween(2, 100_000);
        double[] found = GeneralisedState.of(new Tsallis(2), spectrum, 0.2).probabilities();
        double[] exact = Sparsemax.of(spectrum, 0.2);
        double largest = 0;
        for (int j = 0; j < found.length; j++) {
            largest = Math.max(largest, Math.abs(found[j] - exact[j]));
        }
        assertThat(largest).isLessThan(1e-13);
    }

    @Test
    void refusesParametersOutOfRange() {
        for (double alpha : new double[] {0, -1, 101, Double.NaN}) {
            assertThatThrownBy(() -> new Tsallis(alpha))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("alpha is " + alpha + " but must lie in (0, 100.0]");
        }
        for (double kappa : new double[] {1, -1, 2, Double.NaN}) {
            assertThatThrownBy(() -> new Kaniadakis(kappa))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("kappa is " + kappa + " but must lie in (-1, 1)");
        }
        for (double q : new double[] {0, -1, 200, Double.NaN}) {
            assertThatThrownBy(() -> new Abe(q))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("q is " + q + " but must lie in [0.01, 100.0]");
        }
        for (double temperature : new double[] {0, -2, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> GeneralisedState.of(new Shannon(), SPECTRUM, temperature))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("temperature is " + temperature + " but must be positive and finite");
            assertThatThrownBy(() -> Sparsemax.of(SPECTRUM, temperature)).isInstanceOf(IllegalArgumentException.class);
        }
        GeneralisedState state = GeneralisedState.of(new Shannon(), SPECTRUM, 1);
        assertThatThrownBy(() -> state.response(new double[2])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> state.functional(new double[] {1, 1, 0, 0, 0}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sums to 2.0");
        assertThatThrownBy(() -> ThermodynamicIdentities.measured(new Shannon(), EnergySpectrum.of(1, 1), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("width 0");
    }
}
