// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.noether;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.physics.noether.LearningRule.Decay;
import org.junit.jupiter.api.Test;

/// Dampening δ ≠ 0, against single steps written out: v′ = βv − (1−δ)(g + kq), q′ = q + ηv′.
class DampedStepTest {

    private static final double ETA = 0.1;
    private static final double BETA = 0.8;
    private static final double DELTA = 0.3;
    private static final double K = 0.05;

    @Test
    void descentScalesBothTerms() {
        LearningRule rule = new LearningRule(ETA, 0, DELTA, K, Decay.COUPLED);
        double[] q = {0.6, -0.4};
        double[] g = {0.2, 0.3}; // ⟨g, q⟩ = 0
        double h = ETA * (1 - DELTA);
        double after = 0;
        for (int i = 0; i < 2; i++) {
            double moved = q[i] - h * (g[i] + K * q[i]);
            after += moved * moved;
        }
        assertThat(QuadraticCharge.afterDescent(rule, 0.52, 0.13)).isCloseTo(after, within(1e-15));
    }

    @Test
    void aTorqueIsDamped() {
        LearningRule rule = new LearningRule(ETA, BETA, DELTA, K, Decay.COUPLED);
        double[] q = {0.6, -0.4};
        double[] v = {0.1, 0.7};
        double[] g = {0.25, 0.5};
        double[] next = new double[2];
        double[] moved = new double[2];
        for (int i = 0; i < 2; i++) {
            next[i] = BETA * v[i] - (1 - DELTA) * (g[i] + K * q[i]);
            moved[i] = q[i] + ETA * next[i];
        }
        // L = ⟨v, Mq⟩ and τ = ⟨g, Mq⟩ with Mq = (q₁, −q₀)
        double momentum = v[0] * q[1] - v[1] * q[0];
        double torque = g[0] * q[1] - g[1] * q[0];
        double after = next[0] * moved[1] - next[1] * moved[0];
        assertThat(AngularMomentum.after(rule, momentum, torque)).isCloseTo(after, within(1e-15));
    }

    /// A gradient of constant ĝ that turns with the block, orthogonal to it: stepped until the norm rests.
    @Test
    void theSteadyNormAndAngleAreThoseOfTheSteps() {
        LearningRule rule = new LearningRule(ETA, BETA, DELTA, K, Decay.COUPLED);
        double[] q = {1, 0};
        double[] v = {0, 0};
        double cosine = 0;
        for (int step = 0; step < 20_000; step++) {
            double square = q[0] * q[0] + q[1] * q[1];
            double[] g = {-q[1] / square, q[0] / square}; // |ĝ| = |q||g| = 1
            double[] before = q.clone();
            for (int i = 0; i < 2; i++) {
                v[i] = BETA * v[i] - (1 - DELTA) * (g[i] + K * q[i]);
            }
            for (int i = 0; i < 2; i++) {
                q[i] += ETA * v[i];
            }
            double lengths = Math.hypot(q[0], q[1]) * Math.hypot(before[0], before[1]);
            cosine = (q[0] * before[0] + q[1] * before[1]) / lengths;
        }
        double fourth = Math.pow(Math.hypot(q[0], q[1]), 4);
        assertThat(SteadyNorm.cosine(rule)).isCloseTo(cosine, within(1e-12));
        assertThat(SteadyNorm.coherent(rule, 1)).isCloseTo(fourth, within(1e-9 * fourth));
        assertThat(SteadyNorm.white(rule, 1) * (1 + BETA) / (1 - BETA)).isCloseTo(fourth, within(1e-9 * fourth));
    }
}
