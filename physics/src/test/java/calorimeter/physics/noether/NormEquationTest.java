package calorimeter.physics.noether;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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

    @Test
    void refuses() {
        assertThatThrownBy(() -> new NormEquation(RULE, 0)).hasMessageContaining("persistence is 0.0");
        assertThatThrownBy(() -> NormEquation.white(new LearningRule(0.1, 0, 0, 0.1, Decay.DECOUPLED)))
                .hasMessageContaining("decoupled");
    }
}
