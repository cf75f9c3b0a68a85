// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.information;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import calorimeter.physics.ensemble.EnergySpectrum;
import org.junit.jupiter.api.Test;

class FreeEnergyMinimisersTest {

    private static final FreeEnergyFunctional FUNCTIONAL =
            new FreeEnergyFunctional(EnergySpectrum.of(0, 0.5, 1.5, -2), 0.5);
    private static final double[] START = {0.1, 0.2, 0.3, 0.4};

    @Test
    void mirrorDescentReachesSoftmaxFromFarAway() {
        double[] corner = {1e-300, 1 - 2e-12, 1e-12, 1e-12};
        Minimisation end = FreeEnergyMinimisers.mirrorDescent(FUNCTIONAL, corner, 1, 1e-25, 1000);
        assertThat(end.distribution()).containsExactly(FUNCTIONAL.equilibrium(), within(1e-12));
        assertThat(end.certificate()).isLessThanOrEqualTo(1e-25);
        assertThat(end.certificates()).hasSize(end.steps() + 1).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    /// η = 1/T jumps to the minimum in one step.
    @Test
    void theNaturalStepTakesOneStep() {
        Minimisation end = FreeEnergyMinimisers.mirrorDescent(FUNCTIONAL, START, 2, 1e-28, 10);
        assertThat(end.steps()).isEqualTo(1);
    }

    /// At η beyond 2/T it would diverge, so it is refused; just below it still converges, alternating.
    @Test
    void stepIsLimitedByTwoOverT() {
        assertThatThrownBy(() -> FreeEnergyMinimisers.mirrorDescent(FUNCTIONAL, START, 4, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("step is 4.0 but must lie in (0, 2/T) = (0, 4.0)");
        assertThat(FreeEnergyMinimisers.mirrorDescent(FUNCTIONAL, START, 3.8, 1e-20, 1000)
                        .certificate())
                .isLessThan(1e-20);
    }

    @Test
    void dualNewtonFallsToTheChemicalPotential() {
        DualMinimisation end = FreeEnergyMinimisers.dualNewton(FUNCTIONAL, START, 1e-15, 100);
        assertThat(end.chemicalPotential()).isCloseTo(FUNCTIONAL.minimum() + 0.5, within(1e-14));
        assertThat(end.occupation()).containsExactly(FUNCTIONAL.equilibrium(), within(1e-14));
        assertThat(end.steps()).isBetween(3, 40);
        assertThat(FreeEnergyMinimisers.dualNewton(FUNCTIONAL, START, 0, 0).numberExcess())
                .isPositive();
    }

    /// A corner start makes μ_0 hundreds of T too large: N is huge, but the search only takes that many steps.
    @Test
    void dualNewtonSurvivesAHugeStart() {
        FreeEnergyFunctional wide = new FreeEnergyFunctional(EnergySpectrum.of(0, 2000), 1);
        DualMinimisation end = FreeEnergyMinimisers.dualNewton(wide, new double[] {0.5, 0.5}, 1e-14, 5000);
        assertThat(end.chemicalPotential()).isCloseTo(1, within(1e-12));
    }

    @Test
    void refusesBadInput() {
        assertThatThrownBy(
                        () -> FreeEnergyMinimisers.mirrorDescent(FUNCTIONAL, new double[] {0, 0.2, 0.3, 0.5}, 1, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the start is 0.0 at 0 but must be above 0 everywhere");
        assertThatThrownBy(() -> FreeEnergyMinimisers.dualNewton(FUNCTIONAL, START, -1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tolerance is -1.0");
        assertThatThrownBy(() -> FreeEnergyMinimisers.dualNewton(FUNCTIONAL, START, 0, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("limit of steps is -1");
    }
}
