// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.noether;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import calorimeter.physics.noether.DrivenOscillator.Motion;
import calorimeter.physics.noether.LearningRule.Decay;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NormEquationTest {

    private static final LearningRule RULE = LearningRule.heavyBall(0.02, 0.9, 0.01);

    /// The paper's coefficient of |ĝ|² is 2η(1+β)/(1−β)³, that of noise 2η/(1−β)²: 19 times less at β = 0.9.
    @Test
    void coefficientsOfCoherentAndWhiteGradients() {
        assertThat(NormEquation.coherent(RULE).coefficient()).isCloseTo(2 * 0.02 * 1.9 / 1e-3, within(1e-11));
        assertThat(NormEquation.white(RULE).coefficient()).isCloseTo(2 * 0.02 / 1e-2, within(1e-13));
        assertThat(NormEquation.correlated(RULE).persistence())
                .isCloseTo(NormEquation.white(RULE).persistence(), within(1e-13));
        double[] always = new double[2000];
        Arrays.fill(always, 1);
        assertThat(NormEquation.correlated(RULE, always).persistence())
                .isCloseTo(NormEquation.coherent(RULE).persistence(), within(1e-10));
    }

    @Test
    void learningRatesOfAngles() {
        assertThat(NormEquation.white(RULE).effectiveLearningRate())
                .isCloseTo(Math.sqrt(2 * 0.02 * 0.01 / 0.1), within(1e-15));
        assertThat(NormEquation.coherent(RULE).effectiveLearningRate())
                .isCloseTo(Math.sqrt(2 * 0.02 * 0.01 / 1.9), within(1e-15));
        assertThat(SteadyNorm.angle(RULE)).isCloseTo(Math.sqrt(2 * 0.02 * 0.01 / 1.9), within(1e-6));
    }

    @Test
    void accumulatorIsTheFourthPower() {
        NormEquation equation = NormEquation.white(RULE);
        assertThat(equation.fourthPower(equation.accumulator(1.7))).isCloseTo(1.7, within(1e-15));
        assertThat(equation.forgetting()).isCloseTo(1 - 4 * 0.02 * 0.01 / 0.1, within(1e-15));
        double one = equation.fourthPower(equation.accumulated(equation.accumulator(1.7), 2.3));
        assertThat(one).isCloseTo(1.7 * equation.forgetting() + 0.02 * equation.coefficient() * 2.3, within(1e-13));
    }

    /// Without decay r⁴ only grows: AdaGrad.
    @Test
    void withoutDecayNothingIsForgotten() {
        NormEquation equation = NormEquation.coherent(LearningRule.heavyBall(0.02, 0.5, 0));
        assertThat(equation.after(1.7, 2)).isCloseTo(1.7 + 0.02 * equation.coefficient() * 2, within(1e-14));
        assertThat(equation.forgetting()).isOne();
    }

    /// r² at t = 1 by steps of h, against (16) integrated in 40 000 steps by the method of Runge and Kutta.
    /// The drive at either end of a step would be wrong by 0.035 and 0.0012.
    @Test
    void squareIsThatOfTheSecondOrderEquation() {
        assertThat(squareError(0.02)).isLessThan(3e-4);
        assertThat(squareError(0.005)).isLessThan(1e-5);
    }

    private static double squareError(double timeStep) {
        NormEquation equation = new NormEquation(LearningRule.heavyBall(timeStep, 0.9, 0.05), 50);
        Motion motion = new Motion(1, 0.5);
        for (int n = 0; n < Math.round(1 / timeStep); n++) {
            motion = equation.after(motion, 1);
        }
        return Math.abs(motion.value() - integrated(timeStep));
    }

    private static double integrated(double timeStep) {
        int steps = 40_000;
        double step = 1.0 / steps;
        Motion motion = new Motion(1, 0.5);
        for (int n = 0; n < steps; n++) {
            Motion first = derivative(timeStep, motion);
            Motion second = derivative(timeStep, moved(motion, first, step / 2));
            Motion third = derivative(timeStep, moved(motion, second, step / 2));
            Motion fourth = derivative(timeStep, moved(motion, third, step));
            motion = moved(motion, first, step / 6);
            motion = moved(motion, second, step / 3);
            motion = moved(motion, third, step / 3);
            motion = moved(motion, fourth, step / 6);
        }
        return motion.value();
    }

    private static Motion moved(Motion motion, Motion direction, double by) {
        return new Motion(motion.value() + by * direction.value(), motion.rate() + by * direction.rate());
    }

    /// Of r² and its rate, at β = 0.9, k = 0.05, K = 50 and |ĝ| = 1: m r̈² = −μ ṙ² − 2kr² + 2mK/r², m = h(1+β)/2.
    private static Motion derivative(double timeStep, Motion square) {
        double mass = timeStep * 1.9 / 2;
        double force = -0.1 * square.rate() - 2 * 0.05 * square.value() + 2 * mass * 50 / square.value();
        return new Motion(square.rate(), force / mass);
    }

    @Test
    void refuses() {
        assertThatThrownBy(() -> new NormEquation(RULE, 0)).hasMessageContaining("persistence is 0.0");
        assertThatThrownBy(() -> NormEquation.white(new LearningRule(0.1, 0, 0, 0.1, Decay.DECOUPLED)))
                .hasMessageContaining("decoupled");
    }
}
