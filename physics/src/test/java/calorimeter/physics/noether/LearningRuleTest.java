// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.noether;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import calorimeter.physics.noether.LearningRule.Decay;
import org.junit.jupiter.api.Test;

class LearningRuleTest {

    @Test
    void derivesMassFrictionAndTimeStep() {
        LearningRule rule = new LearningRule(0.1, 0.9, 0.25, 0.01, Decay.COUPLED);
        assertThat(rule.timeStep()).isCloseTo(0.075, within(1e-17));
        assertThat(rule.mass()).isCloseTo(0.07125, within(1e-17));
        assertThat(rule.friction()).isCloseTo(0.1, within(1e-16));
    }

    /// torch.optim.SGD(lr=0.1, momentum=0.9, dampening=0.5, weight_decay=0.2) on f = q²/2 from q = 1, by hand:
    /// buffer 1.2, q 0.88; buffer 1.08 + 0.528, q 0.7192.
    @Test
    void firstStepOfPyTorchIsUndamped() {
        LearningRule rule = new LearningRule(0.1, 0.9, 0.5, 0.2, Decay.COUPLED);
        double[] q = {1};
        double[] v = {0};
        rule.firstStepOfPyTorch().advance(q, v, q.clone());
        assertThat(q[0]).isCloseTo(0.88, within(1e-15));
        rule.advance(q, v, q.clone());
        assertThat(q[0]).isCloseTo(0.7192, within(1e-15));
    }

    @Test
    void decoupledDecayLeavesTheVelocityAlone() {
        double[] q = {2};
        double[] v = {0};
        new LearningRule(0.1, 0.9, 0, 0.5, Decay.DECOUPLED).advance(q, v, new double[] {1});
        assertThat(v[0]).isEqualTo(-1);
        assertThat(q[0]).isCloseTo(1.8, within(1e-15));
    }

    @Test
    void refusesValuesOutsideTheirRange() {
        assertThatThrownBy(() -> LearningRule.descent(0, 0)).hasMessageContaining("learning rate is 0.0");
        assertThatThrownBy(() -> LearningRule.descent(0.1, Double.NaN)).hasMessageContaining("decay is NaN");
        assertThatThrownBy(() -> LearningRule.heavyBall(0.1, 1, 0)).hasMessageContaining("momentum is 1.0");
        assertThatThrownBy(() -> new LearningRule(0.1, 0, -0.1, 0, Decay.COUPLED))
                .hasMessage("dampening is -0.1 but must be at least 0 and below 1");
        assertThatThrownBy(() -> QuadraticCharge.afterDescent(LearningRule.heavyBall(0.1, 0.5, 0), 1, 1))
                .hasMessageContaining("momentum is 0.5");
    }
}
