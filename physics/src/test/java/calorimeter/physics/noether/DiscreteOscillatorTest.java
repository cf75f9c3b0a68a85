// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.noether;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import calorimeter.physics.noether.DiscreteOscillator.Regime;
import calorimeter.physics.noether.LearningRule.Decay;
import org.junit.jupiter.api.Test;

class DiscreteOscillatorTest {

    @Test
    void namesTheRegime() {
        assertThat(new DiscreteOscillator(0.81, 0.005).regime()).isEqualTo(Regime.OVERDAMPED);
        assertThat(new DiscreteOscillator(0.81, 0.01).regime()).isEqualTo(Regime.CRITICAL);
        assertThat(new DiscreteOscillator(0.81, 0.02).regime()).isEqualTo(Regime.UNDERDAMPED);
        assertThat(new DiscreteOscillator(0.81, 3.615).regime()).isEqualTo(Regime.ALTERNATING);
        assertThat(new DiscreteOscillator(0.81, 3.615).isStable()).isTrue();
        assertThat(new DiscreteOscillator(0.81, 3.62).isStable()).isFalse();
        assertThat(new DiscreteOscillator(0, 0.5).regime()).isEqualTo(Regime.OVERDAMPED);
    }

    /// A million steps of small decay, where powers of a root near 1 lose digits: β = 0.9, c = 10⁻⁹.
    @Test
    void staysExactOverManySteps() {
        double slow = new DiscreteOscillator(0.9, 1e-9).at(1_000_000, 1, 1 - 1e-9);
        // ρ₊ = 1 − c/(1−β) − βc²/(1−β)³ + …, and S_n → ρ₊ⁿ (S_1 − ρ₋)/(ρ₊ − ρ₋).
        double logarithm = -1e-8 - 0.5e-16 - 0.9 * 1e-15;
        double weight = 1 + 1e-9 * (0.9 / 0.01);
        assertThat(slow).isCloseTo(weight * Math.exp(1e6 * logarithm), within(1e-12));
    }

    @Test
    void refusesWhatItHasNoFormulaFor() {
        LearningRule decoupled = new LearningRule(0.1, 0.9, 0, 0.1, Decay.DECOUPLED);
        assertThatThrownBy(() -> DiscreteOscillator.quadratic(decoupled))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("decoupled");
        assertThatThrownBy(() -> new DiscreteOscillator(1, 0.1)).hasMessageContaining("momentum is 1.0");
        assertThatThrownBy(() -> new DiscreteOscillator(0.5, -0.1)).hasMessageContaining("stiffness is -0.1");
        assertThatThrownBy(() -> new DiscreteOscillator(0.5, 0.1).at(-1, 1, 1)).hasMessageContaining("steps is -1");
    }
}
