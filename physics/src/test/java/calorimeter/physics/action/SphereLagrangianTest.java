// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import calorimeter.physics.ensemble.EnergySpectrum;
import calorimeter.physics.information.FisherRao;
import calorimeter.physics.information.FreeEnergyFunctional;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class SphereLagrangianTest {

    private static final FreeEnergyFunctional POTENTIAL =
            new FreeEnergyFunctional(EnergySpectrum.of(0, 0.4, 0.9, 1.5), 0.7);
    private static final double[] P = {0.42, 0.34, 0.16, 0.08};
    private static final double[] RATE = {0.02, -0.05, 0.02, 0.01};

    /// Against orbits integrated in the coordinates p by make_theory_goldens.py, accurate to about 10⁻¹²;
    /// leapfrog with h = 1/4000 of a time unit is off by h²/24 times the orbit's fourth derivatives.
    @ParameterizedTest
    @CsvFileSource(resources = "orbits.csv", delimiter = ';', numLinesToSkip = 1)
    void followsIndependentlyIntegratedOrbits(
            double temperature,
            double mass,
            double friction,
            double time,
            String start,
            String rate,
            String p,
            String levels) {
        SphereLagrangian system = new SphereLagrangian(
                new FreeEnergyFunctional(EnergySpectrum.of(numbers(levels)), temperature), mass, friction);
        SphereState end =
                system.advanced(SphereState.of(numbers(start), numbers(rate)), 1.0 / 4000, (int) (4000 * time));
        assertThat(end.distribution()).containsExactly(numbers(p), within(2e-8));
    }

    /// Softmax at rest stays; a million steps leave |x| = 2 and x·ẋ = 0 to rounding.
    @Test
    void staysWhereItShould() {
        SphereLagrangian system = new SphereLagrangian(POTENTIAL, 1.3, 0);
        SphereState rest = system.advanced(SphereState.atRest(POTENTIAL.equilibrium()), 0.1, 1000);
        assertThat(rest.distribution()).containsExactly(POTENTIAL.equilibrium(), within(1e-12));
        SphereState moving = system.advanced(SphereState.of(P, RATE), 0.05, 1_000_000);
        double[] x = moving.position();
        assertThat(SphereState.dot(x, x)).isCloseTo(4, within(1e-14));
        assertThat(SphereState.dot(x, moving.velocity())).isCloseTo(0, within(1e-15));
        assertThat(system.energy(moving)).isCloseTo(system.energy(SphereState.of(P, RATE)), within(5e-6));
    }

    /// With a huge mass the potential is nothing: the motion is the Fisher–Rao geodesic, which reaches the
    /// boundary and is reflected there.
    @Test
    void freeMotionIsAGreatCircle() {
        SphereLagrangian free = new SphereLagrangian(POTENTIAL, 1e12, 0);
        double[] to = {0.1, 0.2, 0.3, 0.4};
        double[] rate = new double[4];
        double angle = 0.5 * FisherRao.distance(P, to);
        for (int j = 0; j < 4; j++) {
            double rootSlope = angle * (Math.sqrt(to[j]) - Math.cos(angle) * Math.sqrt(P[j])) / Math.sin(angle);
            rate[j] = 2 * Math.sqrt(P[j]) * rootSlope;
        }
        SphereState start = SphereState.of(P, rate);
        assertThat(free.advanced(start, 0.01, 100).distribution()).containsExactly(to, within(1e-10));
        assertThat(free.advanced(start, 0.01, 700).distribution())
                .containsExactly(FisherRao.geodesic(P, to, 7), within(1e-9));
    }

    @Test
    void frictionEndsInSoftmax() {
        SphereLagrangian damped = new SphereLagrangian(POTENTIAL, 1.3, 1);
        SphereState end = damped.advanced(SphereState.of(P, RATE), 0.05, 4000);
        assertThat(end.distribution()).containsExactly(POTENTIAL.equilibrium(), within(1e-14));
        assertThat(damped.energy(end)).isCloseTo(POTENTIAL.minimum(), within(1e-14));
    }

    /// The closed form ends at its two ends.
    @Test
    void gradientFlowFromStartToSoftmax() {
        GradientFlow flow = new GradientFlow(POTENTIAL, 2);
        assertThat(flow.at(P, 0)).containsExactly(P, within(1e-15));
        assertThat(flow.at(P, Double.POSITIVE_INFINITY)).containsExactly(POTENTIAL.equilibrium(), within(1e-15));
        assertThat(flow.velocity(POTENTIAL.equilibrium())).containsOnly(new double[] {0, 0, 0, 0}, within(1e-16));
        assertThat(flow.velocity(new double[] {0, 0.5, 0.5, 0})[0]).isZero();
    }

    @Test
    void refusesBadInput() {
        SphereLagrangian system = new SphereLagrangian(POTENTIAL, 1, 0);
        assertThatThrownBy(() -> new SphereLagrangian(POTENTIAL, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mass is 0.0 but must be positive and finite");
        assertThatThrownBy(() -> new SphereLagrangian(POTENTIAL, 1, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("friction is -1.0");
        assertThatThrownBy(() -> new GradientFlow(POTENTIAL, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("friction is 0.0");
        assertThatThrownBy(() -> system.advanced(SphereState.atRest(new double[] {0.5, 0.5}), 0.1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 levels but the spectrum has 4");
        assertThatThrownBy(() -> system.advanced(SphereState.atRest(P), 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("time step is 0.0");
        assertThatThrownBy(() -> SphereState.of(P, new double[] {1, 0, 0, 0}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sums to 1.0");
        assertThatThrownBy(() -> SphereState.of(new double[] {1, 0}, new double[] {-0.1, 0.1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at 1 where p is 0");
        assertThatThrownBy(() -> DiscretePath.ofStates(List.of(SphereState.atRest(P)), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 points");
    }

    private static double[] numbers(String list) {
        return Arrays.stream(list.split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
